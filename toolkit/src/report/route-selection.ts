import type { Route } from '../model/types';

/**
 * Returns the route that API Gateway selects for a method and a path. Literal segments take precedence over path
 * parameters, and path parameters over a greedy parameter. A specific method takes precedence over `ANY`, and
 * `$default` is selected last. A path parameter in `path` can have any value, so a literal segment does not match it.
 */
export function selectRoute(routes: readonly Route[], method: string, path: string): Route | undefined {
  const tree = treeOf(routes);
  return select(tree, method, path.split('/'), 0) ?? tree.fallback;
}

/** A node of the route tree. The routes of a node begin with the same path segments. */
interface Tree {
  readonly literal: Map<string, Tree>;
  parameter?: Tree;
  /** The routes whose next segment is a greedy parameter, by method. */
  readonly greedy: Map<string, Route>;
  /** The routes whose path ends at this node, by method. */
  readonly ending: Map<string, Route>;
  /** The `$default` route. */
  fallback?: Route;
}

const trees = new WeakMap<readonly Route[], Tree>();

function treeOf(routes: readonly Route[]): Tree {
  const known = trees.get(routes);
  if (known) return known;
  const root = newTree();
  for (const route of routes) {
    if (route.key === '$default') root.fallback ??= route;
    if (route.path === undefined || route.method === undefined) continue;
    const segments = route.path.split('/');
    const isCatchAll = isGreedy(segments.at(-1)!);
    let node = root;
    for (const segment of isCatchAll ? segments.slice(0, -1) : segments) node = child(node, segment);
    const ending = isCatchAll ? node.greedy : node.ending;
    if (!ending.has(route.method)) ending.set(route.method, route);
  }
  trees.set(routes, root);
  return root;
}

function child(node: Tree, segment: string): Tree {
  if (isParameter(segment)) return (node.parameter ??= newTree());
  const next = node.literal.get(segment) ?? newTree();
  node.literal.set(segment, next);
  return next;
}

function select(node: Tree, method: string, segments: string[], index: number): Route | undefined {
  const own = (routes: Map<string, Route>) => routes.get(method) ?? routes.get('ANY');
  const wanted = segments[index];
  if (wanted === undefined) return own(node.ending);
  const literal = isParameter(wanted) ? undefined : node.literal.get(wanted);
  const parameter = isGreedy(wanted) ? undefined : node.parameter;
  return (
    (literal && select(literal, method, segments, index + 1)) ??
    (parameter && select(parameter, method, segments, index + 1)) ??
    own(node.greedy)
  );
}

function newTree(): Tree {
  return { literal: new Map(), greedy: new Map(), ending: new Map() };
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('}');
}

function isGreedy(segment: string): boolean {
  return segment.startsWith('{') && segment.endsWith('+}');
}
