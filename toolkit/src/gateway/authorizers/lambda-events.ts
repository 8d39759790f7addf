import type { RoutedRequest } from '../contracts';
import { requestOfVersion1, requestOfVersion2 } from '../http/events';
import { routeArn } from './route-arn';
import { identitySourceOfNone, mapOfVersion1 } from './undocumented';

/** The event of a Lambda authorizer with payload format version 2.0. The event has no body. */
export function authorizerEventOfVersion2(request: RoutedRequest, identity: readonly string[]): object {
  const { version, ...others } = requestOfVersion2(request);
  return {
    version,
    type: 'REQUEST',
    routeArn: routeArn(request),
    identitySource: identity.length === 0 ? identitySourceOfNone : identity,
    ...others,
  };
}

/**
 * The event of a Lambda authorizer with payload format version 1.0. The event has no body and no multi-value fields.
 */
export function authorizerEventOfVersion1(request: RoutedRequest, identity: readonly string[]): object {
  const own = requestOfVersion1(request);
  const requestContext = { ...(own.requestContext as Record<string, unknown>) };
  delete requestContext.authorizer;
  const token = identity.length === 0 ? identitySourceOfNone : identity.join(',');
  return {
    version: '1.0',
    type: 'REQUEST',
    methodArn: routeArn(request),
    identitySource: token,
    authorizationToken: token,
    resource: own.resource,
    path: own.path,
    httpMethod: own.httpMethod,
    headers: own.headers,
    queryStringParameters: mapOfVersion1(own.queryStringParameters),
    pathParameters: mapOfVersion1(own.pathParameters),
    stageVariables: mapOfVersion1(own.stageVariables),
    requestContext,
  };
}
