import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct, IConstruct } from 'constructs';

import type { IpAddressType } from '../common/api';
import { ApiBase } from '../common/api';
import { HttpMetric } from '../common/metrics';
import { routeIdOf } from '../common/route-id';
import type { DomainMappingOptions } from '../common/stage';
import { executeApiArn, methodPathOfArn } from '../common/arns';
import { isCorrected } from '../private/corrections';
import { knownEndpoint, openEndpoint } from '../common/default-endpoint';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { defaultName } from '../private/names';
import { enforce } from '../validation/constraint';
import { API_NAME } from '../validation/constraints/api';
import { ROUTE_METHOD } from '../validation/constraints/route';
import { ROUTE_PATH } from '../validation/constraints/route-path';
import { requireProp } from '../validation/required-prop';
import type { IHttpApi } from './api-interface';
import type { IHttpRouteAuthorizer } from './authorizer';
import { HttpNoneAuthorizer } from './authorizer';
import type { CorsPreflightOptions } from './cors';
import { renderCors } from './cors';
import { checkDefaultStage, makeDefaultStage } from './default-stage';
import type { HttpRouteIntegration } from './integration';
import type { BatchHttpRouteOptions } from './route';
import { HttpRoute } from './route';
import { HttpMethod, HttpRouteKey } from './route-key';
import type { HttpDefaultStageOptions, HttpStageOptions, IHttpStage } from './stage';
import { HttpStage } from './stage';
import type { VpcLinkProps } from './vpc-link';
import { VpcLink } from './vpc-link';

/**
 * Properties of an HTTP API.
 */
export interface HttpApiProps {
  /**
   * The name of the API: 1 to 128 characters.
   *
   * @default - the ID of the construct
   */
  readonly apiName?: string;

  /**
   * A description of the API: at most 1,024 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The integration of the catch-all route (`$default`).
   *
   * @default - no catch-all route is created
   */
  readonly defaultIntegration?: HttpRouteIntegration;

  /**
   * Whether to create the default stage (`$default`), to which API Gateway automatically deploys changes.
   *
   * @default true
   */
  readonly createDefaultStage?: boolean;

  /**
   * The CORS configuration, which specifies the web pages that can call the API from a browser.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
   */
  readonly corsPreflight?: CorsPreflightOptions;

  /**
   * The custom domain name of the default stage. A custom domain name requires a default stage.
   *
   * @default - none
   */
  readonly defaultDomainMapping?: DomainMappingOptions;

  /**
   * The options of the default stage, such as throttling, access logs and variables. The options require a default stage.
   *
   * @default - automatic deployment, and the default values of all other options
   */
  readonly defaultStageOptions?: HttpDefaultStageOptions;

  /**
   * A version identifier of the API, for documentation: 1 to 64 characters.
   *
   * @default - none
   */
  readonly version?: string;

  /**
   * Whether to disable the default endpoint `https://<id>.execute-api.<region>.amazonaws.com`, so that clients must use a custom
   * domain name.
   *
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;

  /**
   * The default authorizer, for routes that do not specify an authorizer.
   *
   * @default - none
   */
  readonly defaultAuthorizer?: IHttpRouteAuthorizer;

  /**
   * The default authorization scopes, for routes that have a JWT authorizer and do not specify scopes.
   *
   * A token must contain at least one of the scopes.
   *
   * @default - none
   */
  readonly defaultAuthorizationScopes?: string[];

  /**
   * Whether the template contains the route selection expression. HTTP APIs always use `${request.method} ${request.path}`.
   *
   * @default false
   */
  readonly routeSelectionExpression?: boolean;

  /**
   * The IP address types that clients can use to call the API.
   *
   * @default - IPv4
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ip-address-type.html
   */
  readonly ipAddressType?: IpAddressType;
}

/**
 * Options for several routes of one path that share an integration and an authorizer.
 */
export interface AddRoutesOptions extends BatchHttpRouteOptions {
  /**
   * The path, such as `/books/{id}`.
   */
  readonly path: string;

  /**
   * The HTTP methods of the path. One route is created for each method.
   *
   * @default - one route for `HttpMethod.ANY`
   */
  readonly methods?: HttpMethod[];

  /**
   * The authorizer of the routes. Use `HttpNoneAuthorizer` for public routes of an API that has a default authorizer.
   *
   * @default - the default authorizer of the API
   */
  readonly authorizer?: IHttpRouteAuthorizer;

  /**
   * The authorization scopes, at most 10. A token must contain at least one of the scopes. An empty list removes the API's default scopes.
   *
   * @default - the default scopes of the API
   */
  readonly authorizationScopes?: string[];

  /**
   * The operation name of the route, which OpenAPI calls `operationId`: 1 to 64 characters. An operation name requires a single method.
   *
   * @default - none
   */
  readonly operationName?: string;
}

/**
 * Options for an `OPTIONS` route without an authorizer, for preflight requests.
 */
export interface PreflightRouteOptions extends BatchHttpRouteOptions {
  /**
   * The path of the route.
   *
   * `OPTIONS /{proxy+}` receives the preflight requests of the catch-all route. For a route such as `ANY /user` or `ANY /files/{path+}`,
   * add a preflight route with the same path, because API Gateway selects the most specific route.
   *
   * @default '/{proxy+}'
   */
  readonly path?: string;
}

