import type { RoutedRequest, StagedRequest } from '../contracts';

/**
 * The ARN of the requested resource: `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path` for HTTP APIs, or
 * `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/ROUTE-KEY` for WebSocket APIs.
 */
export function routeArn(routed: StagedRequest & Partial<RoutedRequest>): string {
  const { region, accountId, apiId, stageName, request, routePath, webSocket, routeKey } = routed;
  const resource = webSocket ? `/${routeKey}` : `/${request.method}${routePath}`;
  return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stageName}${resource}`;
}
