import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Grant, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct, IDependable } from 'constructs';

import { apiGatewayPrincipal } from '../private/service-principal';
import { waitForPermissions } from '../private/policy-dependency';
import type { IWebSocketApi } from '../websocket/api-interface';
import type {
  WebSocketIntegration,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { PassthroughBehavior, WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';
import type { AwsServiceUri } from './aws-service-uri';
import { requireProps } from './required-props';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';

/** The content types of requests to AWS services. */
export const ContentType = {
  FORM: 'application/x-www-form-urlencoded',
  JSON_1_0: 'application/x-amz-json-1.0',
  JSON_1_1: 'application/x-amz-json-1.1',
} as const;

/** The request that an integration sends to an AWS service. */
export interface ServiceCall {
  /** The URI of the action or path. */
  readonly uri: AwsServiceUri;
  /** The HTTP method. The default is `POST`. */
  readonly method?: string;
  /** The headers. */
  readonly headers: { readonly [name: string]: string };
  /** The mapping template of the body. */
  readonly template?: string;
  /** The IAM actions that the role needs. */
  readonly actions: string[];
  /** The ARNs of the resources that the action uses. */
  readonly resources: string[];
  /** The KMS key that encrypts the target. */
  readonly encryptionKey?: IKey;
  /** The KMS actions that the role needs for that key. The default is the actions for writing. */
  readonly keyActions?: string[];
}

/**
 * The base of the integrations that call an AWS service. It creates the role, policy and responses, and a subclass provides the request.
 *
 * @internal
 */
export abstract class WebSocketServiceIntegration extends WebSocketRouteIntegration {
  private role?: IRole;
  /** The policies that permit the role to call the action. */
  private readonly permissions: IDependable[] = [];
  private readonly required: readonly string[];

  protected constructor(
    id: string,
    private readonly options: WebSocketServiceIntegrationOptions,
    ...required: string[]
  ) {
    super(id);
    this.required = required;
  }

  /**
   * Returns the configuration of the integration. For the first route, creates the role, or adds the permission to `credentialsRole`.
   *
   * @param options the route, and the scope for constructs
   */
  public bind(options: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
    requireProps(options.route, this.options, this.required);
    const call = this._call(options);
    this.role ??= this.permit(call, this._scope ?? options.scope);
    const headers = Object.entries(call.headers).map(([name, value]) => [
      `integration.request.header.${name}`,
      `'${value}'`,
    ]);
    return {
      type: WebSocketIntegrationType.AWS,
      uri: call.uri.render(options.scope),
      method: call.method ?? 'POST',
      credentialsRole: this.role,
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
    waitForPermissions(api, integration, this.permissions);
  }

  /** @internal */
  protected abstract _call(options: WebSocketRouteIntegrationBindOptions): ServiceCall;

  private permit(call: ServiceCall, scope: Construct): IRole {
    const role = this.options.credentialsRole ?? new Role(scope, 'InvokeRole', { assumedBy: apiGatewayPrincipal() });
    this.permissions.push(Grant.addToPrincipal({ grantee: role, actions: call.actions, resourceArns: call.resources }));
    if (call.encryptionKey) {
      const useKey = call.keyActions ?? ['kms:Decrypt', 'kms:GenerateDataKey'];
      this.permissions.push(call.encryptionKey.grant(role, ...useKey));
    }
    return role;
  }
}
