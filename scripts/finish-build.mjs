// Changes the output of jsii, which does not have options for these changes:
//
// - The compiled barrels (lib/**/index.js) load a module on the first use of an exported name instead of on import. Modules load each
// other on first use (scripts/lazy-modules.mjs).
// - The root also re-exports aws-cdk-lib's own L1 classes (`apigwv2.CfnRoute`) and reference types. If the .ts source re-exported these
// types, jsii would treat them as types of this library.
// - The declarations state which classes extend aws-cdk-lib classes (lib/private/aws-cdk-lib-types.ts). jsii must not read this file.
// - The root's declarations do not include the submodules that few apps use, so that compilers do not read CloudFront for apps that do
// not use CloudFront.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ALL_SPEC_FEATURES, loadAssemblyFromPath } from '@jsii/spec';
import ts from 'typescript';
import { makeLazy } from './lazy-modules.mjs';

const L1_MODULE = 'aws-cdk-lib/aws-apigatewayv2';
/** Submodules whose declarations load whole aws-cdk-lib modules. Apps import these submodules only by path. */
const APART = /^export \* as (cloudfront|interop) from .*\n/gm;
/** The file whose module augmentations declare that classes of this library extend aws-cdk-lib classes. */
const BASES = 'private/aws-cdk-lib-types';
const MARK = "// aws-cdk-lib's own L1 classes and types of references, appended by scripts/finish-build.mjs";

/** Returns the re-exports of a barrel's source: `[{ from, names?, as? }]`. Type-only re-exports do not exist at run time. */
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
    if (renamed)
      throw new Error(`${file}: a barrel must re-export a name unchanged, but contains ${renamed.getText(source)}`);
    return [{ from, names: names.map((element) => element.name.text) }];
  });
}

/**
 * Returns `{ from, names }` for each module that a barrel re-exports, also through other barrels. `names` contains the
 * names that the module exports.
 */
function loadTable(file) {
  const require = createRequire(file);
  return reExports(file)
    .flatMap(({ from, names, as }) => {
      if (as) return { from, as, names: [as] };
      const target = require.resolve(from);
      if (!names && /[\\/]index\.js$/.test(target)) {
        return loadTable(target.replace(/\.js$/, '.ts')).map((entry) => ({
          ...entry,
          from: `./${posix.join(from, entry.from)}`,
        }));
      }
      const found = Object.keys(require(from)).filter((name) => name !== 'default');
      return { from, names: names ? names.filter((name) => found.includes(name)) : found };
    })
    .filter(({ names }) => names.length > 0);
}

