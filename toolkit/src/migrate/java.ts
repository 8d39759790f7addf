import type { SgNode } from '@ast-grep/napi';

import { isL1, isL1OfApiGatewayV2, MODULES, NAMES_OF_OTHER_MODULES } from './modules';
import type { Module } from './modules';
import { namedChildren, nodesOf } from './source';
import type { Source } from './source';

/** Rewrites the imports and the fully qualified names of a Java file. L1 classes stay in aws-cdk-lib. */
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

/** Whether a member of a package is a class that cdk-apigatewayv2 has: not an L1 class, and no package, such as that of an alpha module. */
function isMoved(member: string): boolean {
  return !isL1(member) && !/^[a-z]/.test(member);
}

/** The identifier after a package: the class that is used. */
function memberOf(node: SgNode, parent: SgNode): string {
  const parts = namedChildren(parent);
  const index = parts.findIndex((part) => part.id() === node.id());
  return parts[index + 1]?.text() ?? '';
}

/**
 * `import software.amazon.awscdk.services.apigatewayv2.*;` also imports L1 classes. Those that are used get separate imports. So do
 * classes of other wildcard imports whose names cdk-apigatewayv2 has as well.
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
      `"${string.text()}" is not changed: it is a string.`,
      'Change it by hand if it decides which class is loaded.',
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
      `\`${test.text()}\` finds constructs of cdk-apigatewayv2 only, after the migration.`,
      'Test for the L1 class, which is the same in both libraries, or do not change this file if it serves apps of aws-cdk-lib.',
    );
  }
}
