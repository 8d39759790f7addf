import type { IIntegrationResponseRef, IntegrationResponseReference } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnIntegrationResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import { Resource, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { enforce } from '../validation/constraint';
import { RESPONSE_KEY_FORM } from '../validation/constraints/integration-response';
import { fail } from '../validation/errors';
import { requireProp } from '../validation/required-prop';
import { injected } from '../private/injection';
import type { ContentHandling, IWebSocketIntegration } from './integration';
import type { IWebSocketModel } from './model';

/**
 * The key of an integration response. The integration response applies to the backend responses that the key selects.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
 * @example
 * import { WebSocketApi, WebSocketIntegrationResponseKey } from 'cdk-apigatewayv2';
 * import { WebSocketHttpIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 *
 * api.addRoute('status', {
 *   integration: new WebSocketHttpIntegration('Status', 'https://chat.example.com/status', {
 *     proxy: false,
 *     responses: [
 *       { responseKey: WebSocketIntegrationResponseKey.DEFAULT },
 *       { responseKey: WebSocketIntegrationResponseKey.fromStatusCode(404), responseTemplates: { $default: this.toJsonString({ error: 'unknown' }) } },
 *     ],
 *   }),
 *   returnResponse: true,
 * });
 */
export class WebSocketIntegrationResponseKey {
  /** Selects the responses that match no other key. */
  public static readonly DEFAULT = new WebSocketIntegrationResponseKey('$default');

  /** Selects the responses with a 2xx status. */
  public static readonly SUCCESS = new WebSocketIntegrationResponseKey('/2\\d\\d/');

  /** Selects the responses with a 4xx status. */
  public static readonly CLIENT_ERROR = new WebSocketIntegrationResponseKey('/4\\d\\d/');

  /** Selects the responses with a 5xx status. */
  public static readonly SERVER_ERROR = new WebSocketIntegrationResponseKey('/5\\d\\d/');

  /**
   * Selects the responses with the given status code.
   *
   * Throws `StatusCodeInvalid` if the status code is not a whole number from 100 to 599.
   *
   * @param statusCode The status code, 100 to 599
   */
  public static fromStatusCode(statusCode: number): WebSocketIntegrationResponseKey {
    if (!Token.isUnresolved(statusCode) && !/^[1-5]\d\d$/.test(String(statusCode))) {
      fail(
        undefined,
        'StatusCodeInvalid',
        `A status code must be a whole number from 100 to 599, got ${statusCode}. Use fromPattern() for several status codes.`,
      );
    }
    return new WebSocketIntegrationResponseKey(`/${statusCode}/`);
  }

  /**
   * Selects the responses whose status code matches a regular expression.
   *
   * The constructor of `WebSocketIntegrationResponse` throws `IntegrationResponseKeyInvalid` if the pattern is not a valid regular
   * expression.
   *
   * @param pattern The regular expression without slashes, such as `40[34]`
   */
  public static fromPattern(pattern: string): WebSocketIntegrationResponseKey {
    return new WebSocketIntegrationResponseKey(`/${pattern}/`);
  }

  /**
   * @param key The key in the syntax of API Gateway, such as `$default` or `/2\d\d/`
   */
  private constructor(public readonly key: string) {}
}

/**
 * Options of an integration response.
 */
export interface WebSocketIntegrationResponseOptions {
  /**
   * The key that selects the backend responses for this integration response.
   *
   * If an integration has integration responses, one of them must have the key `$default`.
   *
   * @default WebSocketIntegrationResponseKey.DEFAULT
   */
  readonly responseKey?: WebSocketIntegrationResponseKey;

  /**
   * The mapping templates that render the message to the client, by template key. The templates use the Velocity Template Language (VTL).
   *
   * @default - the client receives the response of the backend without changes
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
   */
  readonly responseTemplates?: { [key: string]: string };

  /**
   * The expression that selects one of `responseTemplates` by its key, such as `${integration.response.statuscode}`.
   *
   * @default - `\$default` if a template has the key `$default`, otherwise none
   */
  readonly templateSelectionExpression?: string;

  /**
   * The parameters of the response.
   *
   * Each key is a parameter, such as `method.response.header.x`. Each value is either the source of the parameter, such as
   * `integration.response.header.x` or `integration.response.body.x`, or a constant in single quotes, such as `'static'`.
   *
   * @default - none
   */
  readonly responseParameters?: { [dest: string]: string };

  /**
   * The conversion of the response payload between text and binary.
   *
   * @default - no conversion
   */
  readonly contentHandling?: ContentHandling;
}

/**
 * Properties of an integration response.
 */
export interface WebSocketIntegrationResponseProps extends WebSocketIntegrationResponseOptions {
  /**
   * The integration that the integration response belongs to.
   */
  readonly integration: IWebSocketIntegration;
}

/**
 * An integration response, which changes responses of the backend before API Gateway sends them to the client.
 *
 * Integration responses apply only to integrations that are not proxy integrations.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
 * @resource AWS::ApiGatewayV2::IntegrationResponse
 * @example
 * import { WebSocketIntegration, WebSocketIntegrationResponse, WebSocketIntegrationResponseKey } from 'cdk-apigatewayv2';
 *
 * declare const integration: WebSocketIntegration;
 *
 * new WebSocketIntegrationResponse(this, 'Response', {
 *   integration,
 *   responseKey: WebSocketIntegrationResponseKey.SUCCESS,
 *   responseTemplates: { default: this.toJsonString({ status: 'sent' }) },
 *   templateSelectionExpression: 'default',
 * });
 */
export class WebSocketIntegrationResponse extends Resource implements IIntegrationResponseRef {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.WebSocketIntegrationResponse';

  /** The ID that API Gateway assigns to the integration response. */
  public readonly integrationResponseId: string;

  private readonly integration: IWebSocketIntegration;

  /**
   * @param scope The scope of the response
   * @param id The ID of the construct in the scope
   * @param props The properties of the integration response
   */
  public constructor(scope: Construct, id: string, props: WebSocketIntegrationResponseProps) {
    props = injected(WebSocketIntegrationResponse.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    this.integration = requireProp(this, 'integration', props.integration);
    const { key } = props.responseKey ?? WebSocketIntegrationResponseKey.DEFAULT;
    enforce(this, RESPONSE_KEY_FORM, 'responseKey', key);
    const { apiId, integrationId } = props.integration.integrationRef;
    const resource = new CfnIntegrationResponse(this, 'Resource', {
      apiId,
      contentHandlingStrategy: props.contentHandling,
      integrationId,
      integrationResponseKey: key,
      responseParameters: props.responseParameters,
      responseTemplates: props.responseTemplates,
      templateSelectionExpression:
        props.templateSelectionExpression ?? (props.responseTemplates?.$default ? '\\$default' : undefined),
    });
    this.integrationResponseId = resource.ref;
  }

  /** The reference to this integration response. */
  public get integrationResponseRef(): IntegrationResponseReference {
    const { apiId, integrationId } = this.integration.integrationRef;
    return { apiId, integrationId, integrationResponseId: this.integrationResponseId };
  }
}

/**
 * Options of the response that a route sends to the client.
 */
export interface WebSocketRouteResponseOptions {
  /**
   * The models of the response messages, by model key.
   *
   * @default - none
   */
  readonly responseModels?: { [key: string]: IWebSocketModel };

  /**
   * The parameters of the response, such as `method.response.header.x`, and whether each parameter is required.
   *
   * @default - none
   */
  readonly responseParameters?: { [parameter: string]: boolean };
}