function lazyBarrel(table) {
  const all = [...new Set(table.flatMap(({ names }) => names))];
  const entries = table.map(({ from, as, names }) => {
    const load = `() => ${as ? `({ ${as}: require("${from}") })` : `require("${from}")`}`;
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

/** Returns the jsii assembly of the aws-cdk-lib version that the package in `root` is built with. */
function awsCdkLibOf(root) {
  const directory = dirname(createRequire(join(root, 'package.json')).resolve('aws-cdk-lib/package.json'));
  return loadAssemblyFromPath(directory, false, ALL_SPEC_FEATURES);
}

/** Returns the API Gateway v2 names that aws-cdk-lib defines: L1 classes, their properties, and reference interfaces. */
function foreignNames({ types }, own) {
  const names = (prefix, kind, wanted = /./) =>
    Object.values(types)
      .filter(({ fqn, name }) => fqn === `${prefix}.${name}` && wanted.test(name) && !own(name))
      .filter((type) => type.kind === kind)
      .map(({ name }) => name)
      .sort();
  return {
    classes: names('aws-cdk-lib.aws_apigatewayv2', 'class', /^Cfn/),
    props: names('aws-cdk-lib.aws_apigatewayv2', 'interface', /^Cfn/),
    references: names('aws-cdk-lib.interfaces.aws_apigatewayv2', 'interface'),
  };
}

/**
 * Adds aws-cdk-lib's types to the declarations of the root, and removes the submodules in `APART`. An older aws-cdk-lib
 * does not define the newest names, so the compiler must ignore missing names.
 */
function withForeignTypes(declarations, { classes, props, references }) {
  return `${declarations.split(MARK)[0].replace(APART, '').trimEnd()}
${MARK}
import type { aws_apigatewayv2 as references } from 'aws-cdk-lib/interfaces';
// @ts-ignore
export { ${classes.join(', ')} } from '${L1_MODULE}';
// @ts-ignore
export type { ${props.join(', ')} } from '${L1_MODULE}';
${references.map((name) => `// @ts-ignore\nexport type ${name} = references.${name};`).join('\n')}
`;
}

/**
 * Replaces enum members with constants next to the enum, if aws-cdk-lib's enum of the same name does not contain the
 * members. TypeScript treats two enums of the same name as compatible if each member of one enum is in the other enum.
 */
function alignEnum(file, name, theirs) {
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const declaration = source.statements.find((each) => ts.isEnumDeclaration(each) && each.name.text === name);
  const extra = declaration?.members.filter((member) => !theirs.includes(member.name.text)) ?? [];
  if (extra.length === 0) return;
  const kept = declaration.members.filter((member) => !extra.includes(member)).map((member) => member.getFullText());
  const constants = extra.map((member) => {
    const docs = member.getFullText().slice(0, member.getStart() - member.getFullStart());
    return `${docs}const ${member.name.text}: ${name};${docs}type ${member.name.text} = ${name};`;
  });
  const aligned = `export declare enum ${name} {${kept.join(',')}\n}\nexport declare namespace ${name} {${constants.join('')}\n}`;
  writeFileSync(file, text.slice(0, declaration.getStart()) + aligned + text.slice(declaration.end));
}

/**
 * Removes the private and protected members from the declaration of a class, because its base class declares them.
 * TypeScript then accepts instances of the base class where the class is required, as JavaScript does at run time.
 */
function withoutNominalMembers(file, text, name) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const declaration = source.statements.find((each) => ts.isClassDeclaration(each) && each.name.text === name);
  const isNominal = (member) =>
    (member.name && ts.isPrivateIdentifier(member.name)) ||
    ts.getModifiers(member)?.some(({ kind }) => kind === ts.SyntaxKind.ProtectedKeyword);
  return declaration.members
    .filter(isNominal)
    .reverse()
    .reduce((rest, member) => rest.slice(0, member.getFullStart()) + rest.slice(member.end), text);
}

/** Adds the declarations of the base classes to the modules, for programs that load one of these modules. */
function declareBases(lib) {
  const source = join(lib, `${BASES}.ts`);
  if (!existsSync(source)) return;
  const text = readFileSync(source, 'utf8');
  writeFileSync(join(lib, `${BASES}.d.ts`), text);
  for (const [, from, name] of text.matchAll(/^declare module '(.+)' \{[^}]*?\binterface (\w+)/gm)) {
    const module = posix.join(posix.dirname(BASES), from);
    const file = join(lib, `${module}.d.ts`);
    const line = `import '${posix.join(posix.relative(posix.dirname(module), posix.dirname(BASES)), posix.basename(BASES))}';\n`;
    const declarations = withoutNominalMembers(file, readFileSync(file, 'utf8'), name);
    writeFileSync(file, declarations.replace(line, '').trimEnd() + '\n' + line);
  }
}

/** Finishes the build of the package in `root`. */
export function finishBuild(root) {
  const lib = join(root, 'lib');
  const { name, types } = loadAssemblyFromPath(root, false);
  const awsCdkLib = awsCdkLibOf(root);
  const foreign = foreignNames(awsCdkLib, (each) => `${name}.${each}` in types);

  const barrels = readdirSync(lib, { recursive: true })
    .filter((file) => /(^|[\\/])index\.ts$/.test(file))
    .map((file) => join(lib, file));
  // All tables of exports are created before any barrel is rewritten, because `loadTable` loads the barrels as jsii
  // compiled them.
  const tables = barrels.map((barrel) => [barrel, loadTable(barrel)]);
  for (const [barrel, table] of tables) {
    const isRoot = dirname(barrel) === lib;
    if (isRoot) table.push({ from: L1_MODULE, names: foreign.classes });
    writeFileSync(barrel.replace(/\.ts$/, '.js'), lazyBarrel(table));
    if (isRoot) {
      const declarations = barrel.replace(/\.ts$/, '.d.ts');
      writeFileSync(declarations, withForeignTypes(readFileSync(declarations, 'utf8'), foreign));
    }
  }
  declareBases(lib);
  const { members } = awsCdkLib.types['aws-cdk-lib.aws_apigatewayv2.WebSocketIntegrationType'];
  const theirs = members.map((member) => member.name);
  alignEnum(join(lib, 'websocket/integration.d.ts'), 'WebSocketIntegrationType', theirs);
  makeLazy(lib);
  return { barrels: barrels.length, foreign: Object.values(foreign).flat().length };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '..'));
  if (!existsSync(join(root, '.jsii'))) throw new Error(`${root} does not contain .jsii. Run jsii first.`);
  const { barrels, foreign } = finishBuild(root);
  console.log(`${barrels} barrels load lazily, ${foreign} names of ${L1_MODULE} re-exported`);
}
