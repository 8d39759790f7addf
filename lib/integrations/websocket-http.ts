import type { IRole } from 'aws-cdk-lib/aws-iam';

import { HttpMethod } from '../http/route-key';
import type {
  WebSocketIntegrationOptions,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';

/**
 * Properties of an HTTP integration of a WebSocket API.
 */
export interface WebSocketHttpIntegrationProps extends WebSocketIntegrationOptions {
  /**
   * The method that the endpoint is called with.
   *
   * @default HttpMethod.POST
   */
  readonly method?: HttpMethod;

  /**
   * Whether the endpoint gets the message and the client its answer as they are. With `false` templates make both, and without
   * `responses` each answer is passed on.
   *
   * @default true
   */
  readonly proxy?: boolean;

  /**
   * The role that API Gateway assumes for the call.
   *
   * @default - none
   */
  readonly credentialsRole?: IRole;
}

/**
 * Calls an HTTP endpoint on the internet.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 */
export class WebSocketHttpIntegration extends WebSocketRouteIntegration {
  /**
   * The route that uses it throws `IntegrationUrlInvalid` if the URL does not begin with `http://` or `https://` and a host.
   *
   * @param id the ID of the integration construct
   * @param url the URL
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly url: string,
    private readonly props: WebSocketHttpIntegrationProps = {},
  ) {
    super(id);
  }

  /**
   * Says that the route calls the endpoint.
   *
   * @param _options the route, and a scope for constructs
   */
  public bind(_options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    const { method, proxy, ...rest } = this.props;
    const proxied = proxy ?? true;
    return {
      ...rest,
      responses: rest.responses ?? (proxied ? undefined : [{}]),
      type: proxied ? WebSocketIntegrationType.HTTP_PROXY : WebSocketIntegrationType.HTTP,
      uri: this.url,
      method: method ?? HttpMethod.POST,
    };
  }
}
