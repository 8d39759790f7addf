import type { SgNode } from '@ast-grep/napi';

import { namedChildren, nodesOf } from './source';

/**
 * Whether a name at a position in a Python file refers to a parameter or local variable of an enclosing function, not
 * to an import of the file.
 */
export function isLocal(use: SgNode, name: string): boolean {
  let inner = use;
  for (let scope = use.parent(); scope; scope = scope.parent()) {
    const isFunction = scope.kind() === 'function_definition' || scope.kind() === 'lambda';
    // Default values and types belong to the scope that contains the function.
    const isInBody = isFunction && scope.field('body')?.id() === inner.id();
    if (isInBody && (parametersOf(scope).includes(name) || isAssigned(inner, name))) return true;
    inner = scope;
  }
  return false;
}

function parametersOf(scope: SgNode): string[] {
  const parameters = scope.field('parameters');
  return parameters ? namedChildren(parameters).map((parameter) => nameOf(parameter)) : [];
}

function nameOf(parameter: SgNode): string {
  if (parameter.kind() === 'identifier') return parameter.text();
  const name = parameter.field('name') ?? namedChildren(parameter)[0];
  return name ? nameOf(name) : '';
}

/** Whether the body of a function assigns a value to a local variable with the given name. */
function isAssigned(body: SgNode, name: string): boolean {
  const isGlobal = nodesOf(body, 'global_statement', 'nonlocal_statement').some((statement) =>
    namedChildren(statement).some((one) => one.text() === name),
  );
  if (isGlobal) return false;
  return nodesOf(body, 'assignment', 'for_statement', 'as_pattern_target', 'named_expression').some((node) => {
    const target = node.field('left') ?? node.field('name') ?? node;
    const targets = target.kind() === 'identifier' ? [target] : namedChildren(target);
    const isOwn =
      node
        .ancestors()
        .find((one) => one.kind() === 'function_definition')
        ?.field('body')
        ?.id() === body.id();
    return isOwn && targets.some((one) => one.kind() === 'identifier' && one.text() === name);
  });
}
