import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import * as ts from 'typescript';
import * as local from '../src/gateway';
import { root } from './_helpers/apps';

/** The modules that the samples import, and the source files that replace them. */
const modules: Record<string, () => unknown> = {
  'cdk-apigatewayv2': () => jest.requireActual(join(root, 'lib')),
  'cdk-apigatewayv2/integrations': () => jest.requireActual(join(root, 'lib/integrations')),
  'cdk-apigatewayv2-toolkit/local': () => local,
};

/** Runs a sample, and passes values for the names that the sample does not declare. */
function run(source: string, given: Record<string, unknown>): unknown {
  const require = (name: string) => given[name] ?? modules[name]?.() ?? jest.requireActual(name);
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
  });

  return new Function('require', 'exports', 'test', outputText).call(given.this, require, {}, given.test);
}

test.each(['README.md', 'docs/get-started.md'])(
  'the first API of %s passes its first test',
  async (page) => {
    const text = readFileSync(join(root, page), 'utf8');
    const [api] = [...text.matchAll(/```ts\n([^]*?)```/g)].map(([, sample]) => sample);
    const [, sample] = /```js\n([^]*?)```/.exec(text)!;
    class GreetingsStack extends Stack {
      constructor(app: App, id: string) {
        super(app, id);
        run(api, { this: this });
      }
    }
    const tests: (() => Promise<void>)[] = [];
    run(sample, {
      '../lib/greetings-stack': { GreetingsStack },
      test: (_title: string, body: () => Promise<void>) => tests.push(body),
    });
    expect(tests).toHaveLength(1);
    await tests[0]();
  },
  60_000,
);
