import type { Integration } from '../../model/types';
import { textOf } from '../../model/values';
import type { GatewayResponse, HeaderField, RoutedRequest } from '../contracts';
import { invokeFunction, proxyResult } from '../integrations/function';
import { callHttp } from '../integrations/http';
import { IntegrationFailure, type IntegrationContext, type IntegrationResult } from '../integrations/integration';
import { recordCall } from '../integrations/service';
import type { ServiceCall } from '../integrations/service-calls';
import { pathOf } from '../names';
import { routeArn } from '../authorizers/route-arn';
import { parseQuery } from '../http/decoding';
import { eventOf } from './events';
import { requestParametersOf, type IntegrationParameters } from './request-parameters';
import type { Transformations, Transformed } from './transformations';
import { mockStatusWithoutTemplates } from './undocumented/integrations';
import type { VariableScope } from './variables';

/** The result of an integration, including the string that selects the integration response. */
export interface Integrated extends IntegrationResult {
  /**
   * The string that API Gateway compares with the keys of integration responses. The string is undefined for proxy
   * integrations.
   */
  readonly responseKey?: string;
}

/** Calls the integrations of WebSocket APIs. */
export class Integrations {
  constructor(
    private readonly context: IntegrationContext,
    private readonly transformations: Transformations,
  ) {}

  /** Calls an integration. Throws an `IntegrationFailure` if the integration fails. */
  async call(integration: Integration, scope: VariableScope, signal: AbortSignal): Promise<Integrated> {
    const type = this.context.values.textIfKnown(integration.type);
    const { target } = integration;
    switch (type) {
      case 'AWS_PROXY':
        return this.callProxyFunction(integration, scope);
      case 'AWS':
        return target.kind === 'service'
          ? this.callService(integration, target.service, scope)
          : this.callFunction(integration, scope);
      case 'HTTP_PROXY':
        return this.callHttp(integration, scope, signal, Buffer.from(scope.request.request.body));
      case 'HTTP': {
        const { body, override } = this.transformations.request(integration, scope);
        return withStatusKey(await this.callHttp(integration, scope, signal, body, override));
      }
      case 'MOCK':
        return this.mock(integration, scope);
      default:
        throw new IntegrationFailure(
          500,
          `The integration ${pathOf(integration)} has the type ${textOf(integration.type)}, which WebSocket APIs do not support. Use AWS_PROXY, AWS, HTTP_PROXY, HTTP or MOCK.`,
        );
    }
  }

  private async callProxyFunction(integration: Integration, { request, outcome }: VariableScope): Promise<Integrated> {
    const invoked = await invokeFunction(
      this.context,
      { integration, request },
      [routeArn(request)],
      eventOf(request, outcome),
    );
    return proxyResult(invoked, '1.0', failedFunctionStatus);
  }

  /**
   * Invokes the function of a non-proxy integration with the transformed message. The result of the function is the
   * body of the integration response.
   */
  private async callFunction(integration: Integration, scope: VariableScope): Promise<Integrated> {
    const { body } = this.transformations.request(integration, scope);
    const text = Buffer.from(body).toString();
    let event: unknown;
    try {
      event = text === '' ? {} : JSON.parse(text);
    } catch {
      throw new IntegrationFailure(
        500,
        `The data that the integration ${pathOf(integration)} sends to the function is not JSON: ${text.slice(0, 100)}. Correct the request template.`,
      );
    }
    const { payload, error, requestId } = await invokeFunction(
      this.context,
      { integration, request: scope.request },
      [routeArn(scope.request)],
      event,
    );
    const status = error && scope.request.webSocket!.eventType === 'CONNECT' ? failedFunctionStatus : 200;
    const headers: HeaderField[] = [['content-type', 'application/json']];
    const response = { status, headers, body: Buffer.from(payload) };
    const outcome = { status: 200, integrationStatus: 200, requestId, ...(error ? { error: error.errorMessage } : {}) };
    return { response, outcome, responseKey: error?.errorMessage ?? errorMessageIn(payload) };
  }

