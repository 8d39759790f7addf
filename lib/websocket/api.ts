import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';

import type { IpAddressType } from '../common/api';
import { ApiBase } from '../common/api';
import { WebSocketMetric } from '../common/metrics';
import { routeIdOf } from '../common/route-id';
import { ExecuteApiAction, executeApiArn, methodPathOfArn } from '../common/arns';
import { knownEndpoint, openEndpoint } from '../common/default-endpoint';
import { injected } from '../private/injection';
import { defaultName } from '../private/names';
import { enforce } from '../validation/constraint';
import { API_NAME, ROUTE_SELECTION } from '../validation/constraints/api';
import { requireProp } from '../validation/required-prop';
import type { IWebSocketApi } from './api-interface';
import type { WebSocketModelOptions } from './model';
import { WebSocketModel } from './model';
import type { WebSocketRouteOptions } from './route';
import { WebSocketRoute } from './route';
import type { IWebSocketStage, WebSocketDefaultStageOptions, WebSocketStageOptions } from './stage';
import { WebSocketStage } from './stage';

/**
 * An expression that specifies where a WebSocket API finds a client's API key.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { WebSocketApi, WebSocketApiKeySelectionExpression } from 'cdk-apigatewayv2';
 * import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const connect: lambda.Function;
 *
 * new WebSocketApi(this, 'Chat', {
 *   apiKeySelectionExpression: WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
 *   connectRouteOptions: {
 *     integration: new WebSocketLambdaIntegration('Connect', connect),
 *     apiKeyRequired: true,
 *   },
 * });
 */
export class WebSocketApiKeySelectionExpression {
  /** The header `x-api-key` of the connection request. */
  public static readonly HEADER_X_API_KEY = new WebSocketApiKeySelectionExpression('$request.header.x-api-key');

  /** The attribute `usageIdentifierKey` in the response of the Lambda authorizer. */
  public static readonly AUTHORIZER_USAGE_IDENTIFIER_KEY = new WebSocketApiKeySelectionExpression(
    '$context.authorizer.usageIdentifierKey',
  );

  /**
   * @param customApiKeySelector The expression in the syntax of API Gateway, such as `$request.header.x-api-key`
   */
  public constructor(public readonly customApiKeySelector: string) {}
}

/**
 * Properties of a WebSocket API.
 */
export interface WebSocketApiProps {
  /**
   * The name of the API: 1 to 128 characters.
   *
   * @default - the ID of the construct
   */
  readonly apiName?: string;

  /**
   * The expression that selects the API key of a client.
   *
   * If `apiKeyRequired` of the `$connect` route is true, a client must pass a key when it connects. The key applies to the whole
   * connection.
   *
   * With the context key `cdk-apigatewayv2:webSocketApiKeyRequired`, the `$connect` route requires a key by default if this expression is
   * set. Without the context key, no route requires a key by default, as in aws-cdk-lib.
   *
   * @default - none
   */
  readonly apiKeySelectionExpression?: WebSocketApiKeySelectionExpression;

  /**
   * A description of the API: at most 1,024 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The expression that extracts the route key from a message. The expression must not be empty.
   *
   * @default '$request.body.action'
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html
   */
  readonly routeSelectionExpression?: string;

  /**
   * The options of the `$connect` route. API Gateway calls the integration of this route when a client connects.
   *
   * @default - no `$connect` route is created
   */
  readonly connectRouteOptions?: WebSocketRouteOptions;

  /**
   * The options of the `$disconnect` route. API Gateway calls the integration of this route after a client has disconnected.
   *
   * @default - no `$disconnect` route is created
   */
  readonly disconnectRouteOptions?: WebSocketRouteOptions;

  /**
   * The options of the `$default` route, which receives the messages that match no other route.
   *
   * @default - no `$default` route is created
   */
  readonly defaultRouteOptions?: WebSocketRouteOptions;

  /**
   * The IP address types that clients can use to call the API.
   *
   * @default - IPv4
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ip-address-type.html
   */
  readonly ipAddressType?: IpAddressType;

  /**
   * Whether API Gateway deploys models without validating their schemas.
   *
   * @default false
   */
  readonly disableSchemaValidation?: boolean;

