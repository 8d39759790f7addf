import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { ToolkitError } from '../../model/errors';

const signatures = { end: 0x06054b50, entry: 0x02014b50 };

/** Unpacks a ZIP archive into a folder. */
export function unzip(archive: string, folder: string): void {
  const data = readFileSync(archive);
  const wrong = (why: string) => new ToolkitError('WrongArchive', `${archive} cannot be unpacked: ${why}.`);
  let end = data.length - 22;
  while (end >= 0 && data.readUInt32LE(end) !== signatures.end) end--;
  if (end < 0) throw wrong('the file is not a ZIP archive');
  const count = data.readUInt16LE(end + 10);
  let at = data.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw wrong('the ZIP64 format is not supported');
  for (let index = 0; index < count; index++) {
    if (data.readUInt32LE(at) !== signatures.entry) throw wrong('the archive is damaged');
    const method = data.readUInt16LE(at + 10);
    const size = data.readUInt32LE(at + 20);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => data.readUInt16LE(at + offset));
    const mode = data.readUInt32LE(at + 38) >>> 16;
    const header = data.readUInt32LE(at + 42);
    const name = data.toString('utf8', at + 46, at + 46 + nameLength);
    at += 46 + nameLength + extraLength + commentLength;

    const file = resolve(folder, name);
    if (relative(folder, file).startsWith('..')) throw wrong(`${name} is outside of the target folder`);
    if (name.endsWith('/')) {
      mkdirSync(file, { recursive: true });
      continue;
    }
    if (method !== 0 && method !== 8) throw wrong(`${name} uses a compression method that is not supported`);
    const start = header + 30 + data.readUInt16LE(header + 26) + data.readUInt16LE(header + 28);
    const content = data.subarray(start, start + size);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(join(file), method === 8 ? inflateRawSync(content) : content);
    if (mode & 0o111) chmodSync(file, 0o755);
  }
}
