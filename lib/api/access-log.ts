import type { ILogGroupRef } from 'aws-cdk-lib/aws-logs';

import type { IStage } from './stage';

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
