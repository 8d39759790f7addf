import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import ts from 'typescript';

import { NAMES_OF_OTHER_MODULES } from '../../src/migrate/modules';

const ROOT = join(__dirname, '../../..');

interface Assembly {
  readonly types: Record<string, { readonly name: string; readonly namespace?: string }>;
  readonly submodules: Record<string, { readonly targets?: { readonly java?: { readonly package: string } } }>;
}

test('NAMES_OF_OTHER_MODULES contains the names that cdk-apigatewayv2 shares with other aws-cdk-lib modules', () => {
  const file = join(ROOT, 'node_modules/aws-cdk-lib/.jsii.gz');
  const assembly = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Assembly;
  const index = join(ROOT, 'lib/index.ts');
  const program = ts.createProgram([index], { target: ts.ScriptTarget.ES2022, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const exports = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(index)!)!);
  const types = Object.values(assembly.types);
  const found = exports.flatMap(({ name }) => {
    const modules = types.filter((type) => type.name === name).map(({ namespace }) => namespace ?? '');
    if (modules.length === 0 || modules.includes('aws_apigatewayv2')) return [];
    return modules.map((module): [string, string] => {
      const java = assembly.submodules[`aws-cdk-lib.${module}`]?.targets?.java?.package;
      return [name, java ?? `software.amazon.awscdk.${module}`];
    });
  });
  expect(found.sort()).toEqual([...NAMES_OF_OTHER_MODULES].sort());
}, 60_000);
