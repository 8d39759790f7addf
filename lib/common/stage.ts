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

import { fail } from '../validation/errors';
import { idOf } from '../private/names';
import { checkLogFormat } from '../validation/refusals';
import type { AccessLog, IAccessLogDestination } from './access-log';
import { requireRequestId } from './access-log-format';
import type { IApi } from './api';
import { ApiMapping } from './api-mapping';
import type { DeploymentOptions } from './deployment';
import { Deployment } from './deployment';
import { apiMetric } from './metrics';
import { renderRouteSettings, RouteSettingsOfStage } from './route-settings';

/**
 * A stage of an API: a named state of it that clients can call.
 */
export interface IStage extends IAwsStage {}

/**
 * How a stage is mapped to a custom domain name.
 */
export interface DomainMappingOptions {
  /**
   * The domain name.
   */
  readonly domainName: IDomainNameRef;

  /**
   * The path under which the stage is reached: letters, digits and `$-_.+!*'()`, and `/` for HTTP APIs; at most 300 characters.
   *
   * @default - the root of the domain name
   */
  readonly mappingKey?: string;
}

/**
 * The options of a stage that both protocols share.
 */
export interface StageOptions {
  /**
   * Whether changes to the API are deployed to this stage at once.
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
   * Throttling of every route of this stage.
   *
   * @default - the limits of the account
   */
  readonly throttle?: ThrottleSettings;

  /**
   * A description of the stage, at most 1024 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Whether CloudWatch gets metrics by route too, which costs extra.
   *
   * @default false
   */
  readonly detailedMetricsEnabled?: boolean;

  /**
   * Where access logs go, and in which format.
   *
   * @default - no access logs
   */
  readonly accessLogSettings?: IAccessLogSettings;

  /**
   * The same in one line: `AccessLog.toNewLogGroup()`. Not together with `accessLogSettings`.
   *
   * @default - no access logs
   */
  readonly accessLog?: AccessLog;

  /**
   * The deployment that the stage serves, where changes are not deployed at once.
   *
   * @default - none
   */
  readonly deployment?: IDeploymentRef;

  /**
   * Makes a `Deployment` of the stage's own, under the ID `Deployment`; `{}` for one without description. Neither together with
   * `deployment` nor with `autoDeploy`.
   *
   * @default - none is made
   */
  readonly deploymentOptions?: DeploymentOptions;

  /**
   * Stage variables: names of letters, digits and underscores up to 64 characters; values of letters, digits and
   * `-._~:/?#&=,` up to 512; at most 100.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.stage-variables.html
   */
  readonly stageVariables?: { [key: string]: string };
}

/**
 * What identifies an existing stage.
 */
export interface StageAttributes {
  /**
   * The name of the stage.
   */
  readonly stageName: string;
}

/**
 * Throttling: a token bucket that is filled at a rate and holds a burst.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
export interface ThrottleSettings {
  /**
   * Requests a second over time, 0 or more. At 0 every request is refused.
   *
   * @default - the limit of the account
   */
  readonly rateLimit?: number;

  /**
   * Requests at once, a whole number of 0 or more. At 0 every request is refused.
   *
   * @default - the limit of the account
   */
  readonly burstLimit?: number;
}

/**
 * Where the access logs of a stage go, and in which format.
 */
export interface IAccessLogSettings {
  /**
   * Where the access logs go.
   */
  readonly destination: IAccessLogDestination;

  /**
   * The format of an entry: one line, at most 3 KB, holding `$context.requestId` or `$context.extendedRequestId`.
   *
   * @default - the Common Log Format
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
   */
  readonly format?: AccessLogFormat;
}

