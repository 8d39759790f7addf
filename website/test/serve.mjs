import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Returns the pages of a built site, by their paths without `.html`. */
export function pagesOf(directory) {
  return readdirSync(directory, { recursive: true })
    .filter((file) => file.endsWith('.html') && file !== '404.html')
    .map((file) => file.replace(/(?:(^|\/)index)?\.html$/, '$1'))
    .sort();
}

/** Returns the file that GitHub Pages serves for a path. */
export function fileOf(directory, path) {
  const plain = join(directory, path);
  return [plain, `${plain}.html`, join(plain, 'index.html')].find(
    (file) => existsSync(file) && statSync(file).isFile(),
  );
}

/** Serves a built site at `base`, as GitHub Pages does. */
export async function serve(directory, base) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = path.startsWith(base) ? fileOf(directory, path.slice(base.length)) : undefined;
    response.writeHead(file ? 200 : 404, {
      'content-type': TYPES[extname(file ?? '.html')] ?? 'application/octet-stream',
      'cache-control': 'max-age=3600',
    });
    if (file) createReadStream(file).pipe(response);
    else response.end('not found');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${server.address().port}${base}`, close: () => server.close() };
}
