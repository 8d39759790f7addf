import type { IHttpApiRef as IAwsHttpApiRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';

import type { IApi } from '../common/api';
import { fail } from '../validation/errors';
import type { AddRoutesOptions, PreflightRouteOptions } from './api';
import type { IHttpRouteAuthorizer } from './authorizer';
import type { HttpRoute, IHttpRoute } from './route';
import type { HttpStage, HttpStageOptions, IHttpStage } from './stage';
import type { VpcLink, VpcLinkProps } from './vpc-link';

/**
 * A reference to an HTTP API: one made here or in aws-cdk-lib, or imported.
 */
export interface IHttpApiRef extends IAwsHttpApiRef {}

/**
 * An HTTP API, made in this app or imported.
 */
export interface IHttpApi extends IApi, IHttpApiRef {
  /**
   * The authorizer of all routes that name none.
   *
   * @attribute
   * @default - none
   */
  readonly defaultAuthorizer?: IHttpRouteAuthorizer;

  /**
   * The scopes of all routes that name none. A token must hold one of them.
   *
   * @attribute
   * @default - none
   */
  readonly defaultAuthorizationScopes?: string[];

  /**
   * The default stage of the API.
   *
   * @attribute
   * @default - none, as with an imported API
   */
  readonly defaultStage?: IHttpStage;

  /**
   * Requests that were answered with a 4xx status.
   *
   * @default - the sum over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricClientError(props?: MetricOptions): Metric;

  /**
   * Requests that were answered with a 5xx status.
   *
   * @default - the sum over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricServerError(props?: MetricOptions): Metric;

  /**
   * The amount of data processed, in bytes.
   *
   * @default - the sum over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricDataProcessed(props?: MetricOptions): Metric;

  /**
   * The number of requests.
   *
   * @default - the sample count over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricCount(props?: MetricOptions): Metric;

  /**
   * The time from passing a request on to having the answer, in milliseconds.
   *
   * @default - the average over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricIntegrationLatency(props?: MetricOptions): Metric;

  /**
   * The time from receiving a request to answering it, in milliseconds.
   *
   * @default - the average over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricLatency(props?: MetricOptions): Metric;

  /**
   * A VPC link into a VPC, made at the first call for that VPC.
   *
   * @param options the properties of the link
   */
  addVpcLink(options: VpcLinkProps): VpcLink;

  /**
   * Adds a stage, to an imported API too.
   *
   * @param id the ID of the stage construct
   * @param options the options of the stage
   */
  addStage(id: string, options: HttpStageOptions): HttpStage;

  /**
   * Adds routes of one path, one for each method, that share an integration and an authorizer; to an imported API too.
   *
   * Throws `RoutePathInvalid` if the path does not begin with `/` or ends with `/`, `RouteKeyInvalid` if a method does not exist,
   * `RouteDuplicate` if a route of the same method and path was added before, and `OperationNameOnSeveralRoutes` for one operation
   * name and several methods.
   *
   * @param options the path, the methods and what the routes call
   */
  addRoutes(options: AddRoutesOptions): HttpRoute[];

  /**
   * Adds a route `OPTIONS` without an authorizer.
   *
   * With CORS configured, API Gateway answers preflight requests itself, unless a route receives them. A catch-all route or a route
   * for `ANY` with an authorizer receives them and rejects them, since they carry no credentials: add this route for the same path.
   * The default path `/{proxy+}` covers the catch-all route and greedy paths. It does not cover `ANY /user`, since API Gateway
   * prefers a route whose path matches in full: pass the path `/user` for it.
   *
   * @param options what the route calls, and its path
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
   */
  addPreflightRoute(options: PreflightRouteOptions): HttpRoute;

  /**
   * The ARN under which IAM knows methods, paths and stages of this API.
   *
   * Throws `ArnPathWithoutSlash` where the path does not begin with `/`.
   *
   * @default - every method, path and stage
   * @param method the method, every method by default; `ANY` in any case means every method too
   * @param path the path, beginning with `/`; nothing means every path
   * @param stage the stage; nothing means every stage
   */
  arnForExecuteApi(method?: string, path?: string, stage?: string): string;
}

/** The API that a route was made for: ours keep what they were given, another implementation of `IHttpRoute` tells. */
export function httpApiRefOf(route: IHttpRoute): IHttpApiRef {
  return (route as { readonly _api?: IHttpApiRef })._api ?? route.httpApi;
}

/** The full API behind a reference, which what is an HTTP API of this library or of aws-cdk-lib always is. */
export function toIHttpApi(scope: IConstruct, ref: IHttpApiRef): IHttpApi {
  if (!('arnForExecuteApi' in ref)) {
    fail(
      scope,
      'NotAnHttpApi',
      `'${ref.node.path}' is a reference to an HTTP API only. Use its 'apiRef', or pass an HttpApi or an imported one.`,
    );
  }
  return ref as IHttpApi;
}
