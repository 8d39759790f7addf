import type {
  CfnStage,
  CfnStageProps,
  IApiRef,
  IDeploymentRef,
  IDomainNameRef,
  StageReference,
  IStage as IAwsStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Lazy, Resource, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { idOf } from '../private/names';
import { enforce } from '../validation/constraint';
import {
  FORMAT_CONSTRAINTS,
  HTTP_FORMAT_VARIABLES,
  LOG_DESTINATION,
  WEBSOCKET_FORMAT_VARIABLES,
} from '../validation/constraints/access-log';
import { BURST_LIMIT } from '../validation/constraints/route-settings';
import {
  STAGE_DEPLOYMENT_CONFLICT,
  STAGE_NAME,
  STAGE_VARIABLE_COUNT,
  STAGE_VARIABLES,
} from '../validation/constraints/stage';
import type { Protocol } from '../validation/engine/kinds';
import { fail } from '../validation/errors';
import type { AccessLog, IAccessLogDestination } from './access-log';
import type { IApi } from './api';
import { ApiMapping } from './api-mapping';
import type { DeploymentOptions } from './deployment';
import { Deployment } from './deployment';
import { apiMetric } from './metrics';
import { renderRouteSettings, RouteSettingsOfStage } from './route-settings';

/**
 * A stage of an API: a named reference to a deployment. Clients call the API through a stage.
 */
export interface IStage extends IAwsStage {}

/**
 * Options for mapping a stage to a custom domain name.
 */
export interface DomainMappingOptions {
  /**
   * The domain name that the stage is mapped to.
   */
  readonly domainName: IDomainNameRef;

  /**
   * The path that clients append to the domain name to reach the stage. The path can have at most 300 characters: letters, digits and
   * `$-_.+!*'(),`. For HTTP APIs, the path can have several levels, which are separated by single slashes.
   *
   * @default - the root of the domain name
   */
  readonly mappingKey?: string;
}

/**
 * The options that stages of HTTP and WebSocket APIs have in common.
 */
export interface StageOptions {
  /**
   * Whether API Gateway automatically deploys changes in the API to this stage.
   *
   * @default false
   */
  readonly autoDeploy?: boolean;

  /**
   * A custom domain name to map this stage to.
   *
   * @default - none
   */
  readonly domainMapping?: DomainMappingOptions;

  /**
   * The throttling limits for each route of this stage.
   *
   * @default - the limits of the account
   */
  readonly throttle?: ThrottleSettings;

  /**
   * A description of the stage, at most 1,024 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Whether API Gateway sends metrics of each route to CloudWatch, at an additional cost.
   *
   * @default false
   */
  readonly detailedMetricsEnabled?: boolean;

  /**
   * The destination and the format of access logs.
   *
   * @default - no access logs
   */
  readonly accessLogSettings?: IAccessLogSettings;

  /**
   * The destination and the format of access logs, for example `AccessLog.toNewLogGroup()`. The stage throws `AccessLogTwice` if
   * `accessLogSettings` is also set.
   *
   * @default - no access logs
   */
  readonly accessLog?: AccessLog;

  /**
   * The deployment that the stage serves, if API Gateway does not deploy changes automatically.
   *
   * @default - none
   */
  readonly deployment?: IDeploymentRef;

  /**
   * The options of a new `Deployment` for the stage.
   *
   * `{}` creates a deployment without a description. The stage throws `DeploymentTwice` if `deployment` is also set, and
   * `StageDeploymentConflict` if `autoDeploy` is true.
   *
   * @default - no deployment is created
   */
  readonly deploymentOptions?: DeploymentOptions;

  /**
   * The stage variables, at most 100.
   *
   * A name can have at most 64 characters: letters, digits and underscores. A value can have at most 512 characters: letters, digits,
   * spaces and `-._~:/?#&=,`.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.stage-variables.html
   */
  readonly stageVariables?: { [key: string]: string };
}

/**
 * The attributes of an existing stage.
 */
export interface StageAttributes {
  /**
   * The name of the stage.
   */
  readonly stageName: string;
}

/**
 * Throttling limits.
 *
 * API Gateway uses a token bucket: the rate is the number of tokens that are added per second, and the burst is the size of the bucket.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export interface ThrottleSettings {
  /**
   * The average number of requests per second, 0 or more. If the value is 0, API Gateway rejects every request.
   *
   * @default - the limit of the account
   */
  readonly rateLimit?: number;

  /**
   * The size of the token bucket, which is the maximum number of requests in a burst: a whole number, 0 or more.
   *
   * If the value is 0, API Gateway rejects every request. A value that is not a whole number fails validation with `ThrottleInvalid`.
   *
   * @default - the limit of the account
   */
  readonly burstLimit?: number;
}

