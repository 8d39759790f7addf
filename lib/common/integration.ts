import type { IIntegration as IAwsIntegration } from 'aws-cdk-lib/aws-apigatewayv2';

/**
 * An integration: what a route of an API calls.
 */
export interface IIntegration extends IAwsIntegration {}
