import type { Integration, IntegrationResponse, Known, Text } from '../../model/types';
import type { GatewayResponse, RoutedRequest, Values } from '../contracts';
import { grouped, mapValues } from '../http/fields';
import { IntegrationFailure } from '../integrations/integration';
import { pathOf } from '../names';
import { contextOf } from './context';
import type { IntegrationParameters } from './request-parameters';
import { NotEvaluable, select } from './selection';
import { inputOf, type TemplateParameters } from './templates/input';
import { TemplateError, Templates } from './templates/template';
import { bytesOfBase64, responsePattern, templateKeyOfNoExpression } from './undocumented/integrations';
import { variablesOf, type VariableScope } from './variables';

/** The transformed request body, and the parameters that the template overrides. */
export interface Transformed {
  readonly body: Uint8Array;
  /** Whether a template created the body. If false, `body` is the original body. */
  readonly byTemplate: boolean;
  readonly override: Partial<IntegrationParameters>;
}

/** Transforms the requests and responses of non-proxy integrations with mapping templates. */
export class Transformations {
  private readonly templates = new Templates();

  constructor(private readonly values: Values) {}

  /**
   * Creates the request body for an integration. Throws an `IntegrationFailure` if the message cannot be transformed.
   */
  request(integration: Integration, scope: VariableScope): Transformed {
    const what = `The integration ${pathOf(integration)}`;
    const { requestTemplates, templateSelectionExpression, passthroughBehavior } = integration;
    const body = Buffer.from(scope.request.request.body).toString();
    const templates = this.values.record(requestTemplates, `${what}: a request template`);
    const template = this.chosen(templates, templateSelectionExpression, scope);
    if (template !== undefined) {
      const { text, override } = this.render(template, body, scope, what);
      return { body: this.requestBytes(integration, text), byTemplate: true, override };
    }
    const behaviour = this.values.textIfKnown(passthroughBehavior) ?? 'WHEN_NO_MATCH';
    const passes =
      behaviour === 'WHEN_NO_MATCH' || (behaviour === 'WHEN_NO_TEMPLATES' && Object.keys(templates).length === 0);
    if (!passes) {
      const reason = `${what} has no request template for the message, and the passthrough behavior ${behaviour} rejects such messages. Add a request template.`;
      throw new IntegrationFailure(500, reason);
    }
    return { body: this.requestBytes(integration, body), byTemplate: false, override: {} };
  }

  /**
   * Converts the response of an integration to the text that the client receives. Throws an `IntegrationFailure` if the
   * response cannot be transformed.
   */
  response(
    integration: Integration,
    scope: VariableScope & { readonly response: GatewayResponse },
    key: string,
  ): string {
    const what = `The integration ${pathOf(integration)}`;
    const chosen = this.responseFor(integration, key);
    if (!chosen) {
      throw new IntegrationFailure(
        500,
        `${what} has no integration response for ${JSON.stringify(key)}. Add an integration response with the key $default.`,
      );
    }
    const strategy = chosen.contentHandlingStrategy ?? integration.contentHandlingStrategy;
    const toText =
      chosen.contentHandlingStrategy !== undefined && this.values.textIfKnown(strategy) === 'CONVERT_TO_TEXT';
    const body = Buffer.from(scope.response.body).toString(toText ? 'base64' : 'utf8');
    const templates = this.values.record(chosen.responseTemplates, `${what}: a response template`);
    const template = this.chosen(templates, chosen.templateSelectionExpression, scope);
    return template === undefined ? body : this.render(template, body, scope, what).text;
  }

  private responseFor({ responses }: Integration, key: string): IntegrationResponse | undefined {
    const keyOf = (response: IntegrationResponse) => this.values.textIfKnown(response.key) ?? '';
    const matching = responses.find((response) => {
      const [, pattern] = keyOf(response).match(/^\/(.*)\/$/s) ?? [];
      return pattern !== undefined && responsePattern(pattern).test(key);
    });
    return matching ?? responses.find((response) => keyOf(response) === '$default');
  }

  private chosen(
    templates: Readonly<Record<string, string>>,
    expression: Text | undefined,
    scope: VariableScope,
  ): string | undefined {
    const text = this.values.textIfKnown(expression as Known<string> | undefined);
    let key = templateKeyOfNoExpression;
    try {
      if (text !== undefined) key = select(text, variablesOf(scope));
    } catch (error) {
      if (!(error instanceof NotEvaluable)) throw error;
    }
    return Object.hasOwn(templates, key) ? templates[key] : templates.$default;
  }

  private render(
    template: string,
    body: string,
    { request, outcome }: VariableScope,
    what: string,
  ): { text: string; override: Partial<IntegrationParameters> } {
    const requestOverride = { header: {}, querystring: {}, path: {} };
    const context = { ...contextOf(request, outcome), requestOverride };
    try {
      const input = inputOf(body, parametersOf(request));
      const text = this.templates.render(template, { input, context, stageVariables: request.stageVariables });
      return { text, override: requestOverride };
    } catch (error) {
      if (error instanceof TemplateError) throw new IntegrationFailure(500, `${what}: ${error.message}`);
      throw error;
    }
  }

  private requestBytes(integration: Integration, text: string): Uint8Array {
    if (this.values.textIfKnown(integration.contentHandlingStrategy) !== 'CONVERT_TO_BINARY') return Buffer.from(text);
    const bytes = bytesOfBase64(text);
    if (bytes) return bytes;
    const reason = `The integration ${pathOf(integration)} converts messages to binary, but the message is not Base64. Send a Base64 string, or remove the content handling strategy.`;
    throw new IntegrationFailure(500, reason);
  }
}

/**
 * The parameters of the request that opens a connection. For messages, the result is empty, because messages have no
 * parameters.
 */
function parametersOf({ webSocket, headers, queryParameters }: RoutedRequest): TemplateParameters {
  if (webSocket!.eventType !== 'CONNECT') return { header: {}, querystring: {}, path: {} };
  const last = (values: string[]) => values[values.length - 1];
  const named = headers.map(([name, value]) => [webSocket!.headerNames[name] ?? name, value] as const);
  return { header: mapValues(grouped(named), last), querystring: mapValues(grouped(queryParameters), last), path: {} };
}
