import type { Route } from '../model/types';

/**
 * The route that takes requests with a method and a path, as API Gateway selects it: literal segments before path
 * parameters, those before a greedy parameter, the method before `ANY`, and `$default` last. A path parameter of `path`
 * stands for any value, so a literal segment does not take it.
 */
export function selectRoute(routes: readonly Route[], method: string, path: string): Route | undefined {
  const segments = path.split('/');
  let best: Route | undefined;
  let bestRank = '';
  for (const route of routes) {
    const rank = rankOf(route, method, segments);
    if (rank > bestRank) [best, bestRank] = [route, rank];
  }
  return best;
}

const LITERAL = '3';
const PARAMETER = '2';
const GREEDY = '1';

/** A text that is greater for the route that wins. Empty where the route does not take the request. */
function rankOf(route: Route, method: string, segments: string[]): string {
  if (route.key === '$default') return '0';
  if (route.path === undefined || (route.method !== method && route.method !== 'ANY')) return '';
  const own = route.path.split('/');
  let rank = '';
  for (const [index, segment] of own.entries()) {
    const wanted = segments[index];
    if (wanted === undefined) return '';
    if (/^\{.*\+\}$/.test(segment)) return `${rank}${GREEDY}${route.method === method ? '1' : '0'}`;
    if (/^\{.*\+\}$/.test(wanted)) return '';
    if (/^\{.*\}$/.test(segment)) rank += PARAMETER;
    else if (segment === wanted) rank += LITERAL;
    else return '';
  }
  return own.length === segments.length ? `${rank}9${route.method === method ? '1' : '0'}` : '';
}
