import { fail } from '../validation/errors';
import type { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { jsonTemplate } from './websocket-template';

/**
 * Properties of an integration of a WebSocket API with any action of an AWS service.
 */
export interface WebSocketAwsServiceIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * What is called.
   */
  readonly uri: AwsServiceUri;

  /**
   * The HTTP method of the call.
   *
   * @default 'POST'
   */
  readonly method?: string;

  /**
   * The body of the call, a JSON object: texts, numbers, truth values, lists and objects stand as they are, and `WebSocketValue`s for
   * what they take from the message.
   *
   * @default - the message of the client as it is
   */
  readonly parameters?: { [name: string]: unknown };

  /**
   * Headers of the call, each the same for every message. They add to `Content-Type: application/x-amz-json-1.0`, or change it.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };

  /**
   * The IAM actions that the call takes, such as `dynamodb:UpdateItem`.
   */
  readonly iamActions: string[];

  /**
   * The ARNs of what the call acts on.
   */
  readonly iamResources: string[];
}

/**
 * Calls any action of an AWS service, with a role for it and a body that needs no template.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integrations.html
 */
export class WebSocketAwsServiceIntegration extends WebSocketServiceIntegration {
  /**
   * Throws `TemplateValueInvalid` where a header holds a single quote.
   *
   * @param id the ID of the integration construct
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly props: WebSocketAwsServiceIntegrationProps,
  ) {
    super(id, props, 'uri', 'iamActions', 'iamResources');
    for (const [name, value] of Object.entries(props.headers ?? {})) {
      if (value.includes("'")) {
        fail(
          id,
          'TemplateValueInvalid',
          `the header '${name}' holds a single quote, which ends its value for the service: ${value}. Leave it out.`,
        );
      }
    }
  }

  /** @internal */
  protected _call(): ServiceCall {
    const { headers, iamActions, iamResources, method, parameters, uri } = this.props;
    return {
      uri,
      method,
      headers: { 'Content-Type': ContentType.JSON_1_0, ...headers },
      template: parameters && jsonTemplate(parameters),
      actions: iamActions,
      resources: iamResources,
    };
  }
}
