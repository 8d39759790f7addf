import type { AuthorizerContext, HeaderField, IamIdentity, RoutedRequest } from '../contracts';
import { eventBody } from './bodies';
import { grouped, isEmpty, mapValues, valueOf, valuesOf, without } from './fields';
import { titleCase } from './headers';
import { logTime } from './times';
import { pathOfVersion1 } from './undocumented/decoding';
import { authenticationOf, authorizerOfPublicRoute } from './undocumented/events';
import { decodePath } from './decoding';

/** The result of a route's authorizer. All fields are undefined for public routes. */
export interface Authorized {
  readonly authorizer?: AuthorizerContext;
  readonly principalId?: string;
  readonly usageIdentifierKey?: string;
  /** The latency of a Lambda authorizer of a WebSocket API, in milliseconds. */
  readonly authorizerLatency?: number;
}

/** Creates the event with payload format version 2.0 for a request. */
export function eventOfVersion2(request: RoutedRequest, authorized: Authorized = {}): Record<string, unknown> {
  return { ...requestOfVersion2(request, authorized), ...bodyOf(request) };
}

/** Creates the event in payload format version 2.0, but without the body. Lambda authorizers also receive these fields. */
export function requestOfVersion2(routed: RoutedRequest, { authorizer }: Authorized = {}): Record<string, unknown> {
  const { request, rawPath, headers, queryParameters, pathParameters, stageVariables, routeKey, time } = routed;
  const cookies = cookiesOf(headers);
  const domain = domainOf(request.host);
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: request.query,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: mapValues(grouped(without(headers, 'cookie')), (values) => values.join(',')),
    ...(queryParameters.length === 0
      ? {}
      : { queryStringParameters: mapValues(grouped(queryParameters), (values) => values.join(',')) }),
    requestContext: {
      accountId: routed.accountId,
      apiId: routed.apiId,
      ...authenticationOf(request.clientCertificate),
      ...(authorizer === undefined ? {} : { authorizer }),
      ...domain,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: valueOf(headers, 'user-agent') ?? '',
      },
      requestId: routed.requestId,
      routeKey,
      stage: routed.stageName,
      time: logTime(time),
      timeEpoch: time,
    },
    ...(isEmpty(pathParameters) ? {} : { pathParameters }),
    ...(isEmpty(stageVariables) ? {} : { stageVariables }),
  };
}

/** Creates the event with payload format version 1.0 for a request. */
export function eventOfVersion1(request: RoutedRequest, authorized: Authorized = {}): Record<string, unknown> {
  const { body = null, isBase64Encoded } = bodyOf(request);
  return { ...requestOfVersion1(request, authorized), body, isBase64Encoded };
}

/** Creates the event in payload format version 1.0, but without the body. */
export function requestOfVersion1(routed: RoutedRequest, authorized: Authorized = {}): Record<string, unknown> {
  const { request, headers, queryParameters, pathParameters, stageVariables, route, routeKey, time } = routed;
  const fields = grouped(headers.map(([name, value]) => [titleCase(name), value]));
  const query = grouped(queryParameters);
  const last = (values: string[]) => values[values.length - 1];
  return {
    version: '1.0',
    resource: route.path ?? routeKey,
    path: pathOfVersion1(routed.fullPath),
    httpMethod: request.method,
    headers: mapValues(fields, last),
    multiValueHeaders: fields,
    queryStringParameters: orNull(mapValues(query, last)),
    multiValueQueryStringParameters: orNull(query),
    requestContext: {
      accountId: routed.accountId,
      apiId: routed.apiId,
      authorizer: authorizerOfVersion1(authorized),
      ...domainOf(request.host),
      extendedRequestId: routed.requestId,
      httpMethod: request.method,
      identity: identityOf(routed, authorized),
      path: decodePath(routed.fullPath),
      protocol: 'HTTP/1.1',
      requestId: routed.requestId,
      requestTime: logTime(time),
      requestTimeEpoch: time,
      resourceId: routeKey,
      resourcePath: route.path ?? routeKey,
      stage: routed.stageName,
    },
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(stageVariables),
  };
}

/** Splits the `cookie` header fields of a request into a list of cookies. */
export function cookiesOf(headers: readonly HeaderField[]): string[] {
  return valuesOf(headers, 'cookie').flatMap((value) =>
    value
      .split(';')
      .map((cookie) => cookie.trim())
      .filter((cookie) => cookie !== ''),
  );
}

/** The event fields `domainName` and `domainPrefix` for a host. */
export function domainOf(host: string): { domainName: string; domainPrefix: string } {
  return { domainName: host, domainPrefix: host.split('.')[0] };
}

/** The value of `requestContext.authorizer` in events with payload format version 1.0. */
function authorizerOfVersion1({ authorizer, principalId }: Authorized): unknown {
  if (authorizer === undefined || 'iam' in authorizer) return authorizerOfPublicRoute();
  if ('jwt' in authorizer) return authorizer.jwt;
  return { ...authorizer.lambda, ...(principalId === undefined ? {} : { principalId }) };
}

function identityOf({ request, headers }: RoutedRequest, { authorizer }: Authorized): Record<string, unknown> {
  const iam: Partial<IamIdentity> = authorizer && 'iam' in authorizer ? authorizer.iam : {};
  return {
    accessKey: iam.accessKey ?? null,
    accountId: iam.accountId ?? null,
    caller: iam.callerId ?? null,
    cognitoAmr: iam.cognitoIdentity?.amr ?? null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: iam.cognitoIdentity?.identityId ?? null,
    cognitoIdentityPoolId: iam.cognitoIdentity?.identityPoolId ?? null,
    principalOrgId: iam.principalOrgId ?? null,
    sourceIp: request.sourceIp,
    user: iam.userId ?? null,
    userAgent: valueOf(headers, 'user-agent') ?? '',
    userArn: iam.userArn ?? null,
    clientCert: request.clientCertificate ?? null,
  };
}

function bodyOf({ request, headers }: RoutedRequest): { body?: string; isBase64Encoded: boolean } {
  return eventBody(request.body, valueOf(headers, 'content-type'));
}

function orNull<T extends object>(record: T): T | null {
  return isEmpty(record) ? null : record;
}
