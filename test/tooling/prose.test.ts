import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from './run';

const root = path.resolve(__dirname, '../..');
const linter = path.join(root, 'scripts/prose/lint.mjs');

/** The findings of the linter in files with these names and texts. */
function lint(files: Record<string, string>): string[] {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'prose-'));
  try {
    const paths = Object.entries(files).map(([name, text]) => {
      const file = path.join(directory, name);
      fs.writeFileSync(file, text);
      return file;
    });
    const { stdout, stderr } = spawnSync(process.execPath, [linter, ...paths], { encoding: 'utf8' });
    if (stderr) throw new Error(stderr);
    const found = stdout.trim().split('\n').slice(0, -1);
    return found.map((line) => line.replace(/^.*?([^/]+?:\d+) .*\((.*)\)$/, '$1 $2'));
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/** One sentence for each forbidden term. */
const FORBIDDEN = [
  'API Gateway refuses the request.',
  'Statistics, periods and the like.',
  'The default stage is no stage.',
  'There is no default stage.',
  'No such route exists.',
  'Tokens are never judged.',
  'The role keeps to itself.',
  'The method that stands in the path.',
  'Every name stands here.',
  'The role may do just that.',
  'A rule can be switched off.',
  'A stage with them off.',
  'The rule looks at the template.',
  'The rule settles the type.',
  'The integration answers with a status code.',
  'The index has no strays.',
  'This is a route that nobody calls.',
  'The rule hears the warnings.',
  'The stage is given a name.',
  'The user asks for a stage.',
  'API Gateway is known to fail.',
  'The key policy is seen to.',
  'The value goes unseen.',
  'The value is not known yet.',
  'The stage, for its part, deploys.',
  'Stages, routes and so on.',
  'Methods, e.g. GET.',
  'The route simply works.',
  'A route with nothing behind it.',
  'Without a scheme, the service rejects the value.',
  'The rule reads the world.',
  'The ones that are meant.',
  'Requests are what no other route matches.',
  'The stage is made once.',
  'A value that only the deployment knows.',
  'The property at fault.',
  'Resources, whatever their conditions.',
  'The name as the template has it.',
  'The file is the whole of it.',
  'The time of a rival.',
  'The file stays as it is.',
  'The route names no stage.',
  'The name, where the template sets one.',
  'The stage has a warning.',
  'The guide names it; whether API Gateway rejects it is not known.',
  'An app of aws-cdk-lib.',
  'An integration of a WebSocket API that sends messages.',
  'The summary contains their number.',
  'A route uses one of their objects.',
  'The name is missing in the template.',
  'The fields in their order.',
];

test('each forbidden term is found, and this file contains a sentence for each pattern of the linter', () => {
  const files = Object.fromEntries(FORBIDDEN.map((text, at) => [`${at}.md`, `${text}\n`]));
  const found = lint(files);
  const missing = Object.keys(files).filter((name) => !found.includes(`${name}:1 terms`));
  expect(missing.map((name) => files[name])).toEqual([]);

  const script =
    "import { TERMS } from './scripts/prose/terms.mjs'; console.log(JSON.stringify(TERMS.map(([p]) => p.source)))";
  const patterns: string[] = JSON.parse(run(process.execPath, ['--input-type=module', '-e', script], { cwd: root }));
  expect(patterns.filter((pattern) => !FORBIDDEN.some((text) => new RegExp(pattern, 'im').test(text)))).toEqual([]);
});

test('a term is found in doc comments, tags, comments, messages and test titles, with its line number', () => {
  const found = lint({
    'source.ts': [
      '/**',
      ' * The route.',
      ' *',
      ' * It refuses tokens.',
      ' *',
      ' * @default - the stage is refused',
      ' * @example',
      ' * refuse();',
      ' */',
      'export const route = 1;',
      '// It refuses stages.',
      'export const text = (name: string) =>',
      "  `stage '${name}' ` + 'has a name that API Gateway refuses';",
    ].join('\n'),
    'suite.test.ts': "test('the route refuses a stage', () => undefined);\n// The test refuses.\n",
  });
  expect(found).toEqual([
    'source.ts:4 terms',
    'source.ts:6 terms',
    'source.ts:11 terms',
    'source.ts:13 terms',
    'suite.test.ts:1 terms',
    'suite.test.ts:2 terms',
  ]);
});

test('comments and docstrings of Python, Java and Go are checked', () => {
  const found = lint({
    'app.py': 'stack()  # It refuses.\nurl = "#refuse"\n\ndef f():\n    """Returns.\n\n    It refuses.\n    """\n',
    'App.java': '/**\n * It refuses.\n * @param url the URL; it refuses\n */\nclass App {} // It refuses.\n',
    'app.go': 'package main\n\n// It accepts,\n// and refuses.\nfunc main() { open("https://refuse") }\n',
  });
  expect(found).toEqual([
    'app.py:1 terms',
    'app.py:7 terms',
    'App.java:2 terms',
    'App.java:3 terms',
    'App.java:5 terms',
    'app.go:4 terms',
  ]);
});

test('a bare clause in a comment or a title is found, but not in code', () => {
  const code = '//   What is code:\n//     node what.mjs\n';
  const found = lint({
    'source.ts': `// What the route calls.\nconst a = 1; // The stage. How it deploys.\n// When it deploys, it has a URL.\n${code}const b = 2;\n`,
    'suite.test.ts': "test('what a route calls', () => undefined);\ntest('a route that calls', () => undefined);\n",
  });
  expect(found).toEqual(['source.ts:1 clause', 'source.ts:2 clause', 'suite.test.ts:1 clause']);
});

test('a summary that is a bare clause, or that jsii would break in other languages, is found', () => {
  const summaries = [
    ['What the route calls.', 'export const integration = 1;'],
    ['Where the stage is.', 'export const url: string = "";'],
    ['How long to wait.', 'export const timeout = 1;'],
    ['Which route matches.', 'export const route = 1;'],
    ['Whether the stage deploys.', 'export const stage: string = "";'],
    ['The stage; it deploys.', 'export const stage = 1;'],
    ['The stage', 'export const stage = 1;'],
    ['the stage.', 'export const stage = 1;'],
    ['Adds a stage.\n * @param name the name; a token is accepted', 'export const add = (name: string) => name;'],
  ];
  const names = summaries.map((_, at) => `${at}.ts`);
  const files = Object.fromEntries(summaries.map(([text, code], at) => [names[at], `/** ${text} */\n${code}\n`]));
  expect(lint(files).map((line) => line.replace(/:\d+/, ''))).toEqual(names.map((name) => `${name} summary`));
});

test('a sentence of more than 35 words and a {@link} are found', () => {
  const sentence = (words: number) => `The ${'very '.repeat(words - 3)}long sentence.`;
  expect(
    lint({
      'short.md': `${sentence(35)} ${sentence(35)}\n`,
      'long.md': `${sentence(36)}\n`,
      'source.ts': '/** The {@link Stage}. */\nexport const stage = 1;\n',
    }),
  ).toEqual(['long.md:1 sentence-length', 'source.ts:1 other-languages']);
});

test('code, examples, booleans and plain sentences cause no findings', () => {
  expect(
    lint({
      'page.md': 'Call `refuse` of [the page](https://example.com/refuse).\n\n```ts\nrefuse();\n```\n',
      'source.ts':
        '/** Whether the stage deploys. */\nexport const deploys = (): boolean => true;\n/** The `a; b`. */\nexport const b = 1;\n',
    }),
  ).toEqual([]);
});