  /**
   * Whether to disable the default endpoint, so that clients must use a custom domain name.
   *
   * A change to this property takes effect only after a new deployment.
   *
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;

  /**
   * A version identifier of the API, for documentation: 1 to 64 characters.
   *
   * @default - none
   */
  readonly version?: string;

  /**
   * The options of a default stage.
   *
   * `{}` creates a stage with default options. API Gateway deploys changes to the stage automatically, unless the options contain a
   * deployment.
   *
   * @default - no stage is created
   */
  readonly defaultStageOptions?: WebSocketDefaultStageOptions;
}

/**
 * Attributes of an existing WebSocket API.
 */
export interface WebSocketApiAttributes {
  /**
   * The ID of the API.
   */
  readonly webSocketId: string;

  /**
   * The default endpoint of the API, such as `wss://abc.execute-api.eu-west-1.amazonaws.com`.
   *
   * @default - `apiEndpoint` throws `ApiEndpointUnknown`
   */
  readonly apiEndpoint?: string;
}

abstract class WebSocketApiBase extends ApiBase implements IWebSocketApi {
  /** Marks the construct as a WebSocket API. The value is always true. */
  public readonly isWebsocketApi = true;

  /**
   * @param routeKey The value that the route selection expression extracts from a message, or `$connect`, `$disconnect` or `$default`
   * @param options The options of the route
   */
  public addRoute(routeKey: string, options: WebSocketRouteOptions): WebSocketRoute {
    const key = routeKey ?? requireProp(this, 'routeKey', routeKey);
    const isSame = (child: IConstruct) => (child instanceof WebSocketRoute ? child.routeKey === key : undefined);
    const id = routeIdOf(this, { text: `${key}-Route`, key, property: 'routeKey', isSame });
    return new WebSocketRoute(this, id, {
      webSocketApi: this,
      routeKey,
      ...options,
    });
  }

  /**
   * @param id The ID of the stage construct
   * @param options The options of the stage
   */
  public addStage(id: string, options: WebSocketStageOptions): WebSocketStage {
    return new WebSocketStage(this, id, { webSocketApi: this, ...options });
  }

  /**
   * @param id The ID of the model construct
   * @param options The options of the model
   */
  public addModel(id: string, options: WebSocketModelOptions): WebSocketModel {
    return new WebSocketModel(this, id, { webSocketApi: this, ...options });
  }

  /** @param grantee The principal that gets the permission */
  public grantConnect(grantee: IGrantable): Grant {
    return this.grant(grantee, ExecuteApiAction.INVOKE, '*/$connect');
  }

  /** @param identity The principal that gets the permission */
  public grantManageConnections(identity: IGrantable): Grant {
    return this.grant(identity, ExecuteApiAction.MANAGE_CONNECTIONS, '*/*/@connections/*');
  }

  /** @param grantee The principal that gets the permission */
  public grantSend(grantee: IGrantable): Grant {
    return this.grant(grantee, ExecuteApiAction.MANAGE_CONNECTIONS, '*/POST/@connections/*');
  }

  /** @param grantee The principal that gets the permission */
  public grantReadConnections(grantee: IGrantable): Grant {
    return this.grant(grantee, ExecuteApiAction.MANAGE_CONNECTIONS, '*/GET/@connections/*');
  }

  /** @param grantee The principal that gets the permission */
  public grantDisconnect(grantee: IGrantable): Grant {
    return this.grant(grantee, ExecuteApiAction.MANAGE_CONNECTIONS, '*/DELETE/@connections/*');
  }

