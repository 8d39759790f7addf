import type { SgNode } from '@ast-grep/napi';

import { LEFT_BEHIND_IN_TYPESCRIPT, isL1, moduleFrom, MODULES, submoduleNamed } from './modules';
import type { Module } from './modules';
import { namedChildren, nodesOf, removeItems } from './source';
import type { Source } from './source';
import { TypeScriptRoot } from './typescript-root';

const LOADERS = /^(?:require|import|require\.resolve|import\.meta\.resolve|(?:jest|vi|vitest)\.\w+)$/;

/** Rewrites the imports of a TypeScript or JavaScript file. */
export function rewriteTypeScript(source: Source, root: SgNode): void {
  noteInstanceTests(source, root);
  new TypeScriptRoot(source, root).rewrite();
  rewriteSpecifiers(source, root);
}

/**
 * Rewrites the module name `'aws-cdk-lib/aws-apigatewayv2'` wherever the code imports or loads the module by this name.
 */
function rewriteSpecifiers(source: Source, root: SgNode): void {
  for (const string of nodesOf(root, 'string', 'template_string')) {
    const text = string.text().slice(1, -1);
    const module = moduleFrom('typescript', text);
    if (!module) {
      if (MODULES.some(({ typescript }) => text.startsWith(`${typescript.from}/`))) {
        noteLeft(source, string, 'it is the path of a file in aws-cdk-lib');
      }
      continue;
    }
    const statement = string.parent()!;
    if (statement.kind() === 'import_statement' || statement.kind() === 'export_statement') {
      rewriteStatement(source, statement, string, module);
    } else if (
      statement.kind() === 'import_require_clause' ||
      statement.kind() === 'module' ||
      isLoaderCall(statement)
    ) {
      replaceSpecifier(source, string, module);
    } else {
      noteLeft(source, string, 'the string is not the module name of an import');
    }
  }
}

function noteLeft(source: Source, string: SgNode, why: string): void {
  const fix = 'Change the string by hand if the code loads a module by this name.';
  source.note(string, 'NotRewritten', `${string.text()} is not changed, because ${why}.`, fix);
}

function replaceSpecifier(source: Source, string: SgNode, module: Module): void {
  const { start, end } = string.range();
  source.edit(start.index + 1, end.index - 1, module.typescript.to);
}

function isLoaderCall(node: SgNode): boolean {
  const call = node.kind() === 'arguments' ? node.parent() : undefined;
  return call?.kind() === 'call_expression' && LOADERS.test(call.field('function')?.text() ?? '');
}

function rewriteStatement(source: Source, statement: SgNode, string: SgNode, module: Module): void {
  const list = statement.find({ rule: { any: [{ kind: 'named_imports' }, { kind: 'export_clause' }] } });
  const items = list ? namedChildren(list) : [];
  const left = items.filter((item) => LEFT_BEHIND_IN_TYPESCRIPT.includes(item.field('name')?.text() ?? ''));
  if (left.length > 0 && left.length === items.length) return;
  if (left.length > 0) {
    const comments = removeItems(source, list!, items, left).map((comment) => ` ${comment}`);
    const keyword = /^(?:import|export)(?:\s+type\b)?/.exec(statement.text())![0];
    const semicolon = statement.text().endsWith(';') ? ';' : '';
    const names = left.map((item) => item.text()).join(', ');
    const text = `${keyword} { ${names} } from ${string.text()}${semicolon}`;
    const start = statement.range().start.index;
    source.edit(start, start, text + comments.join('') + source.eol + source.indentAt(start));
  }
  replaceSpecifier(source, string, module);
}

/** Reports tests such as `x instanceof HttpApi`, where `HttpApi` comes from one of the three modules. */
function noteInstanceTests(source: Source, root: SgNode): void {
  const tests = root.findAll({
    rule: { kind: 'binary_expression', has: { field: 'operator', regex: '^instanceof$' } },
  });
  if (tests.length === 0) return;
  const names = importedNames(root);
  for (const test of tests) {
    const tested = test.field('right')!.text();
    const [first, ...rest] = tested.split('.');
    const name = names.classes.get(first!) ?? rest.at(-1) ?? '';
    const known =
      names.classes.has(first!) || names.namespaces.has(first!) || rest.some((part) => submoduleNamed(part));
    if (!known || name === '' || isL1(name)) continue;
    source.note(
      test,
      'InstanceTest',
      `After the migration, \`instanceof ${tested}\` matches only constructs of cdk-apigatewayv2.`,
      `Test for the L1 class, which both libraries share. If apps that use aws-cdk-lib also use this file, pass the file to --skip.`,
    );
  }
}

/** Returns the local names of the classes and namespaces that a file imports from the three modules. */
function importedNames(root: SgNode): { classes: Map<string, string>; namespaces: Set<string> } {
  const classes = new Map<string, string>();
  const namespaces = new Set<string>();
  for (const statement of nodesOf(root, 'import_statement', 'variable_declarator')) {
    const text = statement.find({ rule: { kind: 'string_fragment' } })?.text() ?? '';
    const isRoot = text === 'aws-cdk-lib';
    if (!isRoot && !moduleFrom('typescript', text)) continue;
    for (const item of nodesOf(
      statement,
      'import_specifier',
      'pair_pattern',
      'shorthand_property_identifier_pattern',
    )) {
      const name = (item.field('name') ?? item.field('key') ?? item).text();
      const local = (item.field('alias') ?? item.field('value') ?? item.field('name') ?? item).text();
      if (!isRoot) classes.set(local, name);
      else if (submoduleNamed(name)) namespaces.add(local);
    }
    if (isRoot) continue;
    for (const namespace of nodesOf(statement, 'namespace_import', 'import_require_clause')) {
      namespaces.add(namedChildren(namespace)[0]!.text());
    }
    const variable = statement.field('name');
    if (variable?.kind() === 'identifier') namespaces.add(variable.text());
  }
  return { classes, namespaces };
}
