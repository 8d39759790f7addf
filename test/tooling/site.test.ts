import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(__dirname, '../..');
const publish = pathToFileURL(path.join(root, 'website/versions.mjs')).href;

/** Publishes a site for each version, with the page of one error code. */
function published(...versions: string[]): (file: string) => string {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'site-'));
  const built = path.join(directory, 'built');
  fs.mkdirSync(path.join(built, 'codes'), { recursive: true });
  const calls = versions.map((version) => {
    const write = `fs.writeFileSync('${built}/codes/ApiNameMissing.html', '${version}')`;
    return `${write}; addVersion('${directory}', '${version}', '${built}');`;
  });
  const program = `import fs from 'node:fs'; import { addVersion } from '${publish}'; ${calls.join(' ')}`;
  execFileSync(process.execPath, ['--input-type=module', '-e', program]);
  return (file) => fs.readFileSync(path.join(directory, file), 'utf8');
}

test('each version of the site keeps its own URL, and a URL without a version redirects to the newest version', () => {
  const read = published('v0.9', 'v0.10', 'v0.2');
  expect(read('v0.9/codes/ApiNameMissing.html')).toBe('v0.9');
  expect(read('v0.10/codes/ApiNameMissing.html')).toBe('v0.10');
  expect(read('codes/ApiNameMissing.html')).toContain('url=/cdk-apigatewayv2/v0.10/codes/ApiNameMissing"');
  expect(read('versions.html')).toMatch(/v0\.10.*v0\.9.*v0\.2/);
});
