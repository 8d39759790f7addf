import type { Route } from '../../model/types';
import { known } from '../../model/values';
import { greedyMatchesNothing, greedyValue, isMethodOf, isSameSegment, segmentsOf } from './undocumented/routing';

/** The route that a request matches, with the values of its path parameters. */
export interface RouteMatch {
  readonly route: Route;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
}

/** A route with its path split into segments. */
interface Pattern {
  readonly route: Route;
  readonly routeKey: string;
  readonly method: string;
  readonly segments: readonly Segment[];
}

interface Segment {
  readonly kind: Kind;
  /** The text of a literal segment, or the name of a parameter. */
  readonly text: string;
}

enum Kind {
  LITERAL,
  PARAMETER,
  GREEDY,
}

/**
 * Chooses the route of a request. A route without a greedy parameter has priority over a route with a greedy parameter,
 * and `$default` has the lowest priority.
 */
export class Router {
  private readonly patterns: Pattern[] = [];
  private readonly catchAll: Route | undefined;

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const { method, path } = route;
      if (method === undefined || path === undefined) continue;
      const segments = segmentsOf(path).map(parseSegment);
      this.patterns.push({ route, routeKey: known(route.key) ?? `${method} ${path}`, method, segments });
    }
    this.patterns.sort(compare);
    this.catchAll = routes.find(({ key }) => key === '$default');
  }

  /** The route that matches a method and a decoded path, or undefined if no route matches. */
  match(method: string, path: string): RouteMatch | undefined {
    const segments = segmentsOf(path);
    for (const { route, routeKey, method: own, segments: pattern } of this.patterns) {
      if (!isMethodOf(own, method)) continue;
      const pathParameters = matchSegments(pattern, segments);
      if (pathParameters) return { route, routeKey, pathParameters };
    }
    return this.catchAll && { route: this.catchAll, routeKey: '$default', pathParameters: {} };
  }
}

function parseSegment(segment: string): Segment {
  const [, name, plus] = segment.match(/^\{([^}+]+)(\+?)\}$/) ?? [];
  if (name === undefined) return { kind: Kind.LITERAL, text: segment };
  return { kind: plus ? Kind.GREEDY : Kind.PARAMETER, text: name };
}

/**
 * Sorts routes by priority: routes without a greedy parameter come first, then literal segments come before parameters,
 * and a specific method comes before `ANY`.
 */
function compare(a: Pattern, b: Pattern): number {
  const greedy = Number(isGreedy(a)) - Number(isGreedy(b));
  if (greedy !== 0) return greedy;
  for (let index = 0; index < Math.min(a.segments.length, b.segments.length); index++) {
    const difference = a.segments[index].kind - b.segments[index].kind;
    if (difference !== 0) return difference;
  }
  return b.segments.length - a.segments.length || Number(a.method === 'ANY') - Number(b.method === 'ANY');
}

function isGreedy({ segments }: Pattern): boolean {
  return segments.at(-1)?.kind === Kind.GREEDY;
}

function matchSegments(pattern: readonly Segment[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, { kind, text }] of pattern.entries()) {
    if (kind === Kind.GREEDY) {
      // API Gateway creates a route with a greedy parameter only if the parameter is the last segment.
      if (index < pattern.length - 1) return undefined;
      const rest = segments.slice(index);
      const value = greedyValue(rest);
      if (rest.length === 0 || (value === '' && !greedyMatchesNothing())) return undefined;
      return { ...parameters, [text]: value };
    }
    const segment = segments[index];
    if (segment === undefined) return undefined;
    if (kind === Kind.PARAMETER) {
      if (segment === '') return undefined;
      parameters[text] = segment;
    } else if (!isSameSegment(text, segment)) {
      return undefined;
    }
  }
  return pattern.length === segments.length ? parameters : undefined;
}
