import * as fs from 'node:fs';
import * as path from 'node:path';

import { Stack } from 'aws-cdk-lib';

import { ApiGatewayV2Error, ERROR_CODES, fail } from '../../lib/validation/errors';
import { thrownBy } from '../_helpers/failure';

const root = path.join(__dirname, '../..');

/** The text of all source files in a folder, except the table of codes and this test. */
function sources(folder: string): string {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf-8' })
    .filter((file) => /(?<!\.d)\.ts$/.test(file) && !/validation\/errors(\.test)?\.ts$/.test(file))
    .map((file) => fs.readFileSync(path.join(root, folder, file), 'utf-8'))
    .join('\n');
}

/** The codes that a text does not contain. */
function notIn(text: string): string[] {
  return Object.keys(ERROR_CODES).filter((code) => !new RegExp(`\\b${code}\\b`).test(text));
}

test('codes are in PascalCase and in alphabetical order', () => {
  const codes = Object.keys(ERROR_CODES);
  expect(codes.filter((code) => !/^([A-Z][a-z0-9]*)+$/.test(code))).toEqual([]);
  expect(codes).toEqual([...codes].sort());
});

test('the meaning of each code is a sentence', () => {
  expect(Object.values(ERROR_CODES).filter((meaning) => !/^[A-Z`].*\.$/.test(meaning))).toEqual([]);
});

test('every code is thrown somewhere', () => {
  expect(notIn(sources('lib'))).toEqual([]);
});

test('every code is expected by a test', () => {
  expect(notIn(sources('test'))).toEqual([]);
});

test('docs/errors.md, which `npm run docs` writes, is up to date', () => {
  const page = fs.readFileSync(path.join(root, 'docs/errors.md'), 'utf-8');
  const rows = [...page.matchAll(/^\| <a id="\w+"><\/a> `(\w+)` \| (.*) \|$/gm)].map((row) => [row[1], row[2]]);
  expect(Object.fromEntries(rows)).toEqual(ERROR_CODES);
});

const SEE_STAGE_MISSING = 'See https://cdk-apigatewayv2.github.io/cdk-apigatewayv2/codes/StageMissing';

describe('an error', () => {
  test('has no stack frames in a jsii process, because all frames there belong to jsii', () => {
    class KernelHost {
      public processRequest(): never {
        return fail(undefined, 'StageMissing', 'wrong.');
      }
    }
    const { stack } = thrownBy(() => new KernelHost().processRequest());
    expect(stack).toBe(`ApiGatewayV2Error: [StageMissing] wrong. ${SEE_STAGE_MISSING}`);
  });

  test('of a construct contains its path', () => {
    const scope = new Stack(undefined, 'Stack');
    expect(thrownBy(() => fail(scope, 'StageMissing', 'it has no stage. Give one.'))).toMatchObject({
      name: 'ApiGatewayV2Error',
      code: 'StageMissing',
      constructPath: 'Stack',
      message: `[StageMissing] Stack: it has no stage. Give one. ${SEE_STAGE_MISSING}`,
    });
  });

  test.each([
    ['Authorizer', '[StageMissing] Authorizer: wrong.'],
    [undefined, '[StageMissing] wrong.'],
  ])('has the expected message if %p is passed instead of a construct', (scope, message) => {
    const error = thrownBy(() => fail(scope, 'StageMissing', 'wrong.'));
    expect(error).toBeInstanceOf(ApiGatewayV2Error);
    expect(error).toBeInstanceOf(Error);
    expect(error.message).toBe(`${message} ${SEE_STAGE_MISSING}`);
  });
});
