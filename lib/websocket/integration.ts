import type { IntegrationReference } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnIntegration,
  WebSocketRouteIntegration as AwsWebSocketRouteIntegration,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Duration } from 'aws-cdk-lib/core';
import { Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { IIntegration } from '../common/integration';
import { enforce } from '../validation/constraint';
import { RESPONSE_DUPLICATE } from '../validation/constraints/integration-response';
import { enforceWebSocketIntegration } from '../validation/enforce-integration';
import { fail } from '../validation/errors';
import { requireProp } from '../validation/required-prop';
import { injected } from '../private/injection';
import { integrationScope } from '../private/integration-scope';
import type { IWebSocketApi, IWebSocketApiRef } from './api-ref';
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
 * The types of integrations that WebSocket APIs have.
 */
export enum WebSocketIntegrationType {
  /** A Lambda function that gets the whole request. */
  AWS_PROXY = 'AWS_PROXY',
  /** The service answers itself. */
  MOCK = 'MOCK',
  /** An action of an AWS service, with templates in between. */
  AWS = 'AWS',
  /** An HTTP endpoint, with templates in between. */
  HTTP = 'HTTP',
  /** An HTTP endpoint that gets the whole request. */
  HTTP_PROXY = 'HTTP_PROXY',
}

/**
 * What becomes of payloads on their way.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-binary-media-types.html
 */
export enum ContentHandling {
  /** Base64 text becomes bytes. */
  CONVERT_TO_BINARY = 'CONVERT_TO_BINARY',
  /** Bytes become base64 text. */
  CONVERT_TO_TEXT = 'CONVERT_TO_TEXT',
}

/**
 * What becomes of a request that no template fits.
 */
export enum PassthroughBehavior {
  /** It is passed on as it is. */
  WHEN_NO_MATCH = 'WHEN_NO_MATCH',
  /** It is refused with status 415. */
  NEVER = 'NEVER',
  /** It is passed on where there are no templates at all, and refused with status 415 otherwise. */
  WHEN_NO_TEMPLATES = 'WHEN_NO_TEMPLATES',
}

/**
 * What can be told of each integration, whatever it calls.
 */
export interface WebSocketIntegrationOptions {
  /**
   * What becomes of payloads on their way.
   *
   * @default - they stay as they are
   */
  readonly contentHandling?: ContentHandling;

  /**
   * The parameters of the call, such as `integration.request.header.x`, and where their values come from, such as
   * `route.request.querystring.x`, `context.x` or `'static'` in single quotes.
   *
   * @default - none
   */
  readonly requestParameters?: { [dest: string]: string };

  /**
   * Templates in the Velocity language that make the body of the call, by their key.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
   */
  readonly requestTemplates?: { [contentType: string]: string };

  /**
   * Which template is taken: an expression that yields its key.
   *
   * @default - none
   */
  readonly templateSelectionExpression?: string;

  /**
   * How long to wait for an answer, 50 milliseconds to 29 seconds.
   *
   * @default - 29 seconds
   */
  readonly timeout?: Duration;

  /**
   * What becomes of a request that no template fits.
   *
   * @default - it is passed on as it is
   */
  readonly passthroughBehavior?: PassthroughBehavior;

  /**
   * What becomes of the answers, for integrations that do not pass them on as they are. A route with `returnResponse` sends
   * nothing back without.
   *
   * @default - none
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
   */
  readonly responses?: WebSocketIntegrationResponseOptions[];
}

/**
 * Properties of an integration.
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
   * The URI of what is called; empty for a mock.
   */
  readonly integrationUri: string;

  /**
   * The HTTP method of the call.
   *
   * @default - none
   */
  readonly integrationMethod?: string;

  /**
   * The role that API Gateway assumes for the call.
   *
   * @default - none; the resource policy of the target decides
   */
  readonly credentialsRole?: IRole;
}

/**
 * An integration of a WebSocket API. The classes of the `integrations` module make it when a route uses them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 * @resource AWS::ApiGatewayV2::Integration
 */
export class WebSocketIntegration extends Resource implements IWebSocketIntegration {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.WebSocketIntegration';

  /** The ID that API Gateway assigns to the integration. */
  public readonly integrationId: string;

  private readonly api: IWebSocketApiRef;

