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
 * Which answers of a backend an integration response is for.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
 */
export class WebSocketIntegrationResponseKey {
  /** The answers that no other key is for. */
  public static readonly DEFAULT = new WebSocketIntegrationResponseKey('$default');

  /** The answers with a 2xx status. */
  public static readonly SUCCESS = new WebSocketIntegrationResponseKey('/2\\d\\d/');

  /** The answers with a 4xx status. */
  public static readonly CLIENT_ERROR = new WebSocketIntegrationResponseKey('/4\\d\\d/');

  /** The answers with a 5xx status. */
  public static readonly SERVER_ERROR = new WebSocketIntegrationResponseKey('/5\\d\\d/');

  /**
   * The answers with one status.
   *
   * Throws `StatusCodeInvalid` if it is not a status code.
   *
   * @param statusCode the status, 100 to 599
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
   * The answers whose status a regular expression matches.
   *
   * The integration response throws `IntegrationResponseKeyInvalid` if it is not a regular expression.
   *
   * @param pattern the regular expression without slashes, such as `40[34]`
   */
  public static fromPattern(pattern: string): WebSocketIntegrationResponseKey {
    return new WebSocketIntegrationResponseKey(`/${pattern}/`);
  }

  /**
   * @param key the key as the service takes it
   */
  private constructor(public readonly key: string) {}
}

/**
 * What becomes of an answer of a backend.
 */
export interface WebSocketIntegrationResponseOptions {
  /**
   * Which answers this is for. An integration needs one for those that no other key is for.
   *
   * @default WebSocketIntegrationResponseKey.DEFAULT
   */
  readonly responseKey?: WebSocketIntegrationResponseKey;

  /**
   * Templates in the Velocity language that make the message to the client, by their key.
   *
   * @default - the answer of the backend as it is
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
   */
  readonly responseTemplates?: { [key: string]: string };

  /**
   * Which template is taken: an expression that yields its key, such as `${integration.response.statuscode}`.
   *
   * @default - `\$default` where a template has the key `$default`, otherwise none
   */
  readonly templateSelectionExpression?: string;

  /**
   * Parameters of the response, such as `method.response.header.x`, and where their values come from, such as
   * `integration.response.header.x`, `integration.response.body.x` or `'static'` in single quotes.
   *
   * @default - none
   */
  readonly responseParameters?: { [dest: string]: string };

  /**
   * What becomes of the payload on its way to the client.
   *
   * @default - it stays as it is
   */
  readonly contentHandling?: ContentHandling;
}

/**
 * Properties of an integration response.
 */
export interface WebSocketIntegrationResponseProps extends WebSocketIntegrationResponseOptions {
  /**
   * The integration that the response belongs to.
   */
  readonly integration: IWebSocketIntegration;
}

/**
 * What becomes of an answer of a backend, for integrations that do not pass answers on as they are.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html
 * @resource AWS::ApiGatewayV2::IntegrationResponse
 */
export class WebSocketIntegrationResponse extends Resource implements IIntegrationResponseRef {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.WebSocketIntegrationResponse';

  /** The ID that API Gateway assigns to the integration response. */
  public readonly integrationResponseId: string;

  private readonly integration: IWebSocketIntegration;

  /**
   * @param scope the scope of the response
   * @param id the ID of the construct in the scope
   * @param props the properties of the integration response
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
 * What a route sends back to the client.
 */
export interface WebSocketRouteResponseOptions {
  /**
   * The models of the messages, by their key.
   *
   * @default - none
   */
  readonly responseModels?: { [key: string]: IWebSocketModel };

  /**
   * The parameters of the response, such as `method.response.header.x`, and whether each must be there.
   *
   * @default - none
   */
  readonly responseParameters?: { [parameter: string]: boolean };
}
