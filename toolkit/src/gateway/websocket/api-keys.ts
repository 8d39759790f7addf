import type { ApiKey, Route } from '../../model/types';
import { known } from '../../model/values';
import type { GatewayContext, RoutedRequest } from '../contracts';
import { stableId } from '../ids';
import { find, pathOf } from '../names';
import type { RouteOutcome } from './context';
import { select } from './selection';
import { variablesOf } from './variables';

/** Verifies the API keys of WebSocket APIs. */
export class ApiKeys {
  constructor(private readonly context: Pick<GatewayContext, 'model' | 'values'>) {}

  /** Whether a route needs an API key. */
  isRequired(route: Route): boolean {
    return String(this.context.values.value(route.apiKeyRequired, `apiKeyRequired of ${pathOf(route)}`)) === 'true';
  }

  /** The value of an API key: the value in the template, or a placeholder if AWS generates the value. */
  valueOf(key: ApiKey): string {
    return this.context.values.textIfKnown(key.value) ?? stableId(key.id, 40);
  }

  /**
   * The value of the API key with the specified name, construct ID or construct path. The name is optional if the app
   * has one API key.
   */
  valueNamed(name: string | undefined): string {
    const { apiKeys } = this.context.model;
    return this.valueOf(name === undefined && apiKeys.length === 1 ? apiKeys[0] : find(apiKeys, name ?? '', 'API key'));
  }

  /** The reason why a request has no valid API key, or undefined if its API key is valid. */
  problemOf(
    request: RoutedRequest,
    outcome: RouteOutcome & { readonly usageIdentifierKey?: string },
  ): string | undefined {
    const { model, values } = this.context;
    const expression = values.textIfKnown(request.api.apiKeySelectionExpression) ?? '$request.header.x-api-key';
    const given = expression.includes('usageIdentifierKey')
      ? outcome.usageIdentifierKey
      : select(expression, variablesOf({ request, outcome }));
    if (given === undefined || given === '') return `${expression} does not contain an API key.`;
    const key = model.apiKeys.find((one) => this.valueOf(one) === given);
    if (!key) return 'The API key of the request is not part of the app. Use `gateway.apiKey()`.';
    const isEnabled =
      key.enabled !== undefined && String(values.value(key.enabled, `enabled of ${pathOf(key)}`)) === 'true';
    if (!isEnabled) return `The API key ${pathOf(key)} is not enabled. Enable the API key.`;
    if (this.isInPlan(key, request)) return undefined;
    return `The API key ${pathOf(key)} is not in a usage plan that contains the stage ${request.stageName} of ${pathOf(request.api)}.`;
  }

  private isInPlan(key: ApiKey, { api, stageName }: RoutedRequest): boolean {
    return this.context.model.usagePlans.some(({ keys, stages }) => {
      const hasKey = keys.some((link) => 'id' in link && link.id === key.id);
      const all = known(stages) ?? [];
      const hasStage = all.some((one) => {
        return 'id' in one.api && one.api.id === api.id && this.context.values.textIfKnown(one.stage) === stageName;
      });
      return hasKey && hasStage;
    });
  }
}
