import type { SgNode } from '@ast-grep/napi';

import { isL1, isL1OfApiGatewayV2, MODULES, NAMES_OF_OTHER_MODULES } from './modules';
import type { Module } from './modules';
import { namedChildren, nodesOf } from './source';
import type { Source } from './source';

/** Rewrites the imports and the fully qualified names of a Java file. Names of L1 classes do not change. */
export function rewriteJava(source: Source, root: SgNode): void {
  for (const node of nodesOf(root, 'scoped_identifier', 'scoped_type_identifier', 'field_access')) {
    const name = withoutSpace(node);
    const module = MODULES.find(({ java }) => java.from === name);
    if (!module) continue;
    const parent = node.parent()!;
    if (parent.kind() === 'import_declaration') visitWildcard(source, root, parent, node, module);
    else if (parent.kind() !== 'package_declaration' && isMoved(memberOf(node, parent))) {
      source.replace(node, module.java.to);
    }
  }
  noteStrings(source, root);
  noteInstanceTests(source, root);
}

/**
 * Whether cdk-apigatewayv2 provides a member of a Java package. cdk-apigatewayv2 does not provide L1 classes or
 * subpackages, such as `alpha`.
 */
function isMoved(member: string): boolean {
  return !isL1(member) && !/^[a-z]/.test(member);
}

/** Returns the identifier after a package name, such as a class name. */
function memberOf(node: SgNode, parent: SgNode): string {
  const parts = namedChildren(parent);
  const index = parts.findIndex((part) => part.id() === node.id());
  return parts[index + 1]?.text() ?? '';
}

/**
 * Rewrites `import software.amazon.awscdk.services.apigatewayv2.*;`. Separate imports are added for L1 classes that the
 * file uses, and for classes from other wildcard imports if cdk-apigatewayv2 has a class with the same name.
 */
function visitWildcard(source: Source, root: SgNode, statement: SgNode, name: SgNode, module: Module): void {
  source.replace(name, module.java.to);
  if (module !== MODULES[0]) return;
  const imported = new Set(
    nodesOf(root, 'import_declaration')
      .filter((other) => !other.text().includes('*'))
      .map((other) => other.text().replace(/[\s;]/g, '').split('.').at(-1)!),
  );
  const used = nodesOf(root, 'identifier', 'type_identifier').map((node) => node.text());
  const wildcards = nodesOf(root, 'import_declaration').map((other) => withoutSpace(other));
  const packageOf = (each: string): string | undefined => {
    if (imported.has(each)) return undefined;
    if (isL1OfApiGatewayV2(each)) return module.java.from;
    const other = NAMES_OF_OTHER_MODULES.get(each);
    return other !== undefined && wildcards.includes(`import${other}.*;`) ? other : undefined;
  };
  const names = [...new Set(used)].filter((each) => packageOf(each) !== undefined).sort();
  if (names.length === 0) return;
  const { start, end } = statement.range();
  const rest = /^[ \t]*(?:\/\/[^\r\n]*)?(?=\r?\n|$)/.exec(source.text.slice(end.index))?.[0] ?? '';
  const glue = source.eol + source.indentAt(start.index);
  const lines = names.map((each) => `${glue}import ${packageOf(each)!}.${each};`);
  source.edit(end.index + rest.length, end.index + rest.length, lines.join(''));
}

function withoutSpace(node: SgNode): string {
  return node.text().replace(/\s/g, '');
}

function noteStrings(source: Source, root: SgNode): void {
  for (const string of nodesOf(root, 'string_fragment')) {
    if (!MODULES.some(({ java }) => string.text().startsWith(`${java.from}.`))) continue;
    source.note(
      string,
      'NotRewritten',
      `"${string.text()}" is not changed, because it is a string.`,
      'Change the string by hand if the code loads a class by this name.',
    );
  }
}

function noteInstanceTests(source: Source, root: SgNode): void {
  const imports = nodesOf(root, 'import_declaration').map((statement) =>
    withoutSpace(statement).replace(/^import|;$/g, ''),
  );
  const packages = MODULES.map(({ java }) => java.from);
  const wildcard = packages.some((name) => imports.includes(`${name}.*`));
  for (const test of nodesOf(root, 'instanceof_expression')) {
    const type = namedChildren(test)[1] ?? test.field('right');
    const tested = type && withoutSpace(type).split('<')[0]!;
    if (!tested) continue;
    const simple = tested.split('.').at(-1)!;
    const isOurs =
      packages.some((name) => tested.startsWith(`${name}.`) || imports.includes(`${name}.${tested.split('.')[0]}`)) ||
      (wildcard && /^I?(?:Http|WebSocket)(?:Api|Route|Stage|Integration|Authorizer)$/.test(simple));
    if (!isOurs || isL1(simple)) continue;
    source.note(
      test,
      'InstanceTest',
      `After the migration, \`${test.text()}\` matches only constructs of cdk-apigatewayv2.`,
      'Test for the L1 class, which both libraries share. If apps that use aws-cdk-lib also use this file, pass the file to --skip.',
    );
  }
}