  /**
   * @param route The key of the route. The default is every route.
   * @param stage The name of the stage. The default is every stage.
   */
  public arnForExecuteApiV2(route?: string, stage?: string): string {
    return executeApiArn(this, this.apiId, `${stage ?? '*'}/${route ?? '*'}`);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricConnectCount(props?: MetricOptions): Metric {
    return this._metricOf(WebSocketMetric.CONNECT_COUNT, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricMessageCount(props?: MetricOptions): Metric {
    return this._metricOf(WebSocketMetric.MESSAGE_COUNT, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricClientError(props?: MetricOptions): Metric {
    return this._metricOf(WebSocketMetric.CLIENT_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricExecutionError(props?: MetricOptions): Metric {
    return this._metricOf(WebSocketMetric.EXECUTION_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricIntegrationError(props?: MetricOptions): Metric {
    return this._metricOf(WebSocketMetric.INTEGRATION_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricIntegrationLatency(props?: MetricOptions): Metric {
    return this._metricOf(WebSocketMetric.INTEGRATION_LATENCY, props);
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
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { WebSocketApi, WebSocketStage } from 'cdk-apigatewayv2';
 * import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const connect: lambda.Function;
 * declare const send: lambda.Function;
 *
 * const api = new WebSocketApi(this, 'Chat', {
 *   connectRouteOptions: { integration: new WebSocketLambdaIntegration('Connect', connect) },
 * });
 * api.addRoute('sendMessage', { integration: new WebSocketLambdaIntegration('Send', send) });
 * new WebSocketStage(this, 'Stage', { webSocketApi: api, stageName: 'production', autoDeploy: true });
 */
export class WebSocketApi extends WebSocketApiBase {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketApi';

  /**
   * Imports an existing WebSocket API.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param attrs The attributes of the API
   */
  public static fromWebSocketApiAttributes(scope: Construct, id: string, attrs: WebSocketApiAttributes): IWebSocketApi {
    class Import extends WebSocketApiBase {
      public readonly apiId = attrs.webSocketId;

      public get apiEndpoint(): string {
        return knownEndpoint(this, attrs.apiEndpoint);
      }
    }
    return new Import(scope, id);
  }

  /** The ID of the API. */
  public readonly apiId: string;

  /** The name of the API. */
  public readonly webSocketApiName?: string;

  /** Whether the default endpoint is disabled, so that clients must use a custom domain name. */
  public readonly disableExecuteApiEndpoint?: boolean;

  /** The default stage, or undefined if `defaultStageOptions` is not set. */
  public readonly defaultStage?: IWebSocketStage;

  /** @internal */
  public readonly _selectsApiKeys: boolean;

  private readonly endpoint: string;

  /**
   * @param scope The scope of the API
   * @param id The ID of the construct in the scope
   * @param props The properties of the API
   */
  public constructor(scope: Construct, id: string, props?: WebSocketApiProps) {
    props = injected(WebSocketApi.PROPERTY_INJECTION_ID, scope, id, props) ?? {};
    super(scope, id);

    enforce(this, API_NAME, 'apiName', props.apiName);
    const expression = props.routeSelectionExpression ?? '$request.body.action';
    enforce(this, ROUTE_SELECTION, 'routeSelectionExpression', { expression });
    const resource = new CfnApi(this, 'Resource', {
      apiKeySelectionExpression: props.apiKeySelectionExpression?.customApiKeySelector,
      description: props.description,
      disableExecuteApiEndpoint: props.disableExecuteApiEndpoint,
      disableSchemaValidation: props.disableSchemaValidation,
      ipAddressType: props.ipAddressType,
      name: props.apiName ?? defaultName(id),
      protocolType: 'WEBSOCKET',
      routeSelectionExpression: expression,
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
   * Throws `ApiEndpointDisabled` if `disableExecuteApiEndpoint` is true.
   */
  public get apiEndpoint(): string {
    return openEndpoint(this, this.endpoint, '`domainUrl` of a stage');
  }

  /**
   * Returns an `execute-api` ARN with a method and a path, in the format of HTTP APIs. WebSocket APIs have neither methods nor paths.
   *
   * @param method The HTTP method, such as `GET`. The default value and `ANY` mean every method.
   * @param path The path, which must begin with `/`. The default is every path.
   * @param stage The name of the stage. The default is every stage.
   * @deprecated WebSocket APIs have routes instead of methods and paths. Use `arnForExecuteApiV2()`.
   */
  public arnForExecuteApi(method?: string, path?: string, stage?: string): string {
    return executeApiArn(this, this.apiId, methodPathOfArn(this, method, path, stage));
  }
}
