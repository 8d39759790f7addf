import type { IRoleRef } from 'aws-cdk-lib/aws-iam';

import { HttpMethod } from '../http/route-key';
import type {
  WebSocketIntegrationOptions,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';
import { asRole } from './service-role';

/**
 * Properties of an HTTP integration of a WebSocket API.
 */
export interface WebSocketHttpIntegrationProps extends WebSocketIntegrationOptions {
  /**
   * The HTTP method of the request to the endpoint.
   *
   * @default HttpMethod.POST
   */
  readonly method?: HttpMethod;

  /**
   * Whether API Gateway passes the message to the endpoint and the response to the client unchanged.
   *
   * If false, mapping templates transform the message, and `responses` transforms the response. Without `responses`, API Gateway does not
   * change the response.
   *
   * @default true
   */
  readonly proxy?: boolean;

  /**
   * The role that API Gateway assumes to call the endpoint.
   *
   * @default - none
   */
  readonly credentialsRole?: IRoleRef;
}

/**
 * A WebSocket API integration that calls a public HTTP endpoint.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 * @example
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketHttpIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 *
 * api.addRoute('sendMessage', {
 *   integration: new WebSocketHttpIntegration('Send', 'https://chat.example.com/messages'),
 * });
 */
export class WebSocketHttpIntegration extends WebSocketRouteIntegration {
  /**
   * The URL must begin with `http://` or `https://` and a host, or with a stage variable. If it does not, adding a route with this
   * integration throws `IntegrationUrlInvalid`.
   *
   * @param id The ID of the integration construct
   * @param url The URL
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly url: string,
    private readonly props: WebSocketHttpIntegrationProps = {},
  ) {
    super(id);
  }

  /**
   * Returns the configuration of an integration that calls the endpoint.
   *
   * @param _options The route, and the scope for constructs
   */
  public bind(_options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    const { method, proxy, credentialsRole, ...rest } = this.props;
    const proxied = proxy ?? true;
    return {
      ...rest,
      responses: rest.responses ?? (proxied ? undefined : [{}]),
      type: proxied ? WebSocketIntegrationType.HTTP_PROXY : WebSocketIntegrationType.HTTP,
      uri: this.url,
      method: method ?? HttpMethod.POST,
      credentialsRole: asRole(credentialsRole),
    };
  }
}
