import type { IRoleRef } from 'aws-cdk-lib/aws-iam';

import type { IWebSocketApi } from '../websocket/api-interface';
import type {
  WebSocketIntegration,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { PassthroughBehavior, WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';
import type { AwsServiceUri } from './aws-service-uri';
import { requireProps } from './required-props';
import type { ServicePermissions } from './service-role';
import { asRole, ServiceRole } from './service-role';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';

/** The content types of requests to AWS services. */
export const ContentType = {
  FORM: 'application/x-www-form-urlencoded',
  JSON_1_0: 'application/x-amz-json-1.0',
  JSON_1_1: 'application/x-amz-json-1.1',
} as const;

/** The request that an integration sends to an AWS service. */
export interface ServiceCall extends ServicePermissions {
  /** The URI of the action or path. */
  readonly uri: AwsServiceUri;
  /** The HTTP method of the request. The default is `POST`. */
  readonly method?: string;
  /** The headers of the request. */
  readonly headers: { readonly [name: string]: string };
  /** The mapping template of the body. */
  readonly template?: string;
}

/**
 * The base class of integrations that call an AWS service. The class creates the role, the policy and the integration responses, and a
 * subclass provides the request.
 *
 * @internal
 */
export abstract class WebSocketServiceIntegration extends WebSocketRouteIntegration {
  private readonly role: ServiceRole;
  private permitted?: IRoleRef;
  private readonly required: readonly string[];

  protected constructor(
    id: string,
    private readonly options: WebSocketServiceIntegrationOptions,
    ...required: string[]
  ) {
    super(id);
    this.role = new ServiceRole(options.credentialsRole);
    this.required = required;
  }

  /**
   * Returns the configuration of the integration. The first call creates the role, or adds the permissions to `credentialsRole`.
   *
   * @param options The route, and the scope for constructs
   */
  public bind(options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    requireProps(options.route, this.options, this.required);
    const call = this._call(options);
    const { encryptionKey = call.encryptionKey } = this.options;
    this.permitted ??= this.role.permit(this._scope ?? options.scope, { ...call, encryptionKey });
    const headers = Object.entries(call.headers).map(([name, value]) => [
      `integration.request.header.${name}`,
      `'${value}'`,
    ]);
    return {
      type: WebSocketIntegrationType.AWS,
      uri: call.uri.render(options.scope),
      method: call.method ?? 'POST',
      credentialsRole: asRole(this.permitted),
      requestParameters: Object.fromEntries(headers) as { [name: string]: string },
      ...(call.template === undefined
        ? {}
        : {
            requestTemplates: { $default: call.template },
            templateSelectionExpression: '\\$default',
            passthroughBehavior: PassthroughBehavior.NEVER,
          }),
      timeout: this.options.timeout,
      responses: this.options.responses ?? [{}],
    };
  }

  /** @internal */
  protected override _created(integration: WebSocketIntegration, api: IWebSocketApi): void {
    this.role.precede(integration, api);
  }

  /** @internal */
  protected abstract _call(options: WebSocketRouteIntegrationBindOptions): ServiceCall;
}
