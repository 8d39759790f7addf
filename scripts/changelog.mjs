// `npm run changelog`: writes CHANGELOG.md, of the conventional commits of every release and of those since the last one, under the
// version of package.json. Releasing does it too: see scripts/release.mjs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConventionalChangelog } from 'conventional-changelog';
import { root } from './ensure-built.mjs';

const HEADER = `# Changelog

Versions follow [semver](https://semver.org); while the major version is 0, a minor version may break callers. The versions of all
languages are the same. Written by \`npm run changelog\`, of the commits.
`;

/** Writes CHANGELOG.md and returns the part of it that is about the newest version. */
export async function writeChangelog() {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const generator = new ConventionalChangelog(root)
    .readPackage(join(root, 'package.json'))
    .loadPreset('conventionalcommits')
    .tags({ prefix: 'v' })
    // Every release, and what is not released
    .options({ releaseCount: 0, outputUnreleased: true })
    .context({ version: manifest.version });
  const parts = [];
  for await (const part of generator.write()) parts.push(part);
  const text = [HEADER, ...parts]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd();
  writeFileSync(join(root, 'CHANGELOG.md'), `${text}\n`);
  return parts.at(0) ?? '';
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await writeChangelog());
}
