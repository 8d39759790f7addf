import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';

import type { IpAddressType } from '../common/api';
import { ApiBase } from '../common/api';
import { apiMetric, WebSocketMetric } from '../common/metrics';
import { ExecuteApiAction, executeApiArn, methodPathOfArn } from '../common/arns';
import { openEndpoint } from '../common/default-endpoint';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { defaultName, freeIdOf } from '../private/names';
import { checkApi } from '../validation/refusals';
import type { IWebSocketApi } from './api-ref';
import type { WebSocketModelOptions } from './model';
import { WebSocketModel } from './model';
import type { WebSocketRouteOptions } from './route';
import { WebSocketRoute } from './route';
import type { IWebSocketStage, WebSocketDefaultStageOptions, WebSocketStageOptions } from './stage';
import { WebSocketStage } from './stage';

/**
 * Where a WebSocket API finds the API key of a client.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
 */
export class WebSocketApiKeySelectionExpression {
  /** In the header `x-api-key` of the connection request. */
  public static readonly HEADER_X_API_KEY = new WebSocketApiKeySelectionExpression('$request.header.x-api-key');

  /** In the attribute `usageIdentifierKey` of what the Lambda authorizer returns. */
  public static readonly AUTHORIZER_USAGE_IDENTIFIER_KEY = new WebSocketApiKeySelectionExpression(
    '$context.authorizer.usageIdentifierKey',
  );

  /**
   * @param customApiKeySelector the expression as the service takes it
   */
  public constructor(public readonly customApiKeySelector: string) {}
}

/**
 * Properties of a WebSocket API.
 */
export interface WebSocketApiProps {
  /**
   * The name of the API, 1 to 128 characters.
   *
   * @default - the ID of the construct
   */
  readonly apiName?: string;

  /**
   * Where the API finds the API key of a client. Routes with `apiKeyRequired` ask for it: that is `$connect`, for the whole
   * connection. With the context key `cdk-apigatewayv2:webSocketApiKeyRequired` the `$connect` route requires one once this is
   * given; without, as in aws-cdk-lib, no route does until it says so.
   *
   * @default - none
   */
  readonly apiKeySelectionExpression?: WebSocketApiKeySelectionExpression;

  /**
   * A description of the API, at most 1024 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Which part of a message names its route.
   *
   * @default '$request.body.action'
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
   */
  readonly routeSelectionExpression?: string;

  /**
   * The `$connect` route, taken when a client connects.
   *
   * @default - there is none
   */
  readonly connectRouteOptions?: WebSocketRouteOptions;

  /**
   * The `$disconnect` route, taken after a client has disconnected.
   *
   * @default - there is none
   */
  readonly disconnectRouteOptions?: WebSocketRouteOptions;

  /**
   * The `$default` route, taken for messages that no other route takes.
   *
   * @default - there is none
   */
  readonly defaultRouteOptions?: WebSocketRouteOptions;

  /**
   * The IP address types that the API answers on.
   *
   * @default - IPv4
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ip-address-type.html
   */
  readonly ipAddressType?: IpAddressType;

  /**
   * Whether models are deployed without being validated.
   *
   * @default false
   */
  readonly disableSchemaValidation?: boolean;

  /**
   * Whether clients must use a custom domain name: the default endpoint is switched off. It takes a new deployment to take effect.
   *
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;

  /**
   * A version of the API for its readers, 1 to 64 characters.
   *
   * @default - none
   */
  readonly version?: string;

  /**
   * Makes a stage, so that the API serves; `{}` for one without further options. Changes are deployed to it at once, unless it has a
   * deployment.
   *
   * @default - there is no stage until one is added
   */
  readonly defaultStageOptions?: WebSocketDefaultStageOptions;
}

/**
 * What identifies an existing WebSocket API.
 */
export interface WebSocketApiAttributes {
  /**
   * The ID of the API.
   */
  readonly webSocketId: string;

  /**
   * The default endpoint of the API, such as `wss://abc.execute-api.eu-west-1.amazonaws.com`.
   *
   * @default - `apiEndpoint` throws
   */
  readonly apiEndpoint?: string;
}

abstract class WebSocketApiBase extends ApiBase implements IWebSocketApi {
  /** Always true. */
  public readonly isWebsocketApi = true;

  public addRoute(routeKey: string, options: WebSocketRouteOptions): WebSocketRoute {
    const isOther = (child: IConstruct) => child instanceof WebSocketRoute && child.routeKey !== routeKey;
    return new WebSocketRoute(this, freeIdOf(this, `${routeKey}-Route`, isOther), {
      webSocketApi: this,
      routeKey,
      ...options,
    });
  }

  public addStage(id: string, options: WebSocketStageOptions): WebSocketStage {
    return new WebSocketStage(this, id, { webSocketApi: this, ...options });
  }

  public addModel(id: string, options: WebSocketModelOptions): WebSocketModel {
    return new WebSocketModel(this, id, { webSocketApi: this, ...options });
  }

  public grantConnect(grantee: IGrantable): Grant {
    return this.grant(grantee, ExecuteApiAction.INVOKE, '*/$connect');
  }

  public grantManageConnections(identity: IGrantable): Grant {
    return this.grant(identity, ExecuteApiAction.MANAGE_CONNECTIONS, '*/*/@connections/*');
  }

  public grantSend(grantee: IGrantable): Grant {
    return this.grant(grantee, ExecuteApiAction.MANAGE_CONNECTIONS, '*/POST/@connections/*');
  }

  public grantReadConnections(grantee: IGrantable): Grant {
    return this.grant(grantee, ExecuteApiAction.MANAGE_CONNECTIONS, '*/GET/@connections/*');
  }