/**
 * The destination and the format of the access logs of a stage.
 */
export interface IAccessLogSettings {
  /**
   * The destination of the access logs, such as a log group.
   */
  readonly destination: IAccessLogDestination;

  /**
   * The format of an entry. The format must be one line of at most 3 KB, and must contain `$context.requestId` or
   * `$context.extendedRequestId`.
   *
   * @default - the Common Log Format
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
   */
  readonly format?: AccessLogFormat;
}

/**
 * The base class of stages of HTTP and WebSocket APIs.
 *
 * @internal
 */
export abstract class StageBase extends Resource implements IStage {
  public abstract readonly stageName: string;

  /** The API of this stage. */
  protected abstract readonly baseApi: IApi;

  /** @internal */
  protected _apiMapping?: ApiMapping;

  private routeSettings?: RouteSettingsOfStage;
  private readonly stageVariables: { [name: string]: string } = {};

  /** The URL of the stage on the default endpoint of its API. */
  public abstract get url(): string;

  /** Returns the default access log format for `accessLogSettings`. */
  public abstract defaultAccessLogFormat(): AccessLogFormat;

  /** The reference to this stage. */
  public get stageRef(): StageReference {
    return { apiId: this._apiRef.apiRef.apiId, stageName: this.stageName };
  }

  /**
   * Returns a metric of this stage.
   *
   * @default - the average over 5 minutes
   * @param metricName The name of the metric in the namespace `AWS/ApiGateway`
   * @param props The options of the metric, such as statistic and period
   */
  public metric(metricName: string, props?: MetricOptions): Metric {
    return this._metric(metricName, undefined, props);
  }

  /**
   * Adds a stage variable, or replaces its value.
   *
   * @param name The name of the variable. It can have at most 64 characters: letters, digits and underscores.
   * @param value The value. It can have at most 512 characters: letters, digits, spaces and `-._~:/?#&=,`.
   */
  public addStageVariable(name: string, value: string): void {
    enforce(this, STAGE_VARIABLES, 'stageVariables', [[name, value]]);
    this.stageVariables[name] = value;
  }

  /**
   * Returns a reference to the API. In `HttpStage`, `api` throws if only a reference was passed, but this property does not.
   *
   * @internal
   */
  protected get _apiRef(): IApiRef {
    return this.baseApi;
  }

  /** @internal */
  protected _metric(metricName: string, statistic: string | undefined, props?: MetricOptions): Metric {
    // As in aws-cdk-lib, callers can replace the dimensions of API metrics, but not the dimensions of stage metrics
    const dimensionsMap = { ApiId: this._apiRef.apiRef.apiId, Stage: this.stageName };
    return apiMetric(this, metricName, dimensionsMap, statistic, { ...props, dimensionsMap });
  }

  /**
   * Renders the L1 properties that stages of HTTP and WebSocket APIs have in common.
   *
   * @internal
   */
  protected _renderStage(options: StageOptions, protocol: Protocol): Omit<CfnStageProps, 'apiId' | 'stageName'> {
    enforce(this, STAGE_NAME, 'stageName', { name: this.stageName, protocol });
    enforce(this, BURST_LIMIT, 'throttle.burstLimit', options.throttle?.burstLimit);
    const variables = Object.entries(options.stageVariables ?? {});
    enforce(this, STAGE_VARIABLE_COUNT, 'stageVariables', variables.length);
    for (const [name, value] of variables) {
      this.addStageVariable(name, value);
    }
    return {
      accessLogSettings: this.renderAccessLog(options, protocol),
      autoDeploy: options.autoDeploy,
      defaultRouteSettings:
        options.throttle || options.detailedMetricsEnabled ? renderRouteSettings(options) : undefined,
      deploymentId: this.deploymentId(options),
      description: options.description,
      stageVariables: Lazy.any({
        produce: () => (Object.keys(this.stageVariables).length > 0 ? this.stageVariables : undefined),
      }),
    };
  }

