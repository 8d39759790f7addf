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
   * Returns the configuration of this destination. The stage that sends its access logs to the destination calls this method.
   *
   * @param stage The stage
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
 *
 * Use this class for the property `accessLogSettings` of a stage. For the property `accessLog`, use `AccessLog.toLogGroup()`.
 */
export class LogGroupLogDestination implements IAccessLogDestination {
  /**
   * @param logGroup The log group: an L2 construct, an imported log group or an L1 construct
   */
  public constructor(private readonly logGroup: ILogGroupRef) {}

  /**
   * Returns the ARN of the log group.
   *
   * @param _stage The stage that sends its access logs to the log group
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
   * The format of an entry. The format must be one line of at most 3 KB, and must contain `$context.requestId` or
   * `$context.extendedRequestId`.
   *
   * @default - one JSON object for each entry: `HttpAccessLogFormat.json()` or `WebSocketAccessLogFormat.json()`
   */
  readonly format?: AccessLogFormat;
}

/**
 * The destination and the format of the access logs of a stage.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 * @example
 * import { AccessLog, HttpApi, HttpStage } from 'cdk-apigatewayv2';
 *
 * declare const api: HttpApi;
 *
 * new HttpStage(this, 'Stage', {
 *   httpApi: api,
 *   stageName: 'production',
 *   autoDeploy: true,
 *   accessLog: AccessLog.toNewLogGroup(),
 * });
 */
export class AccessLog {
  /**
   * Creates a log group for the access logs, with the ID `AccessLog` in the scope of the stage.
   *
   * If this app creates `encryptionKey`, CDK updates the key policy to allow CloudWatch Logs to use the key.
   *
   * @param options The properties of the log group, and the format
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
   * Sends access logs to a log group that already exists, or that another construct creates.
   *
   * @param logGroup The log group
   * @param format The format of an entry. The default is `HttpAccessLogFormat.json()` or `WebSocketAccessLogFormat.json()`.
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
 * Allows CloudWatch Logs to use a KMS key. Without this permission, CloudWatch Logs rejects a log group that uses the key. The policy of an
 * imported key stays unchanged.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
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
