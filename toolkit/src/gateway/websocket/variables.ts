import type { GatewayResponse, RoutedRequest } from '../contracts';
import { valueOf, valuesOf } from '../http/fields';
import { contextOf, contextValue, type RouteOutcome } from './context';
import { valueInJson, type Variables } from './selection';

/** The data from which expressions of WebSocket APIs get their values. */
export interface VariableScope {
  readonly request: RoutedRequest;
  readonly outcome: RouteOutcome;
  /** The response of the integration, for expressions in integration responses. */
  readonly response?: GatewayResponse;
}

/**
 * Creates the variables of expressions, such as `request.body.action`, `route.request.header.x`,
 * `integration.response.statuscode`, `context.connectionId` and `stageVariables.name`.
 */
export function variablesOf({ request, outcome, response }: VariableScope): Variables {
  return (name) => {
    const [, kind, rest = ''] = name.match(kinds) ?? [];
    switch (kind) {
      case 'context':
        return contextValue(contextOf(request, outcome), rest);
      case 'stageVariables':
        return request.stageVariables[rest];
      case 'request':
      case 'route.request':
        return requestVariable(request, rest);
      case 'integration.response':
        return response && responseVariable(response, rest);
      default:
        return undefined;
    }
  };
}

const kinds = /^(context|stageVariables|(?:route\.)?request|integration\.response)\.(.+)$/s;

function requestVariable({ request, headers, queryParameters, webSocket }: RoutedRequest, name: string): unknown {
  const [kind, rest] = split(name);
  if (kind === 'body') return bodyVariable(Buffer.from(request.body).toString(), rest);
  // Only the request that opens a connection has header fields and query parameters.
  if (webSocket!.eventType !== 'CONNECT') return undefined;
  const query = () => queryParameters.filter(([one]) => one === rest).map(([, value]) => value);
  switch (kind) {
    case 'header':
      return valuesOf(headers, rest.toLowerCase()).at(-1);
    case 'multivalueheader':
      return valueOf(headers, rest.toLowerCase());
    case 'querystring':
      return query().at(-1);
    case 'multivaluequerystring':
      return query().join(',') || undefined;
    default:
      return undefined;
  }
}

function responseVariable({ status, headers, body }: GatewayResponse, name: string): unknown {
  const [kind, rest] = split(name);
  if (kind === 'statuscode') return status;
  if (kind === 'header') return valueOf(headers, rest.toLowerCase());
  return kind === 'body' ? bodyVariable(Buffer.from(body).toString(), rest) : undefined;
}

/** The value at a JSONPath in the body, or the whole body as text if the path is empty. */
function bodyVariable(body: string, path: string): unknown {
  return path === '' ? body : valueInJson(body, path);
}

function split(name: string): [kind: string, rest: string] {
  const [, kind = name, rest = ''] = name.match(/^([a-z]+)\.?(.*)$/s) ?? [];
  return [kind, rest];
}
