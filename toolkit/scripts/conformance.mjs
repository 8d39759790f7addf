// Writes the conformance table of docs/local-gateway.md from test/gateway/facts. `--check` does not write the
// table, and fails if the table is out of date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const file = join(root, '../docs/local-gateway.md');
const [start, end] = ['<!-- conformance -->', '<!-- /conformance -->'];
const evidence = {
  D: 'documented by AWS',
  R: 'recorded from AWS',
  M: 'reported by users of AWS',
  E: 'claimed by an emulator',
  U: 'not documented by AWS',
};
const results = { same: 'Same behavior.', different: 'Different behavior.' };

const folder = join(root, 'test/gateway/facts');
const topics = readdirSync(folder)
  .sort()
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
const cell = (text = '') => text.replaceAll('|', '\\|');
const tables = topics.map(({ topic, facts }) => {
  const rows = facts.map(({ behaviour, grade, here, note }) => {
    // If AWS does not document a behavior, the behavior of the gateway is an assumption.
    const result = grade === 'U' ? 'Assumption:' : results[here];
    return `| ${cell(behaviour)} | ${evidence[grade]} | ${result}${note ? ` ${cell(note)}` : ''} |`;
  });
  return [
    `### ${topic}`,
    '',
    '| Behavior of API Gateway | Evidence | Local gateway |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
});

const before = existsSync(file) ? readFileSync(file, 'utf8') : `# Local gateway\n\n${start}\n${end}\n`;
const [head, rest] = before.split(start);
const tail = rest.split(end)[1];
const options = { ...(await prettier.resolveConfig(file)), parser: 'markdown' };
const text = await prettier.format(`${head}${start}\n\n${tables.join('\n\n')}\n\n${end}${tail}`, options);

if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (before !== text) {
  console.error('docs/local-gateway.md does not match test/gateway/facts. Run `npm run conformance -w toolkit`.');
  process.exit(1);
}
