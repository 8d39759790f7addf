import type { IIntegration as IAwsIntegration } from 'aws-cdk-lib/aws-apigatewayv2';

/**
 * An integration, which connects a route of an API to a backend.
 */
export interface IIntegration extends IAwsIntegration {}
