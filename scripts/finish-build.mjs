// What jsii cannot do, done after it (twice does no harm):
//  - the compiled barrels (lib/**/index.js) load a module when one of its names is first touched, not on import;
//  - the root also re-exports aws-cdk-lib's own L1 classes (`apigwv2.CfnRoute`) and reference types, for TypeScript and
//    JavaScript. In the .ts source jsii would take them for types of this library and refuse or absorb them.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { loadAssembly } from './assembly.mjs';

const L1_MODULE = 'aws-cdk-lib/aws-apigatewayv2';
const MARK = "// aws-cdk-lib's own L1 classes and reference types, appended by scripts/finish-build.mjs";

/** The re-exports of a barrel's source: `[{ from, names?, as? }]`; type-only ones leave no trace at run time. */
function reExports(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier) {
      throw new Error(`${file}: a barrel holds re-exports only, found: ${statement.getText(source)}`);
    }
    if (statement.isTypeOnly) return [];
    const from = statement.moduleSpecifier.text;
    const clause = statement.exportClause;
    if (!clause) return [{ from }];
    if (ts.isNamespaceExport(clause)) return [{ from, as: clause.name.text }];
    const names = clause.elements.filter((element) => !element.isTypeOnly);
    const renamed = names.find((element) => element.propertyName);
    if (renamed) throw new Error(`${file}: a barrel re-exports under the same name, found: ${renamed.getText(source)}`);
    return [{ from, names: names.map((element) => element.name.text) }];
  });
}

/** `[module, names]` of each module that a barrel re-exports, the names as the module itself has them when loaded. */
function loadTable(file) {
  const require = createRequire(file);
  return reExports(file)
    .map(({ from, names, as }) => {
      if (as) return { from, as, names: [as] };
      const found = Object.keys(require(from)).filter((name) => name !== 'default');
      return { from, names: names ? names.filter((name) => found.includes(name)) : found };
    })
    .filter(({ names }) => names.length > 0);
}

function lazyBarrel(table) {
  const all = [...new Set(table.flatMap(({ names }) => names))];
  const entries = table.map(({ from, as, names }) => {
    const load = `() => ${as ? `({ ${as}: require(${JSON.stringify(from)}) })` : `require(${JSON.stringify(from)})`}`;
    return `lazy(${load}, ${JSON.stringify(names)});`;
  });
  return `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
function lazy(load, names) {
    for (const name of names) {
        const settle = (value) => Object.defineProperty(exports, name, { enumerable: true, configurable: true, writable: true, value });
        Object.defineProperty(exports, name, {
            enumerable: true,
            configurable: true,
            get: () => settle(load()[name])[name],
            set: settle,
        });
    }
}
${entries.join('\n')}
// Never runs: Node reads the names of \`import { … }\` in ES modules from it.
0 && (module.exports = { ${all.join(', ')} });
`;
}

/** The names that aws-cdk-lib's generated declarations export: L1 classes, their props, and the reference types. */
function l1Names(root) {
  const require = createRequire(join(root, 'package.json'));
  const awsCdkLib = dirname(require.resolve('aws-cdk-lib/package.json'));
  const file = join(awsCdkLib, 'aws-apigatewayv2/lib/apigatewayv2.generated.d.ts');
  const declared = ts
    .createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022)
    .statements.flatMap((statement) => {
      if (ts.isExportDeclaration(statement)) return statement.exportClause.elements.map((element) => element.name.text);
      const exported = statement.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
      return exported && statement.name ? [statement.name.text] : [];
    });
  const { types } = loadAssembly(awsCdkLib);
  const kind = (name) =>
    (types[`aws-cdk-lib.aws_apigatewayv2.${name}`] ?? types[`aws-cdk-lib.interfaces.aws_apigatewayv2.${name}`])?.kind;
  const names = [...new Set(declared)].filter(kind).sort();
  return {
    classes: names.filter((name) => kind(name) === 'class'),
    types: names.filter((name) => kind(name) !== 'class'),
  };
}

function withL1Types(declarations, { classes, types }) {
  const own = declarations.split(MARK)[0].trimEnd();
  // An older aws-cdk-lib lacks the newest of the names, which shall not break a build that does not use them.
  return `${own}
${MARK}
// @ts-ignore
export { ${classes.join(', ')} } from '${L1_MODULE}';
// @ts-ignore
export type { ${types.join(', ')} } from '${L1_MODULE}';
`;
}

/** Finishes the build of the package in `root`. */
export function finishBuild(root) {
  const lib = join(root, 'lib');
  const { name, types } = loadAssembly(root);
  const notOurs = (l1) => !types[`${name}.${l1}`];
  const l1 = l1Names(root);
  l1.classes = l1.classes.filter(notOurs);
  l1.types = l1.types.filter(notOurs);

  const barrels = readdirSync(lib, { recursive: true })
    .filter((file) => /(^|[\\/])index\.ts$/.test(file))
    .map((file) => join(lib, file));
  // All tables first: they come from loading the modules as jsii compiled them.
  const tables = barrels.map((barrel) => [barrel, loadTable(barrel)]);
  for (const [barrel, table] of tables) {
    const isRoot = dirname(barrel) === lib;
    if (isRoot) table.push({ from: L1_MODULE, names: l1.classes });
    writeFileSync(barrel.replace(/\.ts$/, '.js'), lazyBarrel(table));
    if (isRoot) {
      const declarations = barrel.replace(/\.ts$/, '.d.ts');
      writeFileSync(declarations, withL1Types(readFileSync(declarations, 'utf8'), l1));
    }
  }
  return { barrels: barrels.length, l1: l1.classes.length + l1.types.length };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..'));
  if (!existsSync(join(root, '.jsii'))) throw new Error(`${root} has no .jsii: run jsii first`);
  const { barrels, l1 } = finishBuild(root);
  console.log(`${barrels} barrels load lazily, ${l1} names of ${L1_MODULE} re-exported`);
}
