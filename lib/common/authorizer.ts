import type { IAuthorizer as IAwsAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';

/**
 * An authorizer of an HTTP API or a WebSocket API.
 */
export interface IAuthorizer extends IAwsAuthorizer {}
