import type { IntegrationReference } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnIntegration,
  WebSocketRouteIntegration as AwsWebSocketRouteIntegration,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { IRole, IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { Duration } from 'aws-cdk-lib/core';
import { Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { fullApi } from '../common/api';
import { BoundResources } from '../common/bound-resources';
import type { IIntegration } from '../common/integration';
import { enforce } from '../validation/constraint';
import { RESPONSE_DUPLICATE } from '../validation/constraints/integration-response';
import { enforceWebSocketIntegration } from '../validation/enforce-integration';
import { requireProp } from '../validation/required-prop';
import { injected } from '../private/injection';
import type { IWebSocketApi, IWebSocketApiRef } from './api-interface';
import type { WebSocketIntegrationResponseOptions } from './response';
import { WebSocketIntegrationResponse, WebSocketIntegrationResponseKey } from './response';
import type { IWebSocketRoute } from './route';

/**
 * An integration of a WebSocket API.
 */
export interface IWebSocketIntegration extends IIntegration {
  /**
   * The API that the integration belongs to.
   */
  readonly webSocketApi: IWebSocketApi;
}

/**
 * The integration types that WebSocket APIs support.
 */
export enum WebSocketIntegrationType {
  /** A Lambda proxy integration: the Lambda function receives the whole request. */
  AWS_PROXY = 'AWS_PROXY',
  /** A mock integration: API Gateway returns a response without calling a backend. */
  MOCK = 'MOCK',
  /** An AWS integration, which calls an action of an AWS service. Mapping templates transform requests and responses. */
  AWS = 'AWS',
  /** An HTTP integration, which calls an HTTP endpoint. Mapping templates transform requests and responses. */
  HTTP = 'HTTP',
  /** An HTTP proxy integration: the HTTP endpoint receives the whole request. */
  HTTP_PROXY = 'HTTP_PROXY',
}

/**
 * The conversion of payloads between text and binary.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html
 */
export enum ContentHandling {
  /** API Gateway decodes Base64 text to binary. */
  CONVERT_TO_BINARY = 'CONVERT_TO_BINARY',
  /** API Gateway encodes binary as Base64 text. */
  CONVERT_TO_TEXT = 'CONVERT_TO_TEXT',
}

/**
 * The behavior of API Gateway for a request that does not match a request template.
 */
export enum PassthroughBehavior {
  /** API Gateway passes the request to the integration without changes. */
  WHEN_NO_MATCH = 'WHEN_NO_MATCH',
  /** API Gateway rejects the request with status 415. */
  NEVER = 'NEVER',
  /**
   * API Gateway rejects the request with status 415 if the integration has templates.
   *
   * If the integration does not have templates, API Gateway passes the request without changes.
   */
  WHEN_NO_TEMPLATES = 'WHEN_NO_TEMPLATES',
}

/**
 * Options that all integrations of WebSocket APIs share.
 */
export interface WebSocketIntegrationOptions {
  /**
   * The conversion of request payloads between text and binary.
   *
   * @default - no conversion
   */
  readonly contentHandling?: ContentHandling;

  /**
   * The request parameters of the integration.
   *
   * Each key is a parameter, such as `integration.request.header.x`. Each value is either the source of the parameter, such as
   * `route.request.querystring.x` or `context.x`, or a constant in single quotes, such as `'static'`.
   *
   * @default - none
   */
  readonly requestParameters?: { [dest: string]: string };

  /**
   * The mapping templates that render the request body, by template key. The templates use the Velocity Template Language (VTL).
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
   */
  readonly requestTemplates?: { [contentType: string]: string };

  /**
   * The expression that selects one of `requestTemplates` by its key, such as `\$default`.
   *
   * @default - none
   */
  readonly templateSelectionExpression?: string;

  /**
   * The maximum time that API Gateway waits for the response of the integration, 50 milliseconds to 29 seconds.
   *
   * @default - 29 seconds
   */
  readonly timeout?: Duration;

  /**
   * The behavior of API Gateway for a request that does not match a request template.
   *
   * @default - API Gateway passes the request to the integration without changes
   */
  readonly passthroughBehavior?: PassthroughBehavior;

  /**
   * The integration responses, which change the responses of the backend.
   *
   * Integration responses have no effect on proxy integrations. A client receives the response of a non-proxy integration only if
   * `returnResponse` of the route is true and the integration has an integration response.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
   */
  readonly responses?: WebSocketIntegrationResponseOptions[];
}

/**
 * Properties of a WebSocket API integration.
 */
export interface WebSocketIntegrationProps extends WebSocketIntegrationOptions {
  /**
   * The API that the integration belongs to.
   */
  readonly webSocketApi: IWebSocketApiRef;

  /**
   * The type of the integration.
   */
  readonly integrationType: WebSocketIntegrationType;

  /**
   * The URI of the target that the integration calls, or an empty string for a mock integration.
   */
  readonly integrationUri: string;

  /**
   * The HTTP method that API Gateway uses to call the target.
   *
   * @default - none
   */
  readonly integrationMethod?: string;

  /**
   * The role that API Gateway assumes to call the target.
   *
   * @default - none. Without credentials, the resource policy of a Lambda function must permit API Gateway to invoke the function
   */
  readonly credentialsRole?: IRoleRef;
}

/**
 * An integration of a WebSocket API.
 *
 * The integrations of the `integrations` module create this resource for their routes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 * @resource AWS::ApiGatewayV2::Integration
 * @example
 * import { WebSocketApi, WebSocketIntegration, WebSocketIntegrationType } from 'cdk-apigatewayv2';
 *
 * declare const api: WebSocketApi;
 *
 * new WebSocketIntegration(this, 'Integration', {
 *   webSocketApi: api,
 *   integrationType: WebSocketIntegrationType.HTTP_PROXY,
 *   integrationUri: 'https://chat.example.com',
 *   integrationMethod: 'POST',
 * });
 */
export class WebSocketIntegration extends Resource implements IWebSocketIntegration {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketIntegration';

  /** The ID that API Gateway assigns to the integration. */
  public readonly integrationId: string;

  private readonly api: IWebSocketApiRef;

  /**
   * @param scope The scope of the integration
   * @param id The ID of the construct in the scope
   * @param props The properties of the integration
   */
  public constructor(scope: Construct, id: string, props: WebSocketIntegrationProps) {
    props = injected(WebSocketIntegration.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    if (!props.webSocketApi) {
      requireProp(this, 'webSocketApi', props.webSocketApi);
    }
    enforceWebSocketIntegration(this, props);
    const resource = new CfnIntegration(this, 'Resource', {
      apiId: props.webSocketApi.apiRef.apiId,
      contentHandlingStrategy: props.contentHandling,
      credentialsArn: props.credentialsRole?.roleRef.roleArn,
      integrationMethod: props.integrationMethod,
      integrationType: props.integrationType,
      integrationUri: props.integrationUri,
      passthroughBehavior: props.passthroughBehavior,
      requestParameters: props.requestParameters,
      requestTemplates: props.requestTemplates,
      templateSelectionExpression: props.templateSelectionExpression,
      timeoutInMillis: props.timeout?.toMilliseconds(),
    });
    this.integrationId = resource.ref;
    this.api = props.webSocketApi;
    for (const response of props.responses ?? []) {
      this.addResponse(response);
    }
  }

  /**
   * The API that the integration belongs to.
   *
   * Throws `NotAWebSocketApi` if the integration was created with a reference, such as a `CfnApi`, instead of a `WebSocketApi` or an
   * imported API.
   */
  public get webSocketApi(): IWebSocketApi {
    return fullApi<IWebSocketApi>(this, this.api, 'WEBSOCKET');
  }

  /** The reference to this integration. */
  public get integrationRef(): IntegrationReference {
    return { apiId: this.api.apiRef.apiId, integrationId: this.integrationId };
  }

  /**
   * Adds an integration response. Integration responses have no effect on proxy integrations.
   *
   * Throws `IntegrationResponseDuplicate` if the integration already has an integration response with the same key.
   *
   * @param options The key of the integration response, and the changes to the responses of the backend
   */
  public addResponse(options: WebSocketIntegrationResponseOptions): WebSocketIntegrationResponse {
    const { key } = options.responseKey ?? WebSocketIntegrationResponseKey.DEFAULT;
    // An ID must not contain a slash, which separates the parts of a construct path
    let id = `Response-${key.replaceAll('/', '')}`;
    const first = this.node.tryFindChild(id);
    if (first) {
      enforce(this, RESPONSE_DUPLICATE, 'responseKey', { key, first: first.node.path });
      id += `-${this.node.children.length}`;
    }
    return new WebSocketIntegrationResponse(this, id, { ...options, integration: this });
  }
}

/**
 * Options for binding an integration to a route of a WebSocket API.
 */
export interface WebSocketRouteIntegrationBindOptions {
  /**
   * The route that uses the integration.
   */
  readonly route: IWebSocketRoute;

  /**
   * The scope for constructs that the integration creates.
   */
  readonly scope: Construct;
}

/**
 * The configuration of an integration, which `bind()` returns.
 */
export interface WebSocketRouteIntegrationConfig extends WebSocketIntegrationOptions {
  /**
   * The type of the integration.
   */
  readonly type: WebSocketIntegrationType;

  /**
   * The URI of the target that the integration calls, or an empty string for a mock integration.
   */
  readonly uri: string;

  /**
   * The HTTP method that API Gateway uses to call the target.
   *
   * @default - none
   */
  readonly method?: string;

  /**
   * The role that API Gateway assumes to call the target.
   *
   * @default - none. Without credentials, the resource policy of a Lambda function must permit API Gateway to invoke the function
   */
  readonly credentialsRole?: IRole;
}

/**
 * The base class of integrations that routes of a WebSocket API can use.
 *
 * Extend this class for targets that the `integrations` module does not support.
 *
 * Routes of one API that use the same object share one integration. Create a separate object for each API.
 */
export abstract class WebSocketRouteIntegration {
  // A TypeScript `private` member would make this class incompatible with aws-cdk-lib's class, which has its own private members
  readonly #bound: BoundResources<WebSocketIntegration>;

  /**
   * The scope of the integration resource, and of the constructs that all routes of the integration share.
   *
   * @internal
   */
  protected _scope?: Construct;

  /**
   * @param id The ID of the `WebSocketIntegration` construct, which is created for the first route
   */
  public constructor(id: string) {
    this.#bound = new BoundResources(id, 'integration');
  }

  /** @internal */
  public readonly _protocol?: 'HTTP' | 'WEBSOCKET' = 'WEBSOCKET';

  /**
   * Binds the integration to a route: calls `bind` for every route, and creates the resource for the first route.
   *
   * @internal
   */
  public _bindToRoute(options: WebSocketRouteIntegrationBindOptions): { readonly integrationId: string } {
    const bound = this.#bound;
    const api = options.route.webSocketApi;
    let integration = bound.find(options.route, api);
    if (integration) {
      // Binding creates the constructs that each route needs, such as a permission
      this.bind(options);
    } else {
      this._scope = bound.scopeOf(api, options.scope);
      const config = this.bind(options);
      integration = new WebSocketIntegration(this._scope, bound.id, {
        webSocketApi: api,
        integrationType: config.type,
        integrationUri: config.uri,
        integrationMethod: config.method,
        contentHandling: config.contentHandling,
        credentialsRole: config.credentialsRole,
        requestTemplates: config.requestTemplates,
        requestParameters: config.requestParameters,
        templateSelectionExpression: config.templateSelectionExpression,
        timeout: config.timeout,
        passthroughBehavior: config.passthroughBehavior,
        responses: config.responses,
      });
      bound.add(api, integration);
      this._created?.(integration, api);
      // aws-cdk-lib's class has this property, and libraries such as @aws/pdk read `integration.node`
      Object.assign(this, { integration });
    }
    return integration;
  }

  /**
   * Changes the integration after the resource is created.
   *
   * @internal
   */
  protected _created?(integration: WebSocketIntegration, api: IWebSocketApi): void;

  /**
   * Returns the configuration of the integration, and creates the constructs that the route needs, such as permissions.
   *
   * This method is called once for every route that uses the integration.
   *
   * @param options The route, and the scope for constructs
   */
  public abstract bind(options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig;
}

// `lib/private/aws-cdk-lib-types.ts` declares that this class extends aws-cdk-lib's class, so `instanceof` must return true at run time
Object.setPrototypeOf(WebSocketRouteIntegration.prototype, AwsWebSocketRouteIntegration.prototype);
