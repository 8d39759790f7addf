import type { HeaderField, IamIdentity, RoutedRequest } from '../contracts';
import { grouped, isEmpty, mapValues, valueOf, without } from '../http/fields';
import { titleCase } from '../http/headers';
import { logTime } from '../http/times';
import type { Authorized } from '../http/events';

/** Creates the event for `$connect`, `$disconnect` or a message of a WebSocket API. */
export function eventOf(request: RoutedRequest, authorized: Authorized): Record<string, unknown> {
  const requestContext = requestContextOf(request, authorized);
  switch (request.webSocket!.eventType) {
    case 'CONNECT':
      return { ...connectFields(request), requestContext, isBase64Encoded: false };
    case 'DISCONNECT': {
      const headers = disconnectFields(request.request.host);
      const multiValueHeaders = mapValues(headers, (value) => [value]);
      return { headers, multiValueHeaders, ...stageVariablesOf(request), requestContext, isBase64Encoded: false };
    }
    case 'MESSAGE': {
      const body = Buffer.from(request.request.body).toString();
      return { ...stageVariablesOf(request), requestContext, body, isBase64Encoded: false };
    }
  }
}

/** Creates the event for a Lambda authorizer of a WebSocket API. The event has neither a body nor path parameters. */
export function authorizerEvent(request: RoutedRequest, methodArn: string): Record<string, unknown> {
  return {
    type: 'REQUEST',
    methodArn,
    queryStringParameters: {},
    multiValueQueryStringParameters: {},
    stageVariables: {},
    ...connectFields(request),
    requestContext: requestContextOf(request, {}),
  };
}

/** The value of `requestContext` in events. Its fields have the same names and values as the `$context` variables. */
export function requestContextOf(request: RoutedRequest, authorized: Authorized): Record<string, unknown> {
  const { headers, requestId, time, webSocket } = request;
  const { eventType, connectionId, connectedAt, disconnect, messageId } = webSocket!;
  return {
    routeKey: request.routeKey,
    ...authorizerOf(authorized),
    ...(messageId === undefined ? {} : { messageId }),
    ...(disconnect ? { disconnectStatusCode: disconnect.code } : {}),
    eventType,
    extendedRequestId: requestId,
    requestTime: logTime(time),
    messageDirection: 'IN',
    ...(disconnect ? { disconnectReason: disconnect.reason } : {}),
    stage: request.stageName,
    connectedAt,
    requestTimeEpoch: time,
    identity: {
      ...identityOf(authorized),
      sourceIp: request.request.sourceIp,
      userAgent: valueOf(headers, 'user-agent') ?? '',
    },
    requestId,
    domainName: request.request.host,
    connectionId,
    apiId: request.apiId,
  };
}

/** The context values of the Lambda authorizer, converted to strings, and the latency of the authorizer. */
function authorizerOf({ authorizer, principalId, authorizerLatency: integrationLatency }: Authorized): {
  authorizer?: Record<string, unknown>;
} {
  if (authorizer === undefined || !('lambda' in authorizer)) return {};
  const context = mapValues(authorizer.lambda ?? {}, (value) => String(value));
  return {
    authorizer: {
      ...context,
      ...(principalId === undefined ? {} : { principalId }),
      ...(integrationLatency === undefined ? {} : { integrationLatency }),
    },
  };
}

function identityOf({ authorizer }: Authorized): Record<string, unknown> {
  if (authorizer === undefined || !('iam' in authorizer)) return {};
  const { accessKey, accountId, callerId, principalOrgId, userArn, userId }: IamIdentity = authorizer.iam;
  return { accessKey, accountId, caller: callerId, principalOrgId, user: userId, userArn };
}

function connectFields({ headers, queryParameters, webSocket, ...request }: RoutedRequest): Record<string, unknown> {
  const named = without(headers, 'content-length').map(([name, value]): HeaderField => {
    return [webSocket!.headerNames[name] ?? headerName(name), value];
  });
  const fields = grouped(named);
  const query = grouped(queryParameters);
  const last = (values: string[]) => values[values.length - 1];
  return {
    headers: mapValues(fields, last),
    multiValueHeaders: fields,
    ...(isEmpty(query)
      ? {}
      : { queryStringParameters: mapValues(query, last), multiValueQueryStringParameters: query }),
    ...stageVariablesOf(request),
  };
}

function stageVariablesOf({ stageVariables }: Pick<RoutedRequest, 'stageVariables'>): object {
  return isEmpty(stageVariables) ? {} : { stageVariables };
}

function headerName(name: string): string {
  return titleCase(name).replace(/^Sec-Websocket-/, 'Sec-WebSocket-');
}

function disconnectFields(host: string): Record<string, string> {
  return { Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' };
}
