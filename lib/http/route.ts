import type { RouteReference } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { Aws, Fn, Resource, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { NamedMetric } from '../common/metrics';
import { HttpMetric, routeMetric } from '../common/metrics';
import type { IRoute } from '../common/route';
import { bindAuthorizer } from '../common/route-authorization';
import { requireIntegration } from '../common/route-integration';
import { renderRouteSettings } from '../common/route-settings';
import type { ThrottleSettings } from '../common/stage';
import { ExecuteApiAction } from '../common/arns';
import { isCorrected } from '../private/corrections';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { enforce, enforceEach } from '../validation/constraint';
import { ROUTE_METHOD, SCOPES_WITHOUT_JWT, TOO_MANY_SCOPES } from '../validation/constraints/route';
import { PATH_CONSTRAINTS } from '../validation/constraints/route-path';
import { requireProp } from '../validation/required-prop';
import { installRules } from '../validation/install';
import { warn } from '../validation/warnings';
import type { IHttpApi, IHttpApiRef } from './api-interface';
import { toIHttpApi } from './api-interface';
import type { HttpRouteAuthorizerConfig, IHttpRouteAuthorizer } from './authorizer';
import type { HttpRouteIntegration } from './integration';
import type { HttpRouteKey } from './route-key';
import { HttpMethod } from './route-key';
import type { HttpStage, IHttpStage } from './stage';

/**
 * A route of an HTTP API.
 */
export interface IHttpRoute extends IRoute {
  /**
   * The API that the route belongs to.
   */
  readonly httpApi: IHttpApi;

  /**
   * The path of the route, or undefined for the catch-all route.
   *
   * @default - none, for the catch-all route
   */
  readonly path?: string;

  /**
   * The ARN of the route for IAM policies.
   *
   * @attribute
   */
  readonly routeArn: string;

  /**
   * Grants a principal permission to call the route. The route must use IAM authorization.
   *
   * Throws `GrantWithoutIamAuthorizer` if the route does not use IAM authorization, `GrantMethodUnsupported` if `httpMethods` contains
   * a method that the route does not serve, and `GrantWithoutMethods` if `httpMethods` is empty.
   *
   * @param grantee The principal that gets the permission
   * @param options The HTTP methods
   */
  grantInvoke(grantee: IGrantable, options?: GrantInvokeOptions): Grant;
}

/**
 * Options for granting permission to call a route.
 */
export interface GrantInvokeOptions {
  /**
   * The HTTP methods that the principal can use.
   *
   * @default - the method of the route
   */
  readonly httpMethods?: HttpMethod[];
}

/**
 * Options for a route metric.
 */
export interface HttpRouteMetricOptions extends MetricOptions {
  /**
   * The stage of the metric. Detailed metrics must be enabled for the whole stage or for this route.
   *
   * @default - the default stage of the API
   */
  readonly stage?: IHttpStage;
}

/**
 * Options that several routes can share.
 */
export interface BatchHttpRouteOptions {
  /**
   * The integration that the routes call.
   */
  readonly integration: HttpRouteIntegration;

  /**
   * The throttling limits for each route in `stages`. The limit of the stage applies if a limit is not specified.
   *
   * @default - the throttling of the stage
   */
  readonly throttle?: ThrottleSettings;

  /**
   * Whether to publish detailed CloudWatch metrics of each route in `stages`, at an additional cost.
   *
   * @default - the setting of the stage
   */
  readonly detailedMetricsEnabled?: boolean;

  /**
   * The stages that `throttle` and `detailedMetricsEnabled` apply to. The stages must be created in this app.
   *
   * @default - the default stage of the API
   */
  readonly stages?: IHttpStage[];
}

/**
 * Properties of an HTTP API route.
 */
export interface HttpRouteProps extends BatchHttpRouteOptions {
  /**
   * The API that the route belongs to.
   */
  readonly httpApi: IHttpApiRef;

  /**
   * The key of the route: a method and a path, or `HttpRouteKey.DEFAULT` for the catch-all route.
   */
  readonly routeKey: HttpRouteKey;

  /**
   * The authorizer of the route.
   *
   * @default - the default authorizer of the API
   */
  readonly authorizer?: IHttpRouteAuthorizer;

  /**
   * The authorization scopes, at most 10 together with the scopes of the authorizer.
   *
   * A token must contain at least one of the scopes. An empty list removes the API's default scopes.
   *
   * @default - the default scopes of the API, for a JWT authorizer
   */
  readonly authorizationScopes?: string[];

  /**
   * The operation name of the route, which OpenAPI calls `operationId`: 1 to 64 characters.
   *
   * @default - none
   */
  readonly operationName?: string;
}

/**
 * A route of an HTTP API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 * @resource AWS::ApiGatewayV2::Route
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'cdk-apigatewayv2';
 * import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const books: lambda.Function;
 *
 * new HttpRoute(this, 'Route', {
 *   httpApi: api,
 *   routeKey: HttpRouteKey.with('/books', HttpMethod.GET),
 *   integration: new HttpLambdaIntegration('Books', books),
 * });
 */
export class HttpRoute extends Resource implements IHttpRoute {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.HttpRoute';

  /** The path of the route, or undefined for the catch-all route. */
  public readonly path?: string;

  /** @internal */
  public readonly _api: IHttpApiRef;

  private readonly resource: CfnRoute;
  private readonly method: HttpMethod;
  private readonly authorization: HttpRouteAuthorizerConfig | undefined;

  /**
   * @param scope The scope of the route
   * @param id The ID of the construct in the scope
   * @param props The properties of the route
   */
  public constructor(scope: Construct, id: string, props: HttpRouteProps) {
    props = injected(HttpRoute.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    this._api = props.httpApi ?? requireProp(this, 'httpApi', props.httpApi);
    this.method = (props.routeKey ?? requireProp(this, 'routeKey', props.routeKey)).method;
    if (scope !== this._api) {
      // The API has already installed the rules for all constructs in its scope
      installRules(this);
    }
    const { path } = props.routeKey;
    if (path !== undefined) {
      enforce(this, ROUTE_METHOD, 'method', this.method);
      enforceEach(this, PATH_CONSTRAINTS, 'path', path);
      this.path = path;
    }

    const given = props.integration as HttpRouteIntegration | undefined;
    const integration = given?._protocol === 'HTTP' ? given : requireIntegration(this, 'HTTP', given);
    const { integrationId } = integration._bindToRoute({ route: this, scope: this }, this._api);
    const defaults = props.httpApi as Partial<IHttpApi>;
    const authorizer = props.authorizer ?? defaults.defaultAuthorizer;
    this.authorization = authorizer && bindAuthorizer(this, props.httpApi, 'HTTP', authorizer);

    const authorizationScopes =
      (this.authorization || props.authorizationScopes) &&
      this.scopes(props.authorizationScopes, defaults.defaultAuthorizationScopes);
    if (authorizationScopes) {
      const type = this.authorization?.authorizationType;
      enforce(this, SCOPES_WITHOUT_JWT, 'authorizationScopes', { scopes: authorizationScopes, type });
      enforce(this, TOO_MANY_SCOPES, 'authorizationScopes', authorizationScopes);
    }
    this.resource = new CfnRoute(this, 'Resource', {
      // Most APIs are constructs of this library. Each read of `apiRef` of such an API creates a new object, so reading `apiId` is faster
      apiId: defaults.apiId ?? props.httpApi.apiRef.apiId,
      authorizationScopes,
      authorizationType: this.authorization?.authorizationType ?? 'NONE',
      authorizerId: this.authorization?.authorizerId,
      operationName: props.operationName,
      routeKey: props.routeKey.key,
      target: `integrations/${integrationId}`,
    });
    if (props.throttle || props.detailedMetricsEnabled !== undefined || props.stages) {
      this.addSettings(props);
    }
  }

  /** @internal */
  public get _hasAuthorizer(): boolean {
    return this.authorization !== undefined;
  }

  /** The ID of the route. */
  public get routeId(): string {
    return this.resource.ref;
  }

  /** The API that the route belongs to. */
  public get httpApi(): IHttpApi {
    return toIHttpApi(this, this._api);
  }

  /** The reference to this route. */
  public get routeRef(): RouteReference {
    return { apiId: this._api.apiRef.apiId, routeId: this.routeId };
  }

  /**
   * The ARN of the route for IAM policies. The ARN covers every stage.
   *
   * By default, the ARN is the same as in aws-cdk-lib. With the context key `cdk-apigatewayv2:routeArnPathParameters`, each path parameter
   * becomes a wildcard and the rest of the path stays unchanged. With `cdk-apigatewayv2:defaultRouteArn`, the ARN of the catch-all route
   * covers every path.
   */
  public get routeArn(): string {
    return this.arnOf(this.method);
  }

  /**
   * @param grantee The principal that gets the permission
   * @param options The HTTP methods
   */
  public grantInvoke(grantee: IGrantable, options?: GrantInvokeOptions): Grant {
    if (this.authorization?.authorizationType !== 'AWS_IAM') {
      fail(
        this,
        'GrantWithoutIamAuthorizer',
        'grantInvoke() requires IAM authorization, got a route with the authorization type ' +
          `${this.authorization?.authorizationType ?? 'NONE'}. Set 'authorizer' of the route to an HttpIamAuthorizer.`,
      );
    }
    const methods = [...new Set(options?.httpMethods ?? [this.method])];
    if (methods.length === 0) {
      fail(this, 'GrantWithoutMethods', "'httpMethods' must not be empty. Specify methods, or remove 'httpMethods'.");
    }
    const unsupported = this.method === HttpMethod.ANY ? [] : methods.filter((method) => method !== this.method);
    if (unsupported.length > 0) {
      fail(
        this,
        'GrantMethodUnsupported',
        `'httpMethods' must be methods of the route, got ${unsupported.join(', ')} for a ${this.method} route. Remove 'httpMethods'.`,
      );
    }
    return Grant.addToPrincipal({
      grantee,
      actions: [ExecuteApiAction.INVOKE],
      resourceArns: methods.map((method) => this.arnOf(method)),
    });
  }

  /**
   * Returns a metric of this route in a stage.
   *
   * API Gateway publishes the metric only if `detailedMetricsEnabled` of the route or the stage is true.
   *
   * Throws `RouteMetricWithoutStage` if no stage is passed and the API has no default stage.
   *
   * @default - the average over 5 minutes
   * @param metricName The name of the metric in the namespace `AWS/ApiGateway`
   * @param props The stage, and options such as statistic and period
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
   */
  public metric(metricName: string, props?: HttpRouteMetricOptions): Metric {
    return this.metricOf([metricName, undefined], props);
  }

  /**
   * The number of responses of this route with a 4xx status. See `metric()`.
   *
   * @default - the sum over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricClientError(props?: HttpRouteMetricOptions): Metric {
    return this.metricOf(HttpMetric.CLIENT_ERROR, props);
  }

  /**
   * The number of responses of this route with a 5xx status. See `metric()`.
   *
   * @default - the sum over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricServerError(props?: HttpRouteMetricOptions): Metric {
    return this.metricOf(HttpMetric.SERVER_ERROR, props);
  }

  /**
   * The amount of data that this route processed, in bytes. See `metric()`.
   *
   * @default - the sum over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricDataProcessed(props?: HttpRouteMetricOptions): Metric {
    return this.metricOf(HttpMetric.DATA_PROCESSED, props);
  }

  /**
   * The number of requests to this route. See `metric()`.
   *
   * @default - the sample count over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricCount(props?: HttpRouteMetricOptions): Metric {
    return this.metricOf(HttpMetric.COUNT, props);
  }

  /**
   * The time from when API Gateway forwards a request to the integration until API Gateway receives the response, in milliseconds. See
   * `metric()`.
   *
   * @default - the average over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricIntegrationLatency(props?: HttpRouteMetricOptions): Metric {
    return this.metricOf(HttpMetric.INTEGRATION_LATENCY, props);
  }

  /**
   * The time from when API Gateway receives a request until it returns the response, in milliseconds. See `metric()`.
   *
   * @default - the average over 5 minutes
   * @param props The stage, and options such as statistic and period
   */
  public metricLatency(props?: HttpRouteMetricOptions): Metric {
    return this.metricOf(HttpMetric.LATENCY, props);
  }

  private metricOf(metric: NamedMetric, props?: HttpRouteMetricOptions): Metric {
    return routeMetric(this, this._api, metric, { Method: this.method, Resource: this.path ?? '$default' }, props);
  }

  private addSettings(props: HttpRouteProps): void {
    const { defaultStage } = props.httpApi as Partial<IHttpApi>;
    const stages = props.stages ?? (defaultStage ? [defaultStage] : []);
    if (stages.length === 0) {
      fail(
        this,
        'RouteSettingsWithoutStage',
        "'throttle' and 'detailedMetricsEnabled' of a route need a stage, but this API has no default stage. Pass `stages`.",
      );
    }
    for (const stage of stages) {
      if (!isOwnStage(stage)) {
        fail(
          this,
          'RouteSettingsOnImportedStage',
          `the settings of the stage '${stage.node.path}' cannot be changed. In 'stages', pass stages that this app creates with HttpStage of this library.`,
        );
      }
      stage._addRouteSettings(props.routeKey.key, renderRouteSettings(props), this);
    }
  }

  /**
   * Returns the scopes of the authorizer, followed by the scopes of the route. Default scopes apply to JWT authorizers only, because API
   * Gateway rejects scopes with other authorizers.
   */
  private scopes(own: string[] | undefined, defaults: string[] | undefined): string[] | undefined {
    if (!this.authorization) {
      if (own && own.length > 0) {
        warn(
          this,
          'ScopesWithoutAuthorizer',
          "'authorizationScopes' has no effect: the route has no authorizer and is public. Add an HttpJwtAuthorizer or " +
            "HttpUserPoolAuthorizer to the route or the API, or remove 'authorizationScopes'.",
        );
      }
      return undefined;
    }
    const type = this.authorization.authorizationType;
    const inherited = type === 'JWT' || Token.isUnresolved(type) ? defaults : undefined;
    return joinLists(this.authorization.authorizationScopes ?? [], own ?? inherited ?? []);
  }

  private arnOf(method: HttpMethod): string {
    const { region, account } = this.stack;
    const verb = method === HttpMethod.ANY ? '*' : method;
    // As in aws-cdk-lib, the partition is always a token, so that `@aws-cdk/core:enablePartitionLiterals` does not change the template
    return `arn:${Aws.PARTITION}:execute-api:${region}:${account}:${this._api.apiRef.apiId}/*/${verb}${this.arnPath()}`;
  }

  private arnPath(): string {
    if (this.path === undefined) {
      return isCorrected(this._api, 'defaultRouteArn') ? '/*' : '/';
    }
    if (!this.path.includes('{')) {
      return this.path;
    }
    // Without the correction, as in aws-cdk-lib, a wildcard replaces the rest of the path from the first brace, even if this brace belongs
    // to a token
    return isCorrected(this._api, 'routeArnPathParameters')
      ? this.path.replace(/(?<!\$)\{[^{}]*\}/g, '*')
      : this.path.replace(/\{.*\}.*/, '*');
  }
}

/** Concatenates two lists of scopes. CloudFormation concatenates the lists if one of the lists is a token. */
function joinLists(first: string[], second: string[]): string[] | undefined {
  const lists = [first, second].filter((list) => list.length > 0);
  if (lists.length === 2 && lists.some((list) => Token.isUnresolved(list))) {
    return Fn.split(' ', lists.map((list) => Fn.join(' ', list)).join(' '));
  }
  return lists.length > 0 ? [...new Set(lists.flat())] : undefined;
}

/** Whether this app creates the stage and can therefore change the settings of the stage. */
function isOwnStage(stage: IHttpStage): stage is HttpStage {
  return '_addRouteSettings' in stage && stage.node.defaultChild !== undefined;
}
