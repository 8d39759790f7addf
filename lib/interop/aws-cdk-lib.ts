import type { IHttpApi as IAwsHttpApi, IWebSocketApi as IAwsWebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpApi as AwsHttpApi, WebSocketApi as AwsWebSocketApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct, IConstruct } from 'constructs';

import type { IApi } from '../common/api';
import type { IHttpApi } from '../http/api-ref';
import type { IWebSocketApi } from '../websocket/api-ref';

const ID = 'AwsCdkLib';

/**
 * Gives APIs of this library to what asks for those of aws-cdk-lib, such as `aws-events-targets.ApiGatewayV2` and
 * `aws-stepfunctions-tasks.CallApiGatewayHttpApiEndpoint`.
 *
 * The other way takes nothing: wherever this library asks for a reference (`IApiRef`, `IDomainNameRef`, …), it takes L1s and constructs
 * of aws-cdk-lib.
 */
export class AwsCdkLib {
  /**
   * An HTTP API as one of aws-cdk-lib. It is a reference, so the template stays as it is; asked again it is the same one.
   *
   * @param api the API, made in this app or imported
   */
  public static httpApi(api: IHttpApi): IAwsHttpApi {
    return once(api, (scope) =>
      AwsHttpApi.fromHttpApiAttributes(scope, ID, { httpApiId: api.apiId, apiEndpoint: endpointOf(api) }),
    );
  }

  /**
   * A WebSocket API as one of aws-cdk-lib. It is a reference, so the template stays as it is; asked again it is the same one.
   *
   * @param api the API, made in this app or imported
   */
  public static webSocketApi(api: IWebSocketApi): IAwsWebSocketApi {
    return once(api, (scope) =>
      AwsWebSocketApi.fromWebSocketApiAttributes(scope, ID, { webSocketId: api.apiId, apiEndpoint: endpointOf(api) }),
    );
  }

  private constructor() {}
}

const references = new WeakMap<IConstruct, IConstruct>();

function once<T extends IConstruct>(api: IConstruct, make: (scope: Construct) => T): T {
  let reference = references.get(api) as T | undefined;
  if (!reference) {
    reference = make(api as Construct);
    // What others make below it, such as the role of an event rule, is to have the path that it has below an API of aws-cdk-lib
    api.node.tryRemoveChild(ID);
    reference = Object.assign(reference, { node: api.node });
    references.set(api, reference);
  }
  return reference;
}

/** The default endpoint, where the API has one and it is known. */
function endpointOf(api: IApi): string | undefined {
  try {
    return api.apiEndpoint;
  } catch {
    return undefined;
  }
}
