import type { IRoute as IAwsRoute } from 'aws-cdk-lib/aws-apigatewayv2';

/**
 * A route of an HTTP API or a WebSocket API.
 */
export interface IRoute extends IAwsRoute {}