  /**
   * Adds settings for one route. The defaults of the stage are merged into these settings, because API Gateway does not merge them.
   *
   * @internal
   */
  public _addRouteSettings(routeKey: string, settings: CfnStage.RouteSettingsProperty, by: IConstruct): void {
    enforce(by, BURST_LIMIT, 'throttle.burstLimit', settings.throttlingBurstLimit);
    this.routeSettings ??= new RouteSettingsOfStage(this.node.defaultChild as CfnStage);
    this.routeSettings.add(routeKey, settings, by);
  }

  /**
   * Returns the default access log format for `accessLog`.
   *
   * @internal
   */
  protected _structuredAccessLogFormat(): AccessLogFormat {
    return this.defaultAccessLogFormat();
  }

  /**
   * Maps this stage to an additional custom domain name. `domainUrl` remains the URL of the first mapping.
   *
   * @param mapping The domain name, and the path at which clients reach the stage
   */
  public addDomainMapping(mapping: DomainMappingOptions): ApiMapping {
    // As in aws-cdk-lib, the ID contains the construct path of the domain name, and the word `undefined` if the mapping has no key. The
    // logical ID depends on this ID
    const id = idOf(this, `${String(mapping.domainName)}${mapping.mappingKey}`);
    const apiMapping = new ApiMapping(this, id, {
      api: this._apiRef,
      domainName: mapping.domainName,
      stage: this,
      apiMappingKey: mapping.mappingKey,
    });
    this.node.addDependency(mapping.domainName);
    return apiMapping;
  }

  /** @internal */
  protected _domainUrl(): string {
    if (!this._apiMapping) {
      fail(
        this,
        'DomainMappingMissing',
        "the stage has no custom domain URL, because it has no domain mapping. Specify 'domainMapping', add an ApiMapping, or use 'url'.",
      );
    }
    return this._apiMapping.domainUrl;
  }

  /**
   * Records a mapping of this stage. The first mapping determines `domainUrl`.
   *
   * @internal
   */
  public _onMapped(mapping: ApiMapping): void {
    this._apiMapping ??= mapping;
  }

  /** @internal */
  public _tryDomainUrl(): string | undefined {
    return this._apiMapping?.domainUrl;
  }

  private accessLogSettings({ accessLog, accessLogSettings }: StageOptions): IAccessLogSettings | undefined {
    if (accessLog && accessLogSettings) {
      fail(this, 'AccessLogTwice', "the stage has both 'accessLog' and 'accessLogSettings'. Specify one of the two.");
    }
    return accessLog ? accessLog._settings(this, this._structuredAccessLogFormat()) : accessLogSettings;
  }

  private deploymentId({ autoDeploy, deployment, deploymentOptions }: StageOptions): string | undefined {
    if (deployment && deploymentOptions) {
      fail(this, 'DeploymentTwice', "the stage has both 'deployment' and 'deploymentOptions'. Specify one of the two.");
    }
    const given = deployment ? "'deployment'" : deploymentOptions && "'deploymentOptions'";
    enforce(this, STAGE_DEPLOYMENT_CONFLICT, 'autoDeploy', { autoDeploy, deployment: given });
    const own = deploymentOptions && new Deployment(this, 'Deployment', { api: this._apiRef, ...deploymentOptions });
    return (own ?? deployment)?.deploymentRef.deploymentId;
  }

  private renderAccessLog(options: StageOptions, protocol: Protocol): CfnStage.AccessLogSettingsProperty | undefined {
    const settings = this.accessLogSettings(options);
    if (!settings) {
      return undefined;
    }
    const format = (settings.format ?? this.defaultAccessLogFormat()).toString();
    const property = options.accessLog ? 'accessLog' : 'accessLogSettings';
    const variables = protocol === 'HTTP' ? HTTP_FORMAT_VARIABLES : WEBSOCKET_FORMAT_VARIABLES;
    for (const constraint of [...FORMAT_CONSTRAINTS, variables]) {
      enforce(this, constraint, `${property}.format`, format);
    }
    const { destinationArn } = settings.destination.bind(this);
    enforce(this, LOG_DESTINATION, `${property}.destination`, destinationArn);
    return { destinationArn, format };
  }
}

/**
 * Returns the host name of the default endpoint, `<apiId>.execute-api.<region>.<suffix>`, with the region and the URL suffix of the
 * stage's stack.
 */
export function executeApiHost(stage: IStage, apiId: string): string {
  const stack = Stack.of(stage);
  return `${apiId}.execute-api.${stack.region}.${stack.urlSuffix}`;
}
