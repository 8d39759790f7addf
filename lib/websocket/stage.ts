import type { IClientCertificateRef } from 'aws-cdk-lib/aws-apigateway';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { CfnStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

import type { IApi } from '../common/api';
import { WebSocketMetric } from '../common/metrics';
import type { RouteSettingsOptions } from '../common/route-settings';
import { renderRouteSettings } from '../common/route-settings';
import type { IStage, StageAttributes, StageOptions } from '../common/stage';
import { executeApiHost, StageBase } from '../common/stage';
import { ExecuteApiAction, executeApiArn } from '../common/arns';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { installRules } from '../validation/install';
import { requireProp } from '../validation/required-prop';
import { WebSocketAccessLogFormat } from './access-log';
import { cloudWatchAccount } from './cloudwatch-account';
import type { IWebSocketApi } from './api-interface';
import type { IWebSocketMetrics } from './metrics';

/**
 * The level of detail in the CloudWatch execution log of a stage or route.
 */
export enum WebSocketLoggingLevel {
  /** API Gateway does not write an execution log. */
  OFF = 'OFF',
  /** The log contains errors. */
  ERROR = 'ERROR',
  /** The log contains errors, and the steps in which API Gateway processes each message. */
  INFO = 'INFO',
}

/**
 * A stage of a WebSocket API.
 */
export interface IWebSocketStage extends IStage, IWebSocketMetrics {
  /**
   * The API that the stage belongs to.
   */
  readonly api: IWebSocketApi;

  /**
   * The URL that a backend calls to send messages to clients, disconnect clients and read the state of connections.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
   */
  readonly callbackUrl: string;

  /**
   * The URL that clients use to connect through the custom domain name of the first domain mapping.
   *
   * Throws `DomainMappingMissing` if the stage has no domain mapping.
   */
  readonly domainUrl: string;

  /**
   * The callback URL at the custom domain name of the first domain mapping.
   *
   * Throws `DomainMappingMissing` if the stage has no domain mapping.
   */
  readonly domainCallbackUrl: string;

  /**
   * Grants a principal permission to connect to this stage. The permission has an effect only if the `$connect` route uses IAM
   * authorization.
   *
   * @param grantee The principal that gets the permission
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-control-access-iam.html
   */
  grantConnect(grantee: IGrantable): Grant;

  /**
   * Grants a principal permission to send messages to the clients of this stage, to disconnect clients, and to read the
   * state of connections.
   *
   * @param identity The principal that gets the permission
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html
   */
  grantManagementApiAccess(identity: IGrantable): Grant;

  /**
   * Grants a principal permission to send messages to the clients of this stage.
   *
   * @param grantee The principal that gets the permission
   */
  grantSend(grantee: IGrantable): Grant;

  /**
   * Grants a principal permission to read the state of the connections of this stage.
   *
   * @param grantee The principal that gets the permission
   */
  grantReadConnections(grantee: IGrantable): Grant;

  /**
   * Grants a principal permission to disconnect the clients of this stage.
   *
   * @param grantee The principal that gets the permission
   */
  grantDisconnect(grantee: IGrantable): Grant;
}

/**
 * The execution log of a stage or of one of its routes.
 */
export interface WebSocketLoggingOptions {
  /**
   * The level of detail of the execution log. To write the log, API Gateway needs a CloudWatch Logs role in the account. See
   * `cloudWatchRole`.
   *
   * @default - no execution log
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
   */
  readonly loggingLevel?: WebSocketLoggingLevel;

  /**
   * Whether the execution log contains full requests and responses, including secrets.
   *
   * This setting requires the `loggingLevel` ERROR or INFO.
   *
   * @default false
   */
  readonly dataTraceEnabled?: boolean;
}

/**
 * The settings of one route of a stage.
 */
export interface WebSocketRouteSettings extends RouteSettingsOptions, WebSocketLoggingOptions {
  /**
   * The key of the route. The API must have a route with this key.
   */
  readonly routeKey: string;
}

/**
 * The options of a WebSocket API stage, except the stage name.
 */
export interface WebSocketStageBaseOptions extends StageOptions, WebSocketLoggingOptions {
  /**
   * The settings of individual routes. For its route, each setting overrides the same setting of the stage. The stage depends on these
   * routes.
   *
   * @default - the settings of the stage apply to all routes
   */
  readonly routeSettings?: WebSocketRouteSettings[];

  /**
   * The client certificate that API Gateway presents to an HTTP backend. The backend can use the certificate to verify that a request
   * comes from API Gateway.
   *
   * @default - none
   */
  readonly clientCertificate?: IClientCertificateRef;

  /**
   * Whether to create the CloudWatch Logs role of the account and region. API Gateway uses this role to write logs of WebSocket APIs.
   *
   * The role is created once for each stack, and is retained on deletion. The stage depends on the role. Omit this property if the account
   * already has such a role.
   *
   * @default false
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   */
  readonly cloudWatchRole?: boolean;
}

/**
 * The options of the default stage of a WebSocket API.
 */
export interface WebSocketDefaultStageOptions extends WebSocketStageBaseOptions {
  /**
   * The name of the stage: letters, digits, `-` and `_`, at most 128 characters. The name becomes the path of the URL.
   *
   * @default 'prod'
   */
  readonly stageName?: string;
}

/**
 * The options of a stage of a WebSocket API.
 */
export interface WebSocketStageOptions extends WebSocketStageBaseOptions {
  /**
   * The name of the stage: letters, digits, `-` and `_`, at most 128 characters. The name becomes the path of the URL.
   */
  readonly stageName: string;
}

/**
 * Properties of a stage of a WebSocket API.
 */
export interface WebSocketStageProps extends WebSocketStageOptions {
  /**
   * The API that the stage belongs to.
   */
  readonly webSocketApi: IWebSocketApi;
}

/**
 * The attributes of an existing stage of a WebSocket API.
 */
export interface WebSocketStageAttributes extends StageAttributes {
  /**
   * The API that the stage belongs to.
   */
  readonly api: IWebSocketApi;

  /**
   * The URL that clients use to connect through a custom domain name.
   *
   * @default - the URL of the first domain mapping that this app adds. Without a domain mapping, `domainUrl` throws `DomainMappingMissing`
   */
  readonly domainUrl?: string;
}

const DEFAULT_ACCESS_LOG_FORMAT =
  '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] ' +
  '"$context.eventType $context.routeKey $context.connectionId" $context.status $context.requestId';

abstract class WebSocketStageBase extends StageBase implements IWebSocketStage {
  /** The API that the stage belongs to. */
  public abstract readonly api: IWebSocketApi;

  protected get baseApi(): IApi {
    return this.api;
  }

  /** The URL that clients connect to on the default endpoint. */
  public get url(): string {
    return this.endpoint('wss');
  }

  /** The URL that a backend calls to send messages to clients, disconnect clients and read the state of connections. */
  public get callbackUrl(): string {
    return this.endpoint('https');
  }

  /** The URL that clients use to connect through a custom domain name. */
  public get domainUrl(): string {
    return withScheme('wss', this._domainUrl());
  }

  /** The callback URL at the custom domain name. */
  public get domainCallbackUrl(): string {
    return withScheme('https', this._domainUrl());
  }

  /** @param grantee The principal that gets the permission */
  public grantConnect(grantee: IGrantable): Grant {
    return grantOn(this, grantee, ExecuteApiAction.INVOKE, '$connect');
  }

  /** @param identity The principal that gets the permission */
  public grantManagementApiAccess(identity: IGrantable): Grant {
    return grantOn(this, identity, ExecuteApiAction.MANAGE_CONNECTIONS, '*/@connections/*');
  }

  /** @param grantee The principal that gets the permission */
  public grantSend(grantee: IGrantable): Grant {
    return grantOn(this, grantee, ExecuteApiAction.MANAGE_CONNECTIONS, 'POST/@connections/*');
  }

  /** @param grantee The principal that gets the permission */
  public grantReadConnections(grantee: IGrantable): Grant {
    return grantOn(this, grantee, ExecuteApiAction.MANAGE_CONNECTIONS, 'GET/@connections/*');
  }

  /** @param grantee The principal that gets the permission */
  public grantDisconnect(grantee: IGrantable): Grant {
    return grantOn(this, grantee, ExecuteApiAction.MANAGE_CONNECTIONS, 'DELETE/@connections/*');
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricConnectCount(props?: MetricOptions): Metric {
    return this._metric(...WebSocketMetric.CONNECT_COUNT, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricMessageCount(props?: MetricOptions): Metric {
    return this._metric(...WebSocketMetric.MESSAGE_COUNT, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricClientError(props?: MetricOptions): Metric {
    return this._metric(...WebSocketMetric.CLIENT_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricExecutionError(props?: MetricOptions): Metric {
    return this._metric(...WebSocketMetric.EXECUTION_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricIntegrationError(props?: MetricOptions): Metric {
    return this._metric(...WebSocketMetric.INTEGRATION_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricIntegrationLatency(props?: MetricOptions): Metric {
    return this._metric(...WebSocketMetric.INTEGRATION_LATENCY, props);
  }

  /**
   * The Common Log Format for WebSocket APIs.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
   */
  public defaultAccessLogFormat(): AccessLogFormat {
    return AccessLogFormat.custom(DEFAULT_ACCESS_LOG_FORMAT);
  }

  private endpoint(scheme: string): string {
    if ((this.api as { readonly disableExecuteApiEndpoint?: boolean }).disableExecuteApiEndpoint) {
      return withScheme(
        scheme,
        this._tryDomainUrl() ??
          fail(
            this,
            'ApiEndpointDisabled',
            "the API has no default endpoint, because 'disableExecuteApiEndpoint' is true, and the stage has no custom domain name. " +
              "Specify 'domainMapping'.",
          ),
      );
    }
    return `${scheme}://${executeApiHost(this, this.api.apiId)}/${this.stageName}`;
  }
}

/**
 * A stage of a WebSocket API: a named reference to a deployment. Clients connect to the API through a stage.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-set-up-stage.html
 * @resource AWS::ApiGatewayV2::Stage
 * @example
 * import { WebSocketApi, WebSocketStage } from 'cdk-apigatewayv2';
 *
 * declare const api: WebSocketApi;
 *
 * new WebSocketStage(this, 'Stage', { webSocketApi: api, stageName: 'production', autoDeploy: true });
 */
export class WebSocketStage extends WebSocketStageBase {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketStage';

  /**
   * Imports an existing stage.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param attrs The attributes of the stage
   */
  public static fromWebSocketStageAttributes(
    scope: Construct,
    id: string,
    attrs: WebSocketStageAttributes,
  ): IWebSocketStage {
    const stageName = requireProp(scope, 'stageName', attrs.stageName);
    const api = requireProp(scope, 'api', attrs.api);
    class Import extends WebSocketStageBase {
      public readonly stageName = stageName;
      public readonly api = api;

      protected override _domainUrl(): string {
        return attrs.domainUrl ?? super._domainUrl();
      }

      public override _tryDomainUrl(): string | undefined {
        return attrs.domainUrl ?? super._tryDomainUrl();
      }
    }
    return new Import(scope, id);
  }

  /** The API that the stage belongs to. */
  public readonly api: IWebSocketApi;

  /** The name of the stage. */
  public readonly stageName: string;

  /**
   * @param scope The scope of the stage
   * @param id The ID of the construct in the scope
   * @param props The properties of the stage
   */
  public constructor(scope: Construct, id: string, props: WebSocketStageProps) {
    props = injected(WebSocketStage.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id, { physicalName: props.stageName });

    requireProp(this, 'stageName', props.stageName);
    this.api = requireProp(this, 'webSocketApi', props.webSocketApi);
    this.stageName = this.physicalName;
    installRules(this);
    const stage = this._renderStage(props, 'WEBSOCKET');
    const resource = new CfnStage(this, 'Resource', {
      apiId: props.webSocketApi.apiRef.apiId,
      stageName: this.physicalName,
      ...stage,
      clientCertificateId: props.clientCertificate?.clientCertificateRef.clientCertificateId,
      defaultRouteSettings: this.defaultRouteSettings(props, stage.defaultRouteSettings),
    });
    if (props.cloudWatchRole) {
      // A stage that writes logs cannot be created before the account has a CloudWatch Logs role
      resource.node.addDependency(cloudWatchAccount(this));
    }
    if (props.domainMapping) {
      this.addDomainMapping(props.domainMapping);
    }
    for (const settings of props.routeSettings ?? []) {
      this.addRouteSettings(settings);
    }
  }

  /**
   * Adds settings for one route of this stage. For this route, each setting overrides the same setting of the stage.
   *
   * Throws `RouteSettingsDuplicate` if the route already has settings in this stage.
   *
   * @param settings The key of the route, and its settings
   */
  public addRouteSettings(settings: WebSocketRouteSettings): void {
    const { dataTraceEnabled, loggingLevel, routeKey } = settings;
    this._addRouteSettings(routeKey, { ...renderRouteSettings(settings), dataTraceEnabled, loggingLevel }, this);
  }

  /** @internal */
  protected override _structuredAccessLogFormat(): AccessLogFormat {
    return WebSocketAccessLogFormat.json();
  }

  private defaultRouteSettings(
    { dataTraceEnabled, loggingLevel }: WebSocketLoggingOptions,
    shared: CfnStageProps['defaultRouteSettings'],
  ): CfnStageProps['defaultRouteSettings'] {
    return dataTraceEnabled === undefined && loggingLevel === undefined
      ? shared
      : { ...(shared as CfnStage.RouteSettingsProperty | undefined), dataTraceEnabled, loggingLevel };
  }
}

function withScheme(scheme: string, url: string): string {
  return url.replace(/^\w+(?=:)/, scheme);
}

function grantOn(stage: IWebSocketStage, grantee: IGrantable, action: string, rest: string): Grant {
  return Grant.addToPrincipal({
    grantee,
    actions: [action],
    resourceArns: [executeApiArn(stage, stage.api.apiId, `${stage.stageName}/${rest}`)],
  });
}
