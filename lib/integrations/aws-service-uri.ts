import { Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';

/**
 * The options of the URI of an AWS service.
 */
export interface AwsServiceUriOptions {
  /**
   * The region of the service.
   *
   * @default - the region of the stack
   */
  readonly region?: string;

  /**
   * The part of the service's host name before its own, as the bucket of S3 or the endpoint prefix of AWS IoT.
   *
   * @default - none
   */
  readonly subdomain?: string;
}

/**
 * The URI under which API Gateway calls an AWS service:
 * `arn:<partition>:apigateway:<region>:<subdomain.service|service>:<action|path>/<rest>`.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html
 */
export class AwsServiceUri {
  /**
   * An action of a service, for services whose actions have names, such as DynamoDB and Step Functions.
   *
   * @param service the name that the service has in its endpoint, such as `dynamodb`
   * @param action the name of the action, such as `PutItem`
   * @param options the options
   */
  public static action(service: string, action: string, options: AwsServiceUriOptions = {}): AwsServiceUri {
    return new AwsServiceUri(service, 'action', action, options);
  }

  /**
   * A path of a service, for services whose actions are methods and paths, such as S3; also a queue of SQS.
   *
   * @param service the name that the service has in its endpoint, such as `s3`
   * @param path the path; `/` is the root
   * @param options the options
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
        `a service has a name of small letters, digits, '.' and '-', as in its endpoint, got '${service}'. Write it so, as 'dynamodb'.`,
      );
    }
    const valid = kind === 'action' ? /^\w+$/ : /^\S+$/;
    if (!Token.isUnresolved(rest) && !valid.test(rest)) {
      fail(
        undefined,
        'ServiceUriInvalid',
        `the ${kind} of '${service}' is '${rest}'. ${kind === 'action' ? "Name one action, as 'PutItem'." : "Write a path, '/' for the root."}`,
      );
    }
  }

  /**
   * The URI as a text, for an `integrationUri`.
   *
   * @param scope a construct in the partition and, where no region is given, in the region that is meant
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