/**
 * Attributes of an existing HTTP API.
 */
export interface HttpApiAttributes {
  /**
   * The ID of the API.
   */
  readonly httpApiId: string;

  /**
   * The default endpoint of the API, such as `https://abc.execute-api.eu-west-1.amazonaws.com`.
   *
   * @default - `apiEndpoint` throws `ApiEndpointUnknown`
   */
  readonly apiEndpoint?: string;
}

/**
 * The base class of HTTP APIs that are created, imported, or defined by a document.
 *
 * @internal
 */
export abstract class HttpApiBase extends ApiBase implements IHttpApi {
  /** Marks the construct as an HTTP API. The value is always true. */
  public readonly isHttpApi = true;
  public abstract override readonly apiId: string;
  /** The ID of the API. */
  public abstract readonly httpApiId: string;
  public abstract override readonly apiEndpoint: string;

  private readonly vpcLinks: { readonly vpcId: string; readonly options: string; readonly link: VpcLink }[] = [];

  /** @param props The options of the metric, such as statistic and period */
  public metricClientError(props?: MetricOptions): Metric {
    return this._metricOf(HttpMetric.CLIENT_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricServerError(props?: MetricOptions): Metric {
    return this._metricOf(HttpMetric.SERVER_ERROR, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricDataProcessed(props?: MetricOptions): Metric {
    return this._metricOf(HttpMetric.DATA_PROCESSED, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricCount(props?: MetricOptions): Metric {
    return this._metricOf(HttpMetric.COUNT, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricIntegrationLatency(props?: MetricOptions): Metric {
    return this._metricOf(HttpMetric.INTEGRATION_LATENCY, props);
  }

  /** @param props The options of the metric, such as statistic and period */
  public metricLatency(props?: MetricOptions): Metric {
    return this._metricOf(HttpMetric.LATENCY, props);
  }

  /** @param options The properties of the VPC link */
  public addVpcLink(options: VpcLinkProps): VpcLink {
    const { vpcId } = options.vpc;
    const wanted = optionsKey(options);
    // A private integration without `vpcLink` can use any VPC link to the VPC of its target
    const exact = wanted !== '' && isCorrected(this, 'vpcLinkPerOptions');
    const known = this.vpcLinks.find((entry) => entry.vpcId === vpcId && (!exact || entry.options === wanted));
    if (known) {
      return known.link;
    }
    const link = new VpcLink(this, `VpcLink-${this.vpcLinks.length + 1}`, options);
    this.vpcLinks.push({ vpcId, options: wanted, link });
    return link;
  }

  /**
   * @param method The HTTP method, such as `GET`. The default value and `ANY` mean every method.
   * @param path The path, which must begin with `/`. The default is every path.
   * @param stage The name of the stage. The default is every stage.
   */
  public arnForExecuteApi(method?: string, path?: string, stage?: string): string {
    return executeApiArn(this, this.apiId, methodPathOfArn(this, method, path, stage));
  }

  /**
   * @param id The ID of the stage construct
   * @param options The options of the stage
   */
  public addStage(id: string, options: HttpStageOptions): HttpStage {
    return new HttpStage(this, id, { httpApi: this, ...options });
  }

  /** @param options The path, the methods and the integration of the routes */
  public addRoutes(options: AddRoutesOptions): HttpRoute[] {
    const methods = options.methods ?? [HttpMethod.ANY];
    if (options.operationName && methods.length > 1) {
      fail(
        this,
        'OperationNameOnSeveralRoutes',
        `'operationName' requires a single method, got '${options.operationName}' for the methods ${methods.join(', ')} of '${options.path}'. ` +
          'Add a route for each method separately, with a different operation name.',
      );
    }
    if (!options.integration) {
      requireProp(this, 'integration', options.integration);
    }
    const ids = this.newRouteIds(options.path, methods);
    const routes: HttpRoute[] = [];
    // This is a loop, because each callback would add a frame to the stack trace that every resource records
    for (const [i, method] of methods.entries()) {
      const route = new HttpRoute(this, ids[i], {
        httpApi: this,
        routeKey: HttpRouteKey._of(options.path, method),
        integration: options.integration,
        authorizer: options.authorizer,
        authorizationScopes: options.authorizationScopes,
        throttle: options.throttle,
        detailedMetricsEnabled: options.detailedMetricsEnabled,
        stages: options.stages,
        operationName: options.operationName,
      });
      routes.push(route);
    }
    return routes;
  }

  /** @param options The integration and the path of the route */
  public addPreflightRoute(options: PreflightRouteOptions): HttpRoute {
    const [route] = this.addRoutes({
      path: '/{proxy+}',
      ...options,
      methods: [HttpMethod.OPTIONS],
      authorizer: new HttpNoneAuthorizer(),
    });
    return route;
  }

  /** Returns the construct IDs of new routes. Throws if a route is invalid or already exists, before any route is created. */
  private newRouteIds(path: string, methods: readonly HttpMethod[]): string[] {
    enforce(this, ROUTE_PATH, 'path', path ?? requireProp(this, 'path', path));
    const ids: string[] = [];
    for (const method of methods) {
      enforce(this, ROUTE_METHOD, 'methods', method ?? 'undefined');
      const isSame = (child: IConstruct) => (child instanceof HttpRoute ? child.path === path : undefined);
      ids.push(routeIdOf(this, { text: `${method}${path}`, key: `${method} ${path}`, property: 'path', isSame, ids }));
    }
    return ids;
  }
}

/**
 * An HTTP API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 * @resource AWS::ApiGatewayV2::Api
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi, HttpMethod } from 'cdk-apigatewayv2';
 * import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const books: lambda.Function;
 *
 * const api = new HttpApi(this, 'Shop');
 * api.addRoutes({
 *   path: '/books',
 *   methods: [HttpMethod.GET],
 *   integration: new HttpLambdaIntegration('Books', books),
 * });
 */
export class HttpApi extends HttpApiBase {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.HttpApi';

  /**
   * Imports an existing HTTP API.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param attrs The attributes of the API
   */
  public static fromHttpApiAttributes(scope: Construct, id: string, attrs: HttpApiAttributes): IHttpApi {
    class Import extends HttpApiBase {
      public readonly apiId = attrs.httpApiId;
      public readonly httpApiId = attrs.httpApiId;

      public get apiEndpoint(): string {
        return knownEndpoint(this, attrs.apiEndpoint);
      }
    }
    return new Import(scope, id);
  }

  /** The name of the API. */
  public readonly httpApiName?: string;

  /** The ID of the API. */
  public readonly apiId: string;

  /** The ID of the API. */
  public readonly httpApiId: string;

  /** Whether the default endpoint is disabled. */
  public readonly disableExecuteApiEndpoint?: boolean;

  /** The default stage, or undefined if the API does not have a default stage. */
  public readonly defaultStage?: IHttpStage;

  /** The default authorizer, for routes that do not specify an authorizer. */
  public readonly defaultAuthorizer?: IHttpRouteAuthorizer;

  /** The default authorization scopes, for routes that do not specify scopes. */
  public readonly defaultAuthorizationScopes?: string[];

  private readonly endpoint: string;

  /**
   * @param scope The scope of the API
   * @param id The ID of the construct in the scope
   * @param props The properties of the API
   */
  public constructor(scope: Construct, id: string, props?: HttpApiProps) {
    props = injected(HttpApi.PROPERTY_INJECTION_ID, scope, id, props) ?? {};
    super(scope, id);

    checkDefaultStage(this, props);
    enforce(this, API_NAME, 'apiName', props.apiName);
    const resource = new CfnApi(this, 'Resource', {
      corsConfiguration: props.corsPreflight && renderCors(this, props.corsPreflight),
      description: props.description,
      disableExecuteApiEndpoint: props.disableExecuteApiEndpoint,
      ipAddressType: props.ipAddressType,
      name: props.apiName ?? defaultName(id),
      protocolType: 'HTTP',
      routeSelectionExpression: props.routeSelectionExpression ? '${request.method} ${request.path}' : undefined,
      version: props.version,
    });
    this.httpApiName = resource.name;
    this.apiId = resource.ref;
    this.httpApiId = resource.ref;
    this.endpoint = resource.attrApiEndpoint;
    this.disableExecuteApiEndpoint = props.disableExecuteApiEndpoint;
    this.defaultAuthorizer = props.defaultAuthorizer;
    this.defaultAuthorizationScopes = props.defaultAuthorizationScopes;

    if (props.defaultIntegration) {
      new HttpRoute(this, 'DefaultRoute', {
        httpApi: this,
        routeKey: HttpRouteKey.DEFAULT,
        integration: props.defaultIntegration,
      });
    }
    this.defaultStage = makeDefaultStage(this, props);
  }

  /**
   * The default endpoint of the API, without a stage.
   *
   * Throws `ApiEndpointDisabled` if the default endpoint is disabled.
   */
  public get apiEndpoint(): string {
    return openEndpoint(this, this.endpoint, "'defaultStage.domainUrl'");
  }

  /**
   * The URL of the default stage, or undefined if the API does not have a default stage.
   *
   * If the default endpoint is disabled and the context key `cdk-apigatewayv2:disabledEndpointUrl` is set, the URL is the custom domain
   * URL, or undefined if the stage has no custom domain name.
   */
  public get url(): string | undefined {
    if (this.disableExecuteApiEndpoint && isCorrected(this, 'disabledEndpointUrl')) {
      return (this.defaultStage as HttpStage | undefined)?._tryDomainUrl();
    }
    return this.defaultStage?.url;
  }
}

function optionsKey(options: VpcLinkProps): string {
  if (!options.vpcLinkName && !options.subnets && !options.securityGroups) {
    return '';
  }
  return JSON.stringify([
    options.vpcLinkName,
    options.subnets && options.vpc.selectSubnets(options.subnets).subnetIds,
    options.securityGroups?.map((group) => group.securityGroupRef.securityGroupId),
  ]);
}
