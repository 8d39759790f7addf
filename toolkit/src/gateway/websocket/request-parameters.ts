import type { Integration } from '../../model/types';
import type { Values } from '../contracts';
import { IntegrationFailure } from '../integrations/integration';
import { pathOf } from '../names';
import { NotEvaluable } from './selection';
import { textOfValue } from './undocumented/messages';
import { variablesOf, type VariableScope } from './variables';

/** The header fields, query parameters and path parameters that an integration sends, by name. */
export interface IntegrationParameters {
  readonly header: Record<string, string>;
  readonly querystring: Record<string, string>;
  readonly path: Record<string, string>;
}

/** Evaluates the request parameters of an integration. Parameters without a value are omitted. */
export function requestParametersOf(
  integration: Integration,
  values: Values,
  scope: VariableScope,
): IntegrationParameters {
  const parameters: IntegrationParameters = { header: {}, querystring: {}, path: {} };
  const what = `A request parameter of the integration ${pathOf(integration)}`;
  const variables = variablesOf(scope);
  for (const [key, source] of Object.entries(values.value(integration.requestParameters ?? {}, what))) {
    const [, kind, name] = key.match(/^integration\.request\.(header|querystring|path)\.(.+)$/s) ?? [];
    if (kind === undefined) {
      throw new IntegrationFailure(
        500,
        `${what} is ${key}. Use integration.request.header.NAME, integration.request.querystring.NAME or integration.request.path.NAME.`,
      );
    }
    const value = valueOf(values.text(source as string, `${what} (${key})`), variables);
    if (value !== undefined) parameters[kind as keyof IntegrationParameters][name] = value;
  }
  return parameters;
}

function valueOf(source: string, variables: ReturnType<typeof variablesOf>): string | undefined {
  if (/^'.*'$/s.test(source)) return source.slice(1, -1);
  try {
    const value = variables(source.replace(/^\$/, ''));
    return value === undefined || value === null ? undefined : textOfValue(value);
  } catch (error) {
    if (error instanceof NotEvaluable) return undefined;
    throw error;
  }
}
