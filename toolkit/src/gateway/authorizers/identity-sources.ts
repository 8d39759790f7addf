import type { RoutedRequest } from '../contracts';
import { evaluate } from '../http/expressions';

const expression = /^\$(request\.(header|querystring)|context|stageVariables)\.[^\s${}]+$/;

/** Whether the value of an identity source can be found: a header, a query parameter, `$context` or a stage variable. */
export function isIdentitySource(source: string): boolean {
  return expression.test(source);
}

/** The values of identity sources. Undefined if one is missing or empty. */
export function identityValues(request: RoutedRequest, sources: readonly string[]): string[] | undefined {
  const values = sources.map((source) => evaluate(source, { request, outcome: {} }) ?? '');
  return values.includes('') ? undefined : values;
}
