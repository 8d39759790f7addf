import type { RoutedRequest } from '../contracts';

/** The ARN of the resource of a request: `arn:aws:execute-api:REGION:ACCOUNT:API/STAGE/METHOD/path`. */
export function routeArn({ region, accountId, apiId, stageName, request, routePath }: RoutedRequest): string {
  return `arn:aws:execute-api:${region}:${accountId}:${apiId}/${stageName}/${request.method}${routePath}`;
}
