import * as fs from 'node:fs';
import * as path from 'node:path';
import { run } from '../tooling/run';
import { contextOf, ofType, root, synthesize } from './synth';

const directory = path.join(root, 'examples/bookstore/typescript');
// Throws if the template does not pass aws-cdk-lib's validation.
const template = synthesize(directory, contextOf('bookstore'), { CDK_VALIDATION: 'true' });

test('every handler that the template names exists', () => {
  const handlers = ofType(template, 'Lambda::Function').map(({ Handler }) => Handler.replace('.handler', '.mjs'));
  expect(handlers.sort()).toEqual(['authorize.mjs', 'books.mjs', 'notifications.mjs', 'orders.mjs', 'publish.mjs']);
  for (const file of handlers) expect(fs.existsSync(path.join(directory, '../handlers', file))).toBe(true);
});

describe('the migration of the bookstore', () => {
  // The folder is inside the repository, so that Node.js finds the packages.
  const base = path.join(root, '.cache/promise');
  const [ours, theirs] = ['ours', 'theirs'].map((name) => path.join(base, name));
  const files = ['app.ts', 'bookstore-stack.ts'];
  const context = { ...contextOf('bookstore'), 'cdk-apigatewayv2:recommended': false };

  beforeAll(() => {
    fs.rmSync(base, { recursive: true, force: true });
    fs.cpSync(path.join(directory, '../handlers'), path.join(base, 'handlers'), { recursive: true });
    for (const file of files) {
      // Features that aws-cdk-lib does not have are on separate lines.
      const source = fs.readFileSync(path.join(directory, file), 'utf8').replace(/^.*\bAccessLog\b.*\n/gm, '');
      const before = source.replace(
        /'cdk-apigatewayv2(?:\/(\w+))?'/g,
        (_all, part) => `'aws-cdk-lib/aws-apigatewayv2${part ? `-${part}` : ''}'`,
      );
      for (const [copy, text] of Object.entries({ [ours]: source, [theirs]: before })) {
        fs.mkdirSync(copy, { recursive: true });
        fs.writeFileSync(path.join(copy, file), text);
      }
    }
  });

  test('the app synthesizes the same template with aws-cdk-lib as with this library', () => {
    const before = synthesize(theirs, context);
    expect(synthesize(ours, context)).toEqual(before);
    expect(Object.keys(before.Resources).length).toBeGreaterThan(40);
  });

  test('the command in docs/migration.md changes the imports to this library', () => {
    const guide = fs.readFileSync(path.join(root, 'docs/migration.md'), 'utf8');
    const [, perl] = guide.match(/^git ls-files .* \| xargs (perl .*)$/m)!;
    expect(files.map((file) => read(theirs, file))).not.toEqual(files.map((file) => read(ours, file)));
    run('bash', ['-c', `${perl} *.ts`], { cwd: theirs });
    expect(files.map((file) => read(theirs, file))).toEqual(files.map((file) => read(ours, file)));
  });
});

function read(copy: string, file: string): string {
  return fs.readFileSync(path.join(copy, file), 'utf8');
}
