import { ToolkitError } from '../model/errors';
import type { Element } from '../model/types';

/**
 * Returns the name of an element in error messages: the construct path, or the stack and the logical ID if the template
 * does not contain the construct path.
 */
export function pathOf({ source }: Element): string {
  return source.construct ?? `${source.stack}/${source.logicalId}`;
}

/**
 * Whether a name identifies an element of the model. The name can be the construct path or the last parts of this path,
 * or the `id`, `name` or `source.logicalId` of the element.
 */
export function isNamed(element: Element & { name?: unknown }, name: string): boolean {
  const { id, source } = element;
  const path = source.construct ?? '';
  return (
    path === name || path.endsWith(`/${name}`) || source.logicalId === name || id === name || element.name === name
  );
}

/** The element that a name identifies. Throws a `ToolkitError` if no element or more than one element matches. */
export function find<T extends Element & { name?: unknown }>(elements: readonly T[], name: string, kind: string): T {
  // A name that is a complete construct path takes precedence over a name that matches only the end of a path.
  const exact = elements.filter((one) => one.source.construct === name || one.id === name);
  const found = exact.length > 0 ? exact : elements.filter((one) => isNamed(one, name));
  if (found.length === 1) return found[0];
  const list = (ones: readonly T[]) => ones.map(pathOf).join(', ') || 'none';
  if (found.length === 0) {
    throw new ToolkitError(
      `Unknown${capital(kind)}`,
      `No ${kind} has the name ${name}. Existing ${kind}s: ${list(elements)}.`,
    );
  }
  throw new ToolkitError(
    `Ambiguous${capital(kind)}`,
    `The name ${name} matches more than one ${kind}: ${list(found)}. Use the construct path.`,
  );
}

function capital(kind: string): string {
  return kind.replace(/(^| )(\w)/g, (_, _space, letter: string) => letter.toUpperCase());
}
