import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';

/**
 * Options of the integration URI for an AWS service.
 */
export interface AwsServiceUriOptions {
  /**
   * The region of the service.
   *
   * @default - the region of the stack
   */
  readonly region?: string;

  /**
   * The subdomain that precedes the service in the URI: for example, the name of an S3 bucket or the endpoint prefix of AWS IoT.
   *
   * @default - none
   */
  readonly subdomain?: string;
}

/**
 * The integration URI for an action or a path of an AWS service.
 *
 * The URI has the form `arn:<partition>:apigateway:<region>:<subdomain.service|service>:<action|path>/<rest>`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html
 * @example
 * import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { AwsServiceUri, WebSocketAwsServiceIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const table: dynamodb.Table;
 *
 * api.addRoute('count', {
 *   integration: new WebSocketAwsServiceIntegration('Count', {
 *     uri: AwsServiceUri.action('dynamodb', 'DescribeTable'),
 *     parameters: { TableName: table.tableName },
 *     iamActions: ['dynamodb:DescribeTable'],
 *     iamResources: [table.tableArn],
 *   }),
 * });
 */
export class AwsServiceUri {
  /**
   * Returns the URI of a named action, for services such as DynamoDB and Step Functions.
   *
   * Throws `ServiceUriInvalid` if the service or the action is invalid.
   *
   * @param service The name of the service in its endpoint, such as `dynamodb`
   * @param action The name of the action, such as `PutItem`
   * @param options The region and the subdomain
   */
  public static action(service: string, action: string, options: AwsServiceUriOptions = {}): AwsServiceUri {
    return new AwsServiceUri(service, 'action', action, options);
  }

  /**
   * Returns the URI of a path. Use a path for SQS queues, and for services whose API consists of HTTP methods and paths, such as S3.
   *
   * Throws `ServiceUriInvalid` if the service or the path is invalid.
   *
   * @param service The name of the service in its endpoint, such as `s3`
   * @param path The path. `/` is the root.
   * @param options The region and the subdomain
   */
  public static path(service: string, path: string, options: AwsServiceUriOptions = {}): AwsServiceUri {
    return new AwsServiceUri(service, 'path', path, options);
  }

  private constructor(
    private readonly service: string,
    private readonly kind: 'action' | 'path',
    private readonly rest: string,
    private readonly options: AwsServiceUriOptions,
  ) {
    if (!Token.isUnresolved(service) && !/^[a-z0-9.-]+$/.test(service)) {
      fail(
        undefined,
        'ServiceUriInvalid',
        `the service name must contain only lowercase letters, digits, '.' and '-', got '${service}'. Use the name of the service in its endpoint, such as 'dynamodb'.`,
      );
    }
    const valid = kind === 'action' ? /^\w+$/ : /^\S+$/;
    if (!Token.isUnresolved(rest) && !valid.test(rest)) {
      fail(
        undefined,
        'ServiceUriInvalid',
        `the ${kind} of '${service}' is invalid, got '${rest}'. ${kind === 'action' ? "Use the name of one action, such as 'PutItem'." : "Use a path without spaces. The root path is '/'."}`,
      );
    }
  }

  /**
   * Returns the URI as a string, for `integrationUri`.
   *
   * @param scope A construct whose stack provides the partition, and also the region if `region` is not set
   */
  public render(scope: IConstruct): string {
    const { subdomain, region } = this.options;
    return Stack.of(scope).formatArn({
      service: 'apigateway',
      region,
      account: subdomain === undefined ? this.service : `${subdomain}.${this.service}`,
      resource: this.kind,
      resourceName: this.rest,
    });
  }
}
