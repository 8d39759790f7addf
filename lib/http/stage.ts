import type { IHttpStageRef as IAwsHttpStageRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

import type { IApi } from '../common/api';
import { HttpMetric } from '../common/metrics';
import type { RouteSettingsOptions } from '../common/route-settings';
import { renderRouteSettings } from '../common/route-settings';
import type { IStage, StageAttributes, StageOptions } from '../common/stage';
import { executeApiHost, StageBase } from '../common/stage';
import { isCorrected } from '../private/corrections';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { installRules } from '../validation/install';
import { requireProp } from '../validation/required-prop';
import { HttpAccessLogFormat } from './access-log';
import type { IHttpApi, IHttpApiRef } from './api-interface';
import { toIHttpApi } from './api-interface';
import type { IHttpMetrics } from './metrics';
import type { HttpRouteKey } from './route-key';

const DEFAULT_STAGE_NAME = '$default';

/**
 * A reference to a stage of an HTTP API.
 */
export interface IHttpStageRef extends IAwsHttpStageRef {}

/**
 * A stage of an HTTP API.
 */
export interface IHttpStage extends IStage, IHttpStageRef, IHttpMetrics {
  /**
   * The API that the stage belongs to.
   */
  readonly api: IHttpApi;

  /**
   * The URL of the stage at its custom domain name.
   *
   * Throws `DomainMappingMissing` if the stage has no domain mapping.
   */
  readonly domainUrl: string;
}

/**
 * The settings of one route in a stage.
 */
export interface HttpRouteSettings extends RouteSettingsOptions {
  /**
   * The key of the route. The API must have a route with this key.
   */
  readonly routeKey: HttpRouteKey;
}

/**
 * The options of the default stage of an HTTP API: all options of a stage except the name.
 */
export interface HttpDefaultStageOptions extends StageOptions {
  /**
   * The settings of individual routes. For its route, each setting overrides the same setting of the stage.
   *
   * You can also specify these settings on the route.
   *
   * @default - the settings of the stage apply to all routes
   */
  readonly routeSettings?: HttpRouteSettings[];
}

/**
 * The options of a stage of an HTTP API.
 */
export interface HttpStageOptions extends HttpDefaultStageOptions {
  /**
   * The name of the stage: letters, digits, `-` and `_`, at most 128 characters.
   *
   * The name becomes the first part of the URL path. API Gateway serves the stage `$default` at the root.
   *
   * @default '$default'
   */
  readonly stageName?: string;
}

/**
 * Properties of a stage of an HTTP API.
 */
export interface HttpStageProps extends HttpStageOptions {
  /**
   * The API that the stage belongs to.
   */
  readonly httpApi: IHttpApiRef;
}

/**
 * The attributes of an existing stage of an HTTP API.
 */
export interface HttpStageAttributes extends StageAttributes {
  /**
   * The API that the stage belongs to.
   */
  readonly api: IHttpApi;

  /**
   * The URL of the stage at a custom domain name.
   *
   * @default - the URL of the first domain mapping that this app adds. Without a domain mapping, `domainUrl` throws `DomainMappingMissing`
   */
  readonly domainUrl?: string;
}

abstract class HttpStageBase extends StageBase implements IHttpStage {
  /** Marks the construct as a stage of an HTTP API. The value is always true. */
  public readonly isHttpStage = true;
  /** The URL of the stage at its custom domain name. */
  public abstract readonly domainUrl: string;
  /** The API that the stage belongs to. */
  public abstract readonly api: IHttpApi;

  /** @param props The options of the metric, such as statistic and period */
  public metricClientError(props?: MetricOptions): Metric {
    return this._metric(...HttpMetric.CLIENT_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricServerError(props?: MetricOptions): Metric {
    return this._metric(...HttpMetric.SERVER_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricDataProcessed(props?: MetricOptions): Metric {
    return this._metric(...HttpMetric.DATA_PROCESSED, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricCount(props?: MetricOptions): Metric {
    return this._metric(...HttpMetric.COUNT, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricIntegrationLatency(props?: MetricOptions): Metric {
    return this._metric(...HttpMetric.INTEGRATION_LATENCY, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricLatency(props?: MetricOptions): Metric {
    return this._metric(...HttpMetric.LATENCY, props);
  }
}

/**
 * A stage of an HTTP API: a named reference to a deployment. Clients call the API through a stage.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
 * @resource AWS::ApiGatewayV2::Stage
 * @example
 * import { HttpApi, HttpStage } from 'cdk-apigatewayv2';
 *
 * declare const api: HttpApi;
 *
 * new HttpStage(this, 'Beta', { httpApi: api, stageName: 'beta', autoDeploy: true });
 */
export class HttpStage extends HttpStageBase {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.HttpStage';

  /**
   * Imports an existing stage.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param attrs The attributes of the stage
   */
  public static fromHttpStageAttributes(scope: Construct, id: string, attrs: HttpStageAttributes): IHttpStage {
    const stageName = requireProp(scope, 'stageName', attrs.stageName);
    const api = requireProp(scope, 'api', attrs.api);
    class Import extends HttpStageBase {
      public readonly stageName = stageName;
      public readonly api = api;
      protected readonly baseApi = api;

      public get url(): string {
        return urlOf(this);
      }

      public get domainUrl(): string {
        return (
          attrs.domainUrl ??
          this._tryDomainUrl() ??
          fail(
            this,
            'StageDomainUrlUnknown',
            "the domain mapping of an imported stage is not known. Specify 'domainUrl' in the attributes of the import.",
          )
        );
      }

      public defaultAccessLogFormat(): AccessLogFormat {
        return AccessLogFormat.clf();
      }
    }
    return new Import(scope, id);
  }

  /** The name of the stage. */
  public readonly stageName: string;

  private readonly apiRef: IHttpApiRef;

  /**
   * @param scope The scope of the stage
   * @param id The ID of the construct in the scope
   * @param props The properties of the stage
   */
  public constructor(scope: Construct, id: string, props: HttpStageProps) {
    props = injected(HttpStage.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id, { physicalName: props.stageName || DEFAULT_STAGE_NAME });

    this.apiRef = requireProp(this, 'httpApi', props.httpApi);
    this.stageName = this.physicalName;
    installRules(this);
    new CfnStage(this, 'Resource', {
      apiId: props.httpApi.apiRef.apiId,
      stageName: this.physicalName,
      ...this._renderStage(props, 'HTTP'),
    });
    if (props.domainMapping) {
      this.addDomainMapping(props.domainMapping);
    }
    for (const settings of props.routeSettings ?? []) {
      this.addRouteSettings(settings);
    }
  }

  /** The API that the stage belongs to. */
  public get api(): IHttpApi {
    return toIHttpApi(this, this.apiRef);
  }

  protected get baseApi(): IApi {
    return this.api;
  }

  /** @internal */
  protected override get _apiRef(): IHttpApiRef {
    return this.apiRef;
  }

  /** The URL of the stage on the default endpoint of its API. */
  public get url(): string {
    return urlOf(this);
  }

  /** The URL of the stage at its custom domain name. */
  public get domainUrl(): string {
    return this._domainUrl();
  }

  /**
   * Adds settings for one route of this stage. For this route, each setting overrides the same setting of the stage.
   *
   * Throws `RouteSettingsDuplicate` if the route already has settings in this stage.
   *
   * @param settings The key of the route, and its settings
   */
  public addRouteSettings(settings: HttpRouteSettings): void {
    this._addRouteSettings(settings.routeKey.key, renderRouteSettings(settings), this);
  }

  /**
   * The Common Log Format for HTTP APIs.
   *
   * As in aws-cdk-lib, the format contains `$context.resourcePath`, which AWS documents for REST APIs only. With the context key
   * `cdk-apigatewayv2:httpAccessLogFormat`, the format contains `$context.routeKey` instead.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
   */
  public defaultAccessLogFormat(): AccessLogFormat {
    const request = isCorrected(this, 'httpAccessLogFormat') ? '$context.routeKey' : '$context.resourcePath';
    return AccessLogFormat.custom(
      '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] ' +
        `"$context.httpMethod ${request} $context.protocol" $context.status $context.responseLength $context.requestId`,
    );
  }

  /** @internal */
  protected override _structuredAccessLogFormat(): AccessLogFormat {
    return HttpAccessLogFormat.json();
  }
}

/** Returns the URL of a stage on the default endpoint. */
function urlOf(stage: HttpStageBase): string {
  const path = stage.stageName === DEFAULT_STAGE_NAME ? '' : stage.stageName;
  return `https://${executeApiHost(stage, stage.stageRef.apiId)}/${path}`;
}
