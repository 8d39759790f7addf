import type { RoutedRequest } from '../contracts';
import { evaluate } from '../http/expressions';

const expression = /^\$(request\.(header|querystring)|context|stageVariables)\.[^\s${}]+$/;

/** Whether the value of an identity source can be found: a header, a query parameter, `$context` or a stage variable. */
export function isIdentitySource(source: string): boolean {
  return expression.test(source);
}

/** An identity source of a WebSocket API, such as `route.request.header.x` or `context.x`, as HTTP APIs write it. */
export function webSocketSource(source: string): string {
  return `$${source.replace(/^route\./, '')}`;
}

/** The values of identity sources. Undefined if one is missing or empty. */
export function identityValues(request: RoutedRequest, sources: readonly string[]): string[] | undefined {
  const values = sources.map((source) => evaluate(source, { request, outcome: {} }) ?? '');
  return values.includes('') ? undefined : values;
}