  public grantDisconnect(grantee: IGrantable): Grant {
    return this.grant(grantee, ExecuteApiAction.MANAGE_CONNECTIONS, '*/DELETE/@connections/*');
  }

  public arnForExecuteApiV2(route?: string, stage?: string): string {
    return executeApiArn(this, this.apiId, `${stage ?? '*'}/${route ?? '*'}`);
  }

  public metricConnectCount(props?: MetricOptions): Metric {
    return this.metricOf(WebSocketMetric.CONNECT_COUNT, props);
  }

  public metricMessageCount(props?: MetricOptions): Metric {
    return this.metricOf(WebSocketMetric.MESSAGE_COUNT, props);
  }

  public metricClientError(props?: MetricOptions): Metric {
    return this.metricOf(WebSocketMetric.CLIENT_ERROR, props);
  }

  public metricExecutionError(props?: MetricOptions): Metric {
    return this.metricOf(WebSocketMetric.EXECUTION_ERROR, props);
  }

  public metricIntegrationError(props?: MetricOptions): Metric {
    return this.metricOf(WebSocketMetric.INTEGRATION_ERROR, props);
  }

  public metricIntegrationLatency(props?: MetricOptions): Metric {
    return this.metricOf(WebSocketMetric.INTEGRATION_LATENCY, props);
  }

  private metricOf([name, statistic]: readonly [string, string | undefined], props?: MetricOptions): Metric {
    return apiMetric(this, name, { ApiId: this.apiId }, statistic, props);
  }

  private grant(grantee: IGrantable, action: string, rest: string): Grant {
    return Grant.addToPrincipal({
      grantee,
      actions: [action],
      resourceArns: [executeApiArn(this, this.apiId, rest)],
    });
  }
}

/**
 * A WebSocket API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api.html
 * @resource AWS::ApiGatewayV2::Api
 */
export class WebSocketApi extends WebSocketApiBase {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketApi';

  /**
   * Refers to an existing WebSocket API.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param attrs what identifies the API
   */
  public static fromWebSocketApiAttributes(scope: Construct, id: string, attrs: WebSocketApiAttributes): IWebSocketApi {
    class Import extends WebSocketApiBase {
      public readonly apiId = attrs.webSocketId;

      public get apiEndpoint(): string {
        return (
          attrs.apiEndpoint ??
          fail(this, 'ApiEndpointUnknown', 'the imported API names no endpoint. Give `apiEndpoint` to the import.')
        );
      }
    }
    return new Import(scope, id);
  }

  /** The ID that the service gives the API. */
  public readonly apiId: string;

  /** The name of the API. */
  public readonly webSocketApiName?: string;

  /** Whether clients must use a custom domain name: the default endpoint is switched off. */
  public readonly disableExecuteApiEndpoint?: boolean;

  /** The stage that `defaultStageOptions` made; undefined without. */
  public readonly defaultStage?: IWebSocketStage;

  /** @internal */
  public readonly _selectsApiKeys: boolean;

  private readonly endpoint: string;

  /**
   * @param scope the construct that the API belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props?: WebSocketApiProps) {
    props = injected(WebSocketApi.PROPERTY_INJECTION_ID, scope, id, props) ?? {};
    super(scope, id);

    checkApi(this, props);
    const resource = new CfnApi(this, 'Resource', {
      apiKeySelectionExpression: props.apiKeySelectionExpression?.customApiKeySelector,
      description: props.description,
      disableExecuteApiEndpoint: props.disableExecuteApiEndpoint,
      disableSchemaValidation: props.disableSchemaValidation,
      ipAddressType: props.ipAddressType,
      name: props.apiName ?? defaultName(id),
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: props.routeSelectionExpression ?? '$request.body.action',
      version: props.version,
    });
    this.webSocketApiName = resource.name;
    this.apiId = resource.ref;
    this.endpoint = resource.attrApiEndpoint;
    this.disableExecuteApiEndpoint = props.disableExecuteApiEndpoint;
    this._selectsApiKeys = props.apiKeySelectionExpression !== undefined;

    const predefined = {
      $connect: props.connectRouteOptions,
      $disconnect: props.disconnectRouteOptions,
      $default: props.defaultRouteOptions,
    };
    for (const [routeKey, options] of Object.entries(predefined)) {
      if (options) {
        this.addRoute(routeKey, options);
      }
    }

    if (props.defaultStageOptions) {
      const { autoDeploy, deployment, deploymentOptions, stageName } = props.defaultStageOptions;
      this.defaultStage = this.addStage('DefaultStage', {
        ...props.defaultStageOptions,
        stageName: stageName ?? 'prod',
        autoDeploy: autoDeploy ?? !(deployment || deploymentOptions),
      });
    }
  }

  /**
   * The default endpoint of the API, without a stage.
   *
   * Throws `ApiEndpointDisabled` where `disableExecuteApiEndpoint` switches it off.
   */
  public get apiEndpoint(): string {
    return openEndpoint(this, this.endpoint, '`domainUrl` of a stage');
  }

  /**
   * The ARN in the form of an HTTP API, which WebSocket APIs do not have.
   *
   * @param method the method, every method by default; `ANY` in any case means every method too
   * @param path the path, beginning with `/`; nothing means every path
   * @param stage the stage; nothing means every stage
   * @deprecated WebSocket APIs have routes, not methods and paths: use `arnForExecuteApiV2()`.
   */
  public arnForExecuteApi(method?: string, path?: string, stage?: string): string {
    return executeApiArn(this, this.apiId, methodPathOfArn(this, method, path, stage));
  }
}
