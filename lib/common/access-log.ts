import type { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey, IKeyRef } from 'aws-cdk-lib/aws-kms';
import type { ILogGroupRef, LogGroupProps } from 'aws-cdk-lib/aws-logs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { IAccessLogSettings, IStage } from './stage';

/**
 * Where the access logs of a stage go.
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
 * What an access log destination tells its stage.
 */
export interface AccessLogDestinationConfig {
  /**
   * The ARN of the resource that receives the logs.
   */
  readonly destinationArn: string;
}

/**
 * Sends access logs to a log group of CloudWatch Logs.
 */
export class LogGroupLogDestination implements IAccessLogDestination {
  /**
   * @param logGroup the log group, made here, imported, or an L1
   */
  public constructor(private readonly logGroup: ILogGroupRef) {}

  /**
   * Names the log group to the stage.
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
   * The format of an entry: one line, at most 3 KB, holding `$context.requestId` or `$context.extendedRequestId`.
   *
   * @default - one JSON object an entry, as `json()` of the format class of the protocol makes it
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
   * Logs to a new log group, made in the stage under the ID `AccessLog`. A key given for its encryption allows CloudWatch Logs
   * its use, where the key is made in this app.
   *
   * @param options what the log group is like, and the format
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
   * Logs to a log group that exists, or is made elsewhere.
   *
   * @param logGroup the log group
   * @param format the format of an entry; nothing means one JSON object, as `json()` of the format class of the protocol makes it
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
 * A log group is refused whose key does not allow this. A key from elsewhere keeps its policy.
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
