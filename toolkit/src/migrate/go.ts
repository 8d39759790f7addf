import type { SgNode } from '@ast-grep/napi';

import { isL1, moduleFrom, MODULES } from './modules';
import { namedChildren, nodesOf } from './source';
import type { Source } from './source';

/** Rewrites the imports of a Go file. Imports of L1 classes do not change. */
export function rewriteGo(source: Source, root: SgNode): void {
  const locals: string[] = [];
  const l1Names = new Map<string, string>();
  for (const spec of nodesOf(root, 'import_spec')) {
    const path = spec.field('path')!;
    const from = path.text().slice(1, -1);
    const module = moduleFrom('go', from);
    if (!module) continue;
    const name = spec.field('name');
    const replaced = path.text()[0]! + module.go.to + path.text().at(-1)!;
    if (name?.kind() === 'dot' && hasL1(from)) {
      source.note(
        spec,
        'NotRewritten',
        `\`${spec.text()}\` is not changed, because a dot import can also provide L1 classes.`,
        'Name the import, and run the command again.',
      );
      continue;
    }
    if (name?.text() === '_' || name?.kind() === 'dot') {
      source.replace(path, replaced);
      continue;
    }
    const ownName = from.split('/').at(-1)!;
    const local = name?.text() ?? ownName;
    const uses = usesOf(root, local);
    const l1 = uses.filter((use) => isL1(use.member));
    if (l1.length > 0 && l1.length === uses.length) continue;
    locals.push(local);
    // The package name changes with the import path. An import without a name gets the old package name, so that uses
    // of the package stay valid.
    const hasName = name !== null || module.go.to.split('/').at(-1) === local;
    source.edit(spec.range().start.index, path.range().end.index, `${hasName && !name ? '' : `${local} `}${replaced}`);
    if (l1.length === 0) continue;
    const given = l1Names.get(from);
    const alias = given ?? freeName(root, ownName, local);
    for (const use of l1) source.replace(use.node, alias);
    // A file can import the same package twice, but the L1 classes need only one import.
    if (given === undefined) addImport(source, spec, `${alias === ownName ? '' : `${alias} `}${path.text()}`);
    l1Names.set(from, alias);
  }
  noteInstanceTests(source, root, locals);
}

interface Use {
  readonly node: SgNode;
  readonly member: string;
}

function usesOf(root: SgNode, local: string): Use[] {
  return nodesOf(root, 'selector_expression', 'qualified_type').flatMap((node) => {
    const [object, member] = namedChildren(node);
    return object?.text() === local && member ? [{ node: object, member: member.text() }] : [];
  });
}

/**
 * Whether an aws-cdk-lib package contains L1 classes of API Gateway v2. Only `awsapigatewayv2` contains these
 * classes.
 */
function hasL1(from: string): boolean {
  return from === MODULES[0]!.go.from;
}

/** Returns an unused name for the separate import of the aws-cdk-lib package that provides the L1 classes. */
function freeName(root: SgNode, ownName: string, local: string): string {
  const used = new Set(nodesOf(root, 'identifier', 'package_identifier').map((node) => node.text()));
  const candidates = [ownName, ownName.replace(/^aws/, 'awscdk'), `${ownName}l1`];
  return candidates.find((name) => name !== local && !used.has(name)) ?? `${ownName}l1`;
}

/** Adds an import after the given import. */
function addImport(source: Source, spec: SgNode, imported: string): void {
  const { start, end } = spec.range();
  const isGrouped = spec.parent()?.kind() === 'import_spec_list';
  const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(source.text.slice(end.index))?.[0];
  const at = end.index + (rest?.length ?? 0);
  const glue = rest === undefined ? '; ' : source.eol + source.indentAt(start.index);
  source.edit(at, at, `${glue}${isGrouped ? '' : 'import '}${imported}`);
}

/** Reports type assertions and type switches on L2 types. */
function noteInstanceTests(source: Source, root: SgNode, locals: string[]): void {
  const tests = nodesOf(root, 'type_assertion_expression', 'type_case');
  for (const test of tests) {
    const found = nodesOf(test, 'qualified_type').find((type) => {
      const [name, member] = namedChildren(type);
      const isDirect = type.parent()?.id() === test.id();
      return isDirect && locals.includes(name?.text() ?? '') && !isL1(member?.text() ?? '');
    });
    if (!found) continue;
    source.note(
      found,
      'InstanceTest',
      `After the migration, the type test for \`${found.text()}\` matches only constructs of cdk-apigatewayv2.`,
      'Test for the L1 type, which both libraries share. If apps that use aws-cdk-lib also use this file, pass the file to --skip.',
    );
  }
}
