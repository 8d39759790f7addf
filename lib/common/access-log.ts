import type { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { ILogGroupRef, LogGroupProps } from 'aws-cdk-lib/aws-logs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { IAccessLogSettings, IStage } from './stage';

/**
 * The destination of the access logs of a stage.
 */
export interface IAccessLogDestination {
  /**
   * Called by the stage that logs here.
   *
   * @param stage the stage
   */
  bind(stage: IStage): AccessLogDestinationConfig;
}

/**
 * The configuration that an access log destination returns to its stage.
 */
export interface AccessLogDestinationConfig {
  /**
   * The ARN of the log group that receives the logs.
   */
  readonly destinationArn: string;
}

/**
 * Sends access logs to a log group of CloudWatch Logs.
 */
export class LogGroupLogDestination implements IAccessLogDestination {
  /**
   * @param logGroup the log group: new, imported, or an L1
   */
  public constructor(private readonly logGroup: ILogGroupRef) {}

  /**
   * Returns the ARN of the log group.
   *
   * @param _stage the stage that logs here
   */
  public bind(_stage: IStage): AccessLogDestinationConfig {
    return { destinationArn: this.logGroup.logGroupRef.logGroupArn };
  }
}

/**
 * The options of a new log group for access logs.
 */
export interface NewAccessLogGroupOptions extends LogGroupProps {
  /**
   * The format of an entry: one line of at most 3 KB that contains `$context.requestId` or `$context.extendedRequestId`.
   *
   * @default - one JSON object for each entry: `HttpAccessLogFormat.json()` or `WebSocketAccessLogFormat.json()`
   */
  readonly format?: AccessLogFormat;
}

/**
 * Access logs of a stage, in one line.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
export class AccessLog {
  /**
   * Logs to a new log group, in the scope of the stage under the ID `AccessLog`. The policy of `encryptionKey` is updated to allow
   * CloudWatch Logs, if this app creates the key.
   *
   * @param options the properties of the log group, and the format
   */
  public static toNewLogGroup(options?: NewAccessLogGroupOptions): AccessLog {
    const { format, ...props } = options ?? {};
    return new AccessLog((stage) => {
      if (props.encryptionKey) {
        allowLogs(stage, props.encryptionKey);
      }
      return new LogGroup(stage, 'AccessLog', props);
    }, format);
  }

  /**
   * Logs to an existing log group, or to one that is created elsewhere.
   *
   * @param logGroup the log group
   * @param format the format of an entry; without it, `HttpAccessLogFormat.json()` or `WebSocketAccessLogFormat.json()`
   */
  public static toLogGroup(logGroup: ILogGroupRef, format?: AccessLogFormat): AccessLog {
    return new AccessLog(() => logGroup, format);
  }

  private constructor(
    private readonly logGroup: (stage: Construct) => ILogGroupRef,
    private readonly format?: AccessLogFormat,
  ) {}

  /** @internal */
  public _settings(stage: Construct, defaultFormat: AccessLogFormat): IAccessLogSettings {
    return {
      destination: new LogGroupLogDestination(this.logGroup(stage)),
      format: this.format ?? defaultFormat,
    };
  }
}

/**
 * CloudWatch Logs rejects a log group whose key does not allow this. The policy of an imported key is not changed.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
function allowLogs(scope: Construct, key: IKeyRef): void {
  const stack = Stack.of(scope);
  (key as Partial<IKey>).addToResourcePolicy?.(
    new PolicyStatement({
      principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
      actions: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': stack.formatArn({
            service: 'logs',
            resource: 'log-group',
            resourceName: '*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        },
      },
    }),
  );
}