/**
 * What the stages of both protocols share.
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

  /** The format of access logs where none is given. */
  public abstract defaultAccessLogFormat(): AccessLogFormat;

  /** The reference to this stage. */
  public get stageRef(): StageReference {
    return { apiId: this._apiRef.apiRef.apiId, stageName: this.stageName };
  }

  public metric(metricName: string, props?: MetricOptions): Metric {
    return this._metric(metricName, undefined, props);
  }

  public addStageVariable(name: string, value: string): void {
    this.stageVariables[name] = value;
  }

  /**
   * What is enough of the API for most: a reference, where the stage was given no more.
   *
   * @internal
   */
  protected get _apiRef(): IApiRef {
    return this.baseApi;
  }

  /** @internal */
  protected _metric(metricName: string, statistic: string | undefined, props?: MetricOptions): Metric {
    // A stage stays itself, whatever dimensions the caller gives; an API, as in aws-cdk-lib, does not.
    const dimensionsMap = { ApiId: this._apiRef.apiRef.apiId, Stage: this.stageName };
    return apiMetric(this, metricName, dimensionsMap, statistic, { ...props, dimensionsMap });
  }

  /**
   * The properties of the L1 that both protocols render alike.
   *
   * @internal
   */
  protected _renderStage(options: StageOptions): Omit<CfnStageProps, 'apiId' | 'stageName'> {
    for (const [name, value] of Object.entries(options.stageVariables ?? {})) {
      this.addStageVariable(name, value);
    }
    return {
      accessLogSettings: this.renderAccessLog(this.accessLogSettings(options)),
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
   * Sets how one route differs. Its entry replaces the defaults in the service, so they are merged into it.
   *
   * @internal
   */
  public _addRouteSettings(routeKey: string, settings: CfnStage.RouteSettingsProperty, by: IConstruct): void {
    this.routeSettings ??= new RouteSettingsOfStage(this.node.defaultChild as CfnStage);
    this.routeSettings.add(routeKey, settings, by);
  }

  /**
   * The format of `accessLog` where none is given.
   *
   * @internal
   */
  protected _structuredAccessLogFormat(): AccessLogFormat {
    return this.defaultAccessLogFormat();
  }

  /**
   * Maps this stage to a custom domain name, beside those it is mapped to already. `domainUrl` is that of the first mapping.
   *
   * @param mapping the domain name, and the path under which the stage is reached
   */
  public addDomainMapping(mapping: DomainMappingOptions): ApiMapping {
    // The ID holds the path of the domain name and, without a key, the word `undefined`: aws-cdk-lib's, kept for its logical ID.
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
        'the stage has no custom domain URL, since it has no domain mapping. Give it `domainMapping` or an ApiMapping, or use `url`.',
      );
    }
    return this._apiMapping.domainUrl;
  }

  /**
   * Called by each mapping of this stage; the first one makes its URL.
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
      fail(this, 'AccessLogTwice', "the stage has both 'accessLog' and 'accessLogSettings'. Give one of the two.");
    }
    return accessLog ? accessLog._settings(this, this._structuredAccessLogFormat()) : accessLogSettings;
  }

  private deploymentId({ autoDeploy, deployment, deploymentOptions }: StageOptions): string | undefined {
    if ((deployment || deploymentOptions) && (autoDeploy || (deployment && deploymentOptions))) {
      const given = Object.entries({ autoDeploy, deployment, deploymentOptions }).filter(([, value]) => value);
      fail(
        this,
        'StageDeploymentConflict',
        `only one thing can say what the stage serves, got ${given.map(([name]) => `'${name}'`).join(' and ')}. ` +
          "Give one of the three; 'autoDeploy: false' where the default is true.",
      );
    }
    const own = deploymentOptions && new Deployment(this, 'Deployment', { api: this._apiRef, ...deploymentOptions });
    return (own ?? deployment)?.deploymentRef.deploymentId;
  }

  private renderAccessLog(settings?: IAccessLogSettings): CfnStage.AccessLogSettingsProperty | undefined {
    if (!settings) {
      return undefined;
    }
    const format = (settings.format ?? this.defaultAccessLogFormat()).toString();
    requireRequestId(this, format);
    checkLogFormat(this, format);
    return { destinationArn: settings.destination.bind(this).destinationArn, format };
  }
}

/** `<apiId>.execute-api.<region>.<suffix>`: the host of the default endpoint, in the environment of `stage`. */
export function executeApiHost(stage: IStage, apiId: string): string {
  const stack = Stack.of(stage);
  return `${apiId}.execute-api.${stack.region}.${stack.urlSuffix}`;
}