  /**
   * @param scope the scope of the integration
   * @param id the ID of the construct in the scope
   * @param props the properties of the integration
   */
  public constructor(scope: Construct, id: string, props: WebSocketIntegrationProps) {
    props = injected(WebSocketIntegration.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    requireProp(this, 'webSocketApi', props.webSocketApi);
    enforceWebSocketIntegration(this, props);
    const resource = new CfnIntegration(this, 'Resource', {
      apiId: props.webSocketApi.apiRef.apiId,
      contentHandlingStrategy: props.contentHandling,
      credentialsArn: props.credentialsRole?.roleArn,
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

  /** The API that the integration belongs to. */
  public get webSocketApi(): IWebSocketApi {
    return this.api as IWebSocketApi;
  }

  /** The reference to this integration. */
  public get integrationRef(): IntegrationReference {
    return { apiId: this.api.apiRef.apiId, integrationId: this.integrationId };
  }

  /**
   * Adds an integration response. It has no effect on an integration of a proxy type, which passes responses on as they are.
   *
   * Throws `IntegrationResponseDuplicate` if the integration has a response with the same key.
   *
   * @param options the responses of the backend that it is for, and how they are changed
   */
  public addResponse(options: WebSocketIntegrationResponseOptions): WebSocketIntegrationResponse {
    const { key } = options.responseKey ?? WebSocketIntegrationResponseKey.DEFAULT;
    // A slash would separate the path of the construct
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
 * What an integration is told when a route uses it.
 */
export interface WebSocketRouteIntegrationBindOptions {
  /**
   * The route.
   */
  readonly route: IWebSocketRoute;

  /**
   * The scope for constructs that the integration makes.
   */
  readonly scope: Construct;
}

/**
 * What an integration tells the route that uses it.
 */
export interface WebSocketRouteIntegrationConfig extends WebSocketIntegrationOptions {
  /**
   * The type of the integration.
   */
  readonly type: WebSocketIntegrationType;

  /**
   * The URI of what is called; empty for a mock.
   */
  readonly uri: string;

  /**
   * The HTTP method of the call.
   *
   * @default - none
   */
  readonly method?: string;

  /**
   * The role that API Gateway assumes for the call.
   *
   * @default - none; the resource policy of the target decides
   */
  readonly credentialsRole?: IRole;
}

/**
 * Something that routes of a WebSocket API can call. Extend it for targets that the `integrations` module does not have.
 *
 * One object can serve several routes of one API: they then share one integration.
 */
export abstract class WebSocketRouteIntegration {
  // Not `private`: a subclass of aws-cdk-lib's class has members of these names already
  readonly #id: string;
  #integration?: WebSocketIntegration;

  /**
   * The scope of the integration, for constructs that all its routes share.
   *
   * @internal
   */
  protected _scope?: Construct;

  /**
   * @param id the ID of the `WebSocketIntegration` construct that is made for the first route
   */
  public constructor(id: string) {
    this.#id = id;
  }

  /** @internal */
  public get _protocol(): 'WEBSOCKET' {
    return 'WEBSOCKET';
  }

  /**
   * Called by each route: binds for every route, makes the integration for the first.
   *
   * @internal
   */
  public _bindToRoute(options: WebSocketRouteIntegrationBindOptions): { readonly integrationId: string } {
    const api = options.route.webSocketApi;
    if (!this.#integration) {
      this._scope = integrationScope(api, options.scope, this.#id);
      const config = this.bind(options);
      this.#integration = new WebSocketIntegration(this._scope, this.#id, {
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
      this._created(this.#integration, api);
      // Where aws-cdk-lib's class keeps it: libraries such as @aws/pdk read `integration.node`
      Object.assign(this, { integration: this.#integration });
    } else if (this.#integration.integrationRef.apiId !== api.apiRef.apiId) {
      fail(
        options.route,
        'IntegrationOnSeveralApis',
        `the integration '${this.#id}' already serves another API. Make one integration object for each API.`,
      );
    } else {
      // Each route needs what binding makes for it, such as a permission
      this.bind(options);
    }
    return { integrationId: this.#integration.integrationId };
  }

  /**
   * Called after the integration was created.
   *
   * @internal
   */
  protected _created(_integration: WebSocketIntegration, _api: IWebSocketApi): void {}

  /**
   * Called for every route: says what the integration is, and makes what the route needs.
   *
   * @param options the route, and a scope for constructs
   */
  public abstract bind(options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig;
}

// Declared in `lib/private/aws-cdk-lib-types.ts`, and so at run time too
Object.setPrototypeOf(WebSocketRouteIntegration.prototype, AwsWebSocketRouteIntegration.prototype);
