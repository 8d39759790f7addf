import type { IHttpApi as IAwsHttpApi, IWebSocketApi as IAwsWebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpApi as AwsHttpApi, WebSocketApi as AwsWebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct, IConstruct } from 'constructs';

import type { IHttpApi } from '../http/api-interface';
import type { IWebSocketApi } from '../websocket/api-interface';
import { recognizeClasses } from './recognition';

const ID = 'AwsCdkLib';

/**
 * Converts APIs of this library to aws-cdk-lib's API types, for constructs such as `aws-events-targets.ApiGatewayV2`.
 *
 * In TypeScript, JavaScript and Python, an `HttpApi` of this library can be passed wherever aws-cdk-lib's `IHttpApi` is expected. In these
 * languages, you need this class only if a library tests whether an object is an instance of an aws-cdk-lib class (see `recognize`). In
 * Java, C# and Go, use `httpApi`.
 *
 * @example
 * import * as events from 'aws-cdk-lib/aws-events';
 * import * as targets from 'aws-cdk-lib/aws-events-targets';
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { AwsCdkLib } from 'cdk-apigatewayv2/interop';
 *
 * declare const api: HttpApi;
 * declare const rule: events.Rule;
 *
 * rule.addTarget(new targets.ApiGatewayV2(AwsCdkLib.httpApi(api), { path: '/orders', method: 'POST' }));
 */
export class AwsCdkLib {
  /**
   * Returns an HTTP API as aws-cdk-lib's `IHttpApi`.
   *
   * The returned object has the same construct path, endpoint, default stage, default authorizer, default scopes and VPC links as the API.
   * This method does not create a resource. For the same API, this method always returns the same object.
   *
   * @param api The API, created in this app or imported
   */
  public static httpApi(api: IHttpApi): IAwsHttpApi {
    return referenceTo(api, (scope) => AwsHttpApi.fromHttpApiAttributes(scope, ID, { httpApiId: api.apiId }));
  }

  /**
   * Returns a WebSocket API as aws-cdk-lib's `IWebSocketApi`.
   *
   * In TypeScript, JavaScript and Python, you can also pass the API itself. This method does not create a resource. For the same API, this
   * method always returns the same object.
   *
   * @param api The API, created in this app or imported
   */
  public static webSocketApi(api: IWebSocketApi): IAwsWebSocketApi {
    return referenceTo(api, (scope) =>
      AwsWebSocketApi.fromWebSocketApiAttributes(scope, ID, { webSocketId: api.apiId }),
    );
  }

  /**
   * Makes `instanceof` tests for aws-cdk-lib classes also accept the constructs, integrations and authorizers of this library. For example,
   * an `HttpApi` of this library then passes the test `api instanceof HttpApi` with aws-cdk-lib's `HttpApi`.
   *
   * Some libraries test for aws-cdk-lib's classes, and silently skip all other constructs. An example is `monitorScope()` in
   * cdk-monitoring-constructs. Call this method once, before those libraries run. The change applies to the whole process and cannot be
   * undone. As a side effect, aws-cdk-lib and all other libraries in the process treat constructs from this library as constructs from
   * aws-cdk-lib. Those libraries may try to read private members that only aws-cdk-lib's classes contain. After you add a call to
   * `recognize()`, run `cdk diff`.
   */
  public static recognize(): void {
    recognizeClasses();
  }

  private constructor() {}
}

const references = new WeakMap<IConstruct, IConstruct>();

function referenceTo<T extends IConstruct>(api: IConstruct, create: (scope: Construct) => T): T {
  let reference = references.get(api) as T | undefined;
  if (!reference) {
    reference = create(api as Construct);
    api.node.tryRemoveChild(ID);
    forwardMembers(reference, api);
    references.set(api, reference);
  }
  return reference;
}

/**
 * Redirects the members of `from`, including `node`, to the members of `to`. Constructs that are created in the scope of `from`
 * therefore become children of `to`.
 */
function forwardMembers(from: object, to: object): void {
  const members = to as Record<string, unknown>;
  for (let holder: object = to; holder !== Object.prototype; holder = Object.getPrototypeOf(holder) as object) {
    for (const name of Object.getOwnPropertyNames(holder)) {
      if (name !== 'constructor') {
        const get = (): unknown => {
          const value = members[name];
          return typeof value === 'function' ? (value.bind(to) as unknown) : value;
        };
        Object.defineProperty(from, name, { get, configurable: true, enumerable: true });
      }
    }
  }
}