  private async callHttp(
    integration: Integration,
    scope: VariableScope,
    signal: AbortSignal,
    body: Uint8Array,
    override: Partial<IntegrationParameters> = {},
  ): Promise<Integrated> {
    const { values } = this.context;
    const { header, querystring, path } = merged(requestParametersOf(integration, values, scope), override);
    const method = values.textIfKnown(integration.method) ?? 'POST';
    const request: RoutedRequest = {
      ...scope.request,
      // The route key and the route path are empty, so that `callHttp` does not append a path to the URL. Messages have
      // no path.
      routeKey: '',
      routePath: '',
      rawPath: privatePath(values.textIfKnown(integration.uri)),
      pathParameters: path,
      request: { ...scope.request.request, method: method === 'ANY' ? 'POST' : method, query: '', body },
    };
    const headers = Object.entries(header).map(([name, value]): HeaderField => [name.toLowerCase(), value]);
    if (body.length > 0 && !headers.some(([name]) => name === 'content-type')) {
      headers.push(['content-type', 'application/json']);
    }
    const mapped = { headers, queryParameters: Object.entries(querystring), changedQuery: true };
    return callHttp(this.context, { integration, request, mapped, authorized: scope.outcome }, signal);
  }

  private async callService(integration: Integration, service: string, scope: VariableScope): Promise<Integrated> {
    const { values } = this.context;
    const transformed = this.transformations.request(integration, scope);
    const parameters = merged(requestParametersOf(integration, values, scope), transformed.override);
    const uri = values.text(integration.uri ?? '', `The URI of the integration ${pathOf(integration)}`);
    const call = serviceCallOf(uri, values.textIfKnown(integration.method) ?? 'POST', transformed, parameters);
    const whole: ServiceCall = {
      api: pathOf(scope.request.api),
      routeKey: scope.request.routeKey,
      service,
      subtype: '',
      ...call,
    };
    return withStatusKey(await recordCall(this.context, integration, whole, `${whole.service}:${whole.action}`));
  }

  private mock(integration: Integration, scope: VariableScope): Integrated {
    const { body, byTemplate } = this.transformations.request(integration, scope);
    const status = byTemplate ? statusIn(Buffer.from(body).toString()) : mockStatusWithoutTemplates;
    if (status === undefined) {
      const reason = `The request template of the mock integration ${pathOf(integration)} does not print a status code. Print a JSON object such as {"statusCode": 200}.`;
      throw new IntegrationFailure(500, reason);
    }
    const response: GatewayResponse = { status, headers: [], body };
    return withStatusKey({ response, outcome: { status, integrationStatus: status } });
  }
}

/** The status with which API Gateway rejects a connection if the function of `$connect` throws an error. */
const failedFunctionStatus = 502;

function withStatusKey(result: IntegrationResult): Integrated {
  return { ...result, responseKey: String(result.response.status) };
}

function merged(own: IntegrationParameters, override: Partial<IntegrationParameters>): IntegrationParameters {
  return {
    header: { ...own.header, ...override.header },
    querystring: { ...own.querystring, ...override.querystring },
    path: { ...own.path, ...override.path },
  };
}

/**
 * The request to an AWS service, with the action and its parameters. The integration URI, the body parameter `Action`
 * or the header `X-Amz-Target` specifies the action.
 */
function serviceCallOf(
  uri: string,
  method: string,
  { body }: Transformed,
  { header, querystring, path: pathParameters }: IntegrationParameters,
): Pick<ServiceCall, 'action' | 'parameters' | 'request'> {
  const [, action, givenPath = ''] = uri.match(/:(?:action\/([^/?]+)|path\/(.*))$/s) ?? [];
  const path = `/${givenPath.replace(/^\//, '')}`.replace(
    /\{([^}+]+)\+?\}/g,
    (_, name: string) => pathParameters[name] ?? '',
  );
  const text = Buffer.from(body).toString();
  const headers = Object.fromEntries(Object.entries(header).map(([name, value]) => [name.toLowerCase(), value]));
  const isForm = (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const parameters = isForm ? Object.fromEntries(parseQuery(text)) : {};
  const json = isForm ? undefined : valueOf(text);
  return {
    action: action ?? parameters.Action ?? headers['x-amz-target']?.split('.').at(-1) ?? path,
    parameters,
    request: {
      method,
      path,
      headers,
      queryParameters: querystring,
      body: text,
      ...(json === undefined ? {} : { json }),
    },
  };
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function statusIn(text: string): number | undefined {
  const status = (valueOf(text) as { statusCode?: unknown } | null | undefined)?.statusCode;
  return Number.isInteger(Number(status)) && Number(status) >= 100 && Number(status) <= 599
    ? Number(status)
    : undefined;
}

function errorMessageIn(payload: string): string {
  const message = (valueOf(payload) as { errorMessage?: unknown } | null | undefined)?.errorMessage;
  return typeof message === 'string' ? message : '';
}

/** The path of the request to a private target. For WebSocket APIs, the integration URI contains this path. */
function privatePath(uri: string | undefined): string {
  return uri !== undefined && URL.canParse(uri) ? new URL(uri).pathname : '/';
}
