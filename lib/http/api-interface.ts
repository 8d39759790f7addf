import type { IHttpApiRef as IAwsHttpApiRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IConstruct } from 'constructs';

import type { IApi } from '../common/api';
import { fullApi } from '../common/api';
import type { AddRoutesOptions, PreflightRouteOptions } from './api';
import type { IHttpRouteAuthorizer } from './authorizer';
import type { IHttpMetrics } from './metrics';
import type { HttpRoute, IHttpRoute } from './route';
import type { HttpStage, HttpStageOptions, IHttpStage } from './stage';
import type { VpcLink, VpcLinkProps } from './vpc-link';

/**
 * A reference to an HTTP API of this library or of aws-cdk-lib. The API is created in this app or imported.
 */
export interface IHttpApiRef extends IAwsHttpApiRef {}

/**
 * An HTTP API, created in this app or imported.
 */
export interface IHttpApi extends IApi, IHttpApiRef, IHttpMetrics {
  /**
   * The default authorizer, for routes that do not specify an authorizer.
   *
   * @attribute
   * @default - none
   */
  readonly defaultAuthorizer?: IHttpRouteAuthorizer;

  /**
   * The default authorization scopes, for routes that have a JWT authorizer and do not specify scopes.
   *
   * A token must contain at least one of the scopes.
   *
   * @attribute
   * @default - none
   */
  readonly defaultAuthorizationScopes?: string[];

  /**
   * The default stage of the API.
   *
   * @attribute
   * @default - none. An imported API does not have a default stage
   */
  readonly defaultStage?: IHttpStage;

  /**
   * Returns the VPC link of this API to a VPC. The first call for a VPC creates the VPC link, and further calls return the same VPC link.
   *
   * With the context key `cdk-apigatewayv2:vpcLinkPerOptions`, a call with different options creates an additional VPC link.
   *
   * @param options The properties of the VPC link
   */
  addVpcLink(options: VpcLinkProps): VpcLink;

  /**
   * Adds a stage to this API, which can be an imported API.
   *
   * @param id The ID of the stage construct
   * @param options The options of the stage
   */
  addStage(id: string, options: HttpStageOptions): HttpStage;

  /**
   * Adds a route for each specified HTTP method of a path. The routes share an integration and an authorizer. Imported APIs also support
   * this method.
   *
   * Throws `RoutePathInvalid` if the path ends with `/` or does not begin with `/`, and `RouteKeyInvalid` if API Gateway does not support
   * one of the HTTP methods. Throws `RouteDuplicate` if the API already has a route with the path and one of the methods, and
   * `OperationNameOnSeveralRoutes` if `operationName` is set for several methods.
   *
   * @param options The path, the methods and the integration of the routes
   */
  addRoutes(options: AddRoutesOptions): HttpRoute[];

  /**
   * Adds an `OPTIONS` route without an authorizer, for preflight requests.
   *
   * With CORS configured, API Gateway responds to preflight requests itself. However, if the catch-all route or an `ANY` route has an
   * authorizer, the authorizer rejects the preflight requests for that route, because they have no credentials. In this case, add a
   * preflight route. The default path, `/{proxy+}`, is suitable for the catch-all route. For a route such as `ANY /user` or
   * `ANY /files/{path+}`, pass the path of the route, because API Gateway selects the most specific route.
   *
   * @param options The integration and the path of the route
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
   */
  addPreflightRoute(options: PreflightRouteOptions): HttpRoute;

  /**
   * Returns the `execute-api` ARN for methods, paths and stages of this API, for use in IAM policies and Lambda permissions.
   *
   * Throws `ArnPathWithoutSlash` if the path does not begin with `/`.
   *
   * @default - every method, path and stage
   * @param method The HTTP method, such as `GET`. The default value and `ANY` mean every method.
   * @param path The path, which must begin with `/`. The default is every path.
   * @param stage The name of the stage. The default is every stage.
   */
  arnForExecuteApi(method?: string, path?: string, stage?: string): string;
}

/**
 * Returns the API of a route: the reference that was passed to a route of this library, or the property `httpApi` of another implementation
 * of `IHttpRoute`.
 */
export function httpApiRefOf(route: IHttpRoute): IHttpApiRef {
  return (route as { readonly _api?: IHttpApiRef })._api ?? route.httpApi;
}

/**
 * Returns the API construct that a reference belongs to. Throws `NotAnHttpApi` if the construct is not an HTTP API from this library or
 * from aws-cdk-lib.
 */
export function toIHttpApi(scope: IConstruct, ref: IHttpApiRef): IHttpApi {
  return fullApi<IHttpApi>(scope, ref, 'HTTP');
}
