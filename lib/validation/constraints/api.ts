import type { Violation as Problem } from '../declaration';
import { isText } from '../values';

const API_KEY = ['$request.header.x-api-key', '$context.authorizer.usageIdentifierKey'];

/** Judges where an API looks for API keys. */
export function judgeApiKeySelection(expression: unknown): Problem | undefined {
  if (!isText(expression)) {
    return undefined;
  }
  const plain = expression.replace(/^\$\{(.*)\}$/, '$$$1').toLowerCase();
  return API_KEY.some((known) => known.toLowerCase() === plain)
    ? undefined
    : {
        must: `be '${API_KEY.join("' or '")}'`,
        given: expression,
        instead: `Did you mean '${API_KEY[plain.includes('context') ? 1 : 0]}'?`,
      };
}

/** Judges the route selection expression of an HTTP API. */
export function judgeRouteSelection(expression: unknown): Problem | undefined {
  const only = '${request.method} ${request.path}';
  return !isText(expression) || expression.replace(/[{}]/g, '') === only.replace(/[{}]/g, '')
    ? undefined
    : { must: `be '${only}' for an HTTP API`, given: expression, instead: 'Leave it out.' };
}
