import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Grant, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct, IDependable } from 'constructs';

import { apiGatewayPrincipal } from '../private/lambda-permissions';
import { waitForPermissions } from '../private/policy-dependency';
import type { IWebSocketApi } from '../websocket/api-ref';
import type {
  WebSocketIntegration,
  WebSocketRouteIntegrationBindOptions,
  WebSocketRouteIntegrationConfig,
} from '../websocket/integration';
import { PassthroughBehavior, WebSocketIntegrationType, WebSocketRouteIntegration } from '../websocket/integration';
import type { AwsServiceUri } from './aws-service-uri';
import { requireProps } from './required-props';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';

/** What the body of a call is. */
export const ContentType = {
  FORM: 'application/x-www-form-urlencoded',
  JSON_1_0: 'application/x-amz-json-1.0',
  JSON_1_1: 'application/x-amz-json-1.1',
} as const;

/** What a service says of the call that its integration makes. */
export interface ServiceCall {
  /** What is called. */
  readonly uri: AwsServiceUri;
  /** The method of the call; `POST` where none is given. */
  readonly method?: string;
  /** The headers of the call. */
  readonly headers: { readonly [name: string]: string };
  /** The template of the body. */
  readonly template?: string;
  /** The IAM actions that it takes. */
  readonly actions: string[];
  /** The ARNs of what it acts on. */
  readonly resources: string[];
  /** The key that the target is encrypted with. */
  readonly encryptionKey?: IKey;
  /** What it does with that key; to encrypt a message where nothing is given. */
  readonly keyActions?: string[];
}

/**
 * The base of the integrations that call an AWS service: it owns role, policy, template and responses, a service says what it does.
 *
 * @internal
 */
export abstract class WebSocketServiceIntegration extends WebSocketRouteIntegration {
  private role?: IRole;
  /** What allows the role the call. */
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
   * Says what the route calls; for the first route, makes the role or allows it the call.
   *
   * @param options the route, and a scope for constructs
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
