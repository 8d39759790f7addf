import type { RoutedRequest } from '../contracts';
import { evaluate } from '../http/expressions';

const expression = /^\$(request\.(header|querystring)|context|stageVariables)\.[^\s${}]+$/;

/** Whether an identity source is a header, a query parameter, a `$context` variable or a stage variable. */
export function isIdentitySource(source: string): boolean {
  return expression.test(source);
}

/**
 * Converts an identity source of a WebSocket API, such as `route.request.header.x`, to the form of HTTP APIs,
 * `$request.header.x`.
 */
export function webSocketSource(source: string): string {
  return `$${source.replace(/^route\./, '')}`;
}

/** The values of identity sources, or undefined if a value is missing or empty. */
export function identityValues(request: RoutedRequest, sources: readonly string[]): string[] | undefined {
  const values = sources.map((source) => evaluate(source, { request, outcome: {} }) ?? '');
  return values.includes('') ? undefined : values;
}
