import type { IModelRef, RouteReference } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRoute, CfnRouteResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import type { CfnResource } from 'aws-cdk-lib/core';
import { Resource, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { NamedMetric } from '../common/metrics';
import { routeMetric, WebSocketMetric } from '../common/metrics';
import type { IRoute } from '../common/route';
import { bindAuthorizer } from '../common/route-authorization';
import { requireIntegration } from '../common/route-integration';
import { ExecuteApiAction, executeApiArn } from '../common/arns';
import { isCorrected } from '../private/corrections';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { enforce } from '../validation/constraint';
import { AUTHORIZER_ON_CONNECT, WEBSOCKET_ROUTE_KEY } from '../validation/constraints/route';
import { requireProp } from '../validation/required-prop';
import { installRules } from '../validation/install';
import type { IWebSocketApi } from './api-interface';
import type { IWebSocketRouteAuthorizer } from './authorizer';
import type { WebSocketRouteIntegration } from './integration';
import type { IWebSocketModel } from './model';
import type { WebSocketRouteResponseOptions } from './response';
import type { IWebSocketStage } from './stage';

const CONNECT = '$connect';

/**
 * A route of a WebSocket API.
 */
export interface IWebSocketRoute extends IRoute {
  /**
   * The API that the route belongs to.
   */
  readonly webSocketApi: IWebSocketApi;

  /**
   * The key of the route.
   *
   * @attribute
   */
  readonly routeKey: string;
}

/**
 * Options for a route metric.
 */
export interface WebSocketRouteMetricOptions extends MetricOptions {
  /**
   * The stage of the metric. Detailed metrics must be enabled for the whole stage or for this route.
   *
   * @default - the default stage of the API
   */
  readonly stage?: IWebSocketStage;
}

/**
 * Options for a WebSocket route.
 */
export interface WebSocketRouteOptions {
  /**
   * The integration that the route calls.
   */
  readonly integration: WebSocketRouteIntegration;

  /**
   * The authorizer of the route.
   *
   * API Gateway supports authorizers on the `$connect` route only. `WebSocketNoneAuthorizer` is allowed on every route.
   *
   * @default - none, so that every client can connect
   */
  readonly authorizer?: IWebSocketRouteAuthorizer;

  /**
   * Whether to send the response of the integration to the client.
   *
   * @default - true if `routeResponse` is set, otherwise false
   */
  readonly returnResponse?: boolean;

  /**
   * The models and parameters of the response to the client.
   *
   * @default - none, so that every response is allowed
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-response.html
   */
  readonly routeResponse?: WebSocketRouteResponseOptions;

  /**
   * Whether clients must pass an API key. API Gateway reads the key on `$connect` only.
   *
   * @default false
   */
  readonly apiKeyRequired?: boolean;

  /**
   * The models that API Gateway uses to validate messages. `modelSelectionExpression` selects a model by its key.
   *
   * If a message does not match the selected model, the client receives `Bad request body`, and API Gateway does not call the integration.
   *
   * @default - none, so that API Gateway does not validate messages
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html
   */
  readonly requestModels?: { [key: string]: IWebSocketModel };

  /**
   * The expression whose value is the key of a model in `requestModels`. An example is `$request.body.messageType`. API Gateway uses the
   * model `$default` if no model has this key.
   *
   * @default - '$default' if the only model has this key. Otherwise none, so that API Gateway does not select a model
   */
  readonly modelSelectionExpression?: string;

  /**
   * The request parameters that the integration reads: `route.request.header.x` and `route.request.querystring.x` on `$connect`, and
   * `route.request.body.x` on other routes. A parameter is required if its value is true.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html
   */
  readonly requestParameters?: { [parameter: string]: boolean };

  /**
   * The operation name of the route: 1 to 64 characters.
   *
   * @default - none
   */
  readonly operationName?: string;
}

/**
 * Properties of a WebSocket route.
 */
export interface WebSocketRouteProps extends WebSocketRouteOptions {
  /**
   * The API that the route belongs to.
   */
  readonly webSocketApi: IWebSocketApi;

  /**
   * The key of the route: the value that the API's route selection expression extracts from a message, or `$connect`, `$disconnect`
   * or `$default`.
   */
  readonly routeKey: string;
}

/**
 * A route of a WebSocket API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html
 * @resource AWS::ApiGatewayV2::Route
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { WebSocketApi, WebSocketRoute } from 'cdk-apigatewayv2';
 * import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const send: lambda.Function;
 *
 * new WebSocketRoute(this, 'Route', {
 *   webSocketApi: api,
 *   routeKey: 'sendMessage',
 *   integration: new WebSocketLambdaIntegration('Send', send),
 * });
 */
export class WebSocketRoute extends Resource implements IWebSocketRoute {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketRoute';

  /** The API that the route belongs to. */
  public readonly webSocketApi: IWebSocketApi;

  /** The key of the route. */
  public readonly routeKey: string;

  /** The ID of the integration response. This property is always undefined, as in aws-cdk-lib. */
  public readonly integrationResponseId?: string;

  private readonly resource: CfnRoute;
  /** @internal */
  public readonly _hasAuthorizer: boolean;

  private readonly authorizationType: string;

  /**
   * @param scope The scope of the route
   * @param id The ID of the construct in the scope
   * @param props The properties of the route
   */
  public constructor(scope: Construct, id: string, props: WebSocketRouteProps) {
    props = injected(WebSocketRoute.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    if (scope !== props.webSocketApi) {
      // The API has already installed the rules for all constructs in its scope
      installRules(this);
    }
    if (!props.webSocketApi) {
      requireProp(this, 'webSocketApi', props.webSocketApi);
    }
    enforce(this, WEBSOCKET_ROUTE_KEY, 'routeKey', props.routeKey ?? requireProp(this, 'routeKey', props.routeKey));
    const answers = props.returnResponse ?? props.routeResponse !== undefined;
    if (props.routeResponse && !answers) {
      fail(
        this,
        'RouteResponseDisabled',
        "'routeResponse' configures the response that 'returnResponse: false' disables. Remove one of the two.",
      );
    }
    this.webSocketApi = props.webSocketApi;
    this.routeKey = props.routeKey;

    const integration = requireIntegration(this, 'WEBSOCKET', props.integration);
    const { integrationId } = integration._bindToRoute({ route: this, scope: this });
    const authorization = props.authorizer && bindAuthorizer(this, props.webSocketApi, 'WEBSOCKET', props.authorizer);
    if (authorization) {
      const type = authorization.authorizationType;
      enforce(this, AUTHORIZER_ON_CONNECT, 'authorizer', { key: props.routeKey, type });
    }

    this.resource = new CfnRoute(this, 'Resource', {
      apiId: props.webSocketApi.apiRef.apiId,
      apiKeyRequired: props.apiKeyRequired ?? (props.routeKey === CONNECT ? this.keyByDefault() : undefined),
      authorizationType: authorization?.authorizationType ?? 'NONE',
      authorizerId: authorization?.authorizerId,
      modelSelectionExpression: this.modelSelection(props),
      operationName: props.operationName,
      requestModels: props.requestModels && this.modelNames(props.requestModels),
      requestParameters: props.requestParameters && renderRequestParameters(props.requestParameters),
      routeKey: props.routeKey,
      routeResponseSelectionExpression: answers ? '$default' : undefined,
      target: `integrations/${integrationId}`,
    });
    if (props.requestModels) {
      dependOn(this.resource, props.requestModels);
    }
    this.authorizationType = authorization?.authorizationType ?? 'NONE';
    this._hasAuthorizer = authorization !== undefined;

    if (answers) {
      this.respond(props.routeResponse);
    }
  }

  /** The ID of the route. */
  public get routeId(): string {
    return this.resource.ref;
  }

  /** The reference to this route. */
  public get routeRef(): RouteReference {
    return { apiId: this.webSocketApi.apiRef.apiId, routeId: this.routeId };
  }

  /**
   * Grants a principal permission to connect. The method requires a `$connect` route with IAM authorization.
   *
   * Throws `GrantWithoutIamAuthorizer` if the route is not the `$connect` route or does not use IAM authorization.
   *
   * @param grantee The principal that gets the permission
   */
  public grantConnect(grantee: IGrantable): Grant {
    if (this.authorizationType !== 'AWS_IAM' && !Token.isUnresolved(this.authorizationType)) {
      fail(
        this,
        'GrantWithoutIamAuthorizer',
        `grantConnect() requires the $connect route with IAM authorization, got '${this.routeKey}' with the authorization type ` +
          `${this.authorizationType}. Set 'authorizer' of the $connect route to a WebSocketIamAuthorizer, and call its grantConnect().`,
      );
    }
    return Grant.addToPrincipal({
      grantee,
      actions: [ExecuteApiAction.INVOKE],
      resourceArns: [executeApiArn(this, this.webSocketApi.apiRef.apiId, `*/${this.routeKey}`)],
    });
  }

  /**
   * Returns a metric of this route in a stage.
   *
   * API Gateway publishes the metric only if detailed metrics are enabled for the route. To enable them, set `detailedMetricsEnabled` to
   * true on the stage or in the `routeSettings` of the stage. The dimensions are `ApiId`, `Stage` and `Route`.
   *
   * Throws `RouteMetricWithoutStage` if no stage is passed and the API has no default stage.
   *
   * @default - the average over 5 minutes
   * @param metricName The name of the metric in the namespace `AWS/ApiGateway`
   * @param props The stage, and options such as statistic and period
   */
  public metric(metricName: string, props?: WebSocketRouteMetricOptions): Metric {
    return this.metricOf([metricName, undefined], props);
  }

  /**
   * The number of connections that clients opened through this route. See `metric()`.
   *
   * @default - the sum over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricConnectCount(props?: WebSocketRouteMetricOptions): Metric {
    return this.metricOf(WebSocketMetric.CONNECT_COUNT, props);
  }

  /**
   * The number of messages that clients sent or received through this route. See `metric()`.
   *
   * @default - the sum over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricMessageCount(props?: WebSocketRouteMetricOptions): Metric {
    return this.metricOf(WebSocketMetric.MESSAGE_COUNT, props);
  }

  /**
   * The number of requests to this route that API Gateway rejected with a 4xx status before it called the integration. See `metric()`.
   *
   * @default - the sum over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricClientError(props?: WebSocketRouteMetricOptions): Metric {
    return this.metricOf(WebSocketMetric.CLIENT_ERROR, props);
  }

  /**
   * The number of errors that occurred when API Gateway called the integration. See `metric()`.
   *
   * @default - the sum over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricExecutionError(props?: WebSocketRouteMetricOptions): Metric {
    return this.metricOf(WebSocketMetric.EXECUTION_ERROR, props);
  }

  /**
   * The number of requests to this route for which the integration returned a 4xx or 5xx status. See `metric()`.
   *
   * @default - the sum over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricIntegrationError(props?: WebSocketRouteMetricOptions): Metric {
    return this.metricOf(WebSocketMetric.INTEGRATION_ERROR, props);
  }

  /**
   * The time between the request to the integration and the response, in milliseconds. See `metric()`.
   *
   * @default - the average over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricIntegrationLatency(props?: WebSocketRouteMetricOptions): Metric {
    return this.metricOf(WebSocketMetric.INTEGRATION_LATENCY, props);
  }

  private metricOf(metric: NamedMetric, props?: WebSocketRouteMetricOptions): Metric {
    return routeMetric(this, this.webSocketApi, metric, { Route: this.routeKey }, props);
  }

  private respond(options: WebSocketRouteResponseOptions = {}): void {
    const { responseModels, responseParameters } = options;
    const response = new CfnRouteResponse(this, 'Response', {
      apiId: this.webSocketApi.apiRef.apiId,
      responseModels: responseModels && this.modelNames(responseModels),
      responseParameters:
        responseParameters &&
        Object.fromEntries(Object.entries(responseParameters).map(([name, required]) => [name, { required }])),
      routeId: this.routeId,
      routeResponseKey: '$default',
    });
    dependOn(response, responseModels);
  }

  private modelSelection({ modelSelectionExpression, requestModels }: WebSocketRouteProps): string | undefined {
    const keys = Object.keys(requestModels ?? {});
    return modelSelectionExpression ?? (keys.length === 1 && keys[0] === '$default' ? '$default' : undefined);
  }

  private modelNames(models: { [key: string]: IWebSocketModel }): { [key: string]: string } | undefined {
    const names = Object.entries(models).map(([key, model]) => {
      const { apiId } = (model as Partial<IModelRef>).modelRef ?? {};
      if (apiId !== undefined && apiId !== this.webSocketApi.apiRef.apiId) {
        fail(
          this,
          'ModelOnSeveralApis',
          `the model '${model.node.path}' belongs to another API. Create a model with the same schema for this API.`,
        );
      }
      return [key, model.modelName];
    });
    return names.length > 0 ? (Object.fromEntries(names) as { [key: string]: string }) : undefined;
  }

  /**
   * Returns true if the correction `webSocketApiKeyRequired` makes an API key required by default. aws-cdk-lib's documentation states
   * that an API key selection expression makes API keys required, but aws-cdk-lib's templates do not require API keys.
   */
  private keyByDefault(): true | undefined {
    const selects = (this.webSocketApi as { readonly _selectsApiKeys?: boolean })._selectsApiKeys ?? false;
    return selects && isCorrected(this.webSocketApi, 'webSocketApiKeyRequired') ? true : undefined;
  }
}

/**
 * Renders `requestParameters` with the property names of CloudFormation, because the L1 class does not convert these
 * names.
 */
function renderRequestParameters(parameters: { [name: string]: boolean }): object | undefined {
  const rendered = Object.entries(parameters).map(([name, required]) => [name, { Required: required }]);
  return rendered.length > 0 ? (Object.fromEntries(rendered) as object) : undefined;
}

function dependOn(user: CfnResource, models: { [key: string]: IWebSocketModel } = {}): void {
  // A route contains the names of its models instead of references, so CloudFormation needs an explicit dependency
  user.node.addDependency(...Object.values(models));
}
