import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Lazy, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct, IDependable } from 'constructs';

import { httpApiRefOf } from '../http/api-ref';
import { ParameterMapping } from '../common/parameter-mapping';
import type {
  HttpIntegration,
  HttpIntegrationSubtype,
  HttpRouteIntegrationBindOptions,
  HttpRouteIntegrationConfig,
} from '../http/integration';
import {
  HttpConnectionType,
  HttpIntegrationType,
  HttpRouteIntegration,
  IntegrationCredentials,
  PayloadFormatVersion,
} from '../http/integration';
import { isCorrected } from '../private/corrections';
import { apiGatewayPrincipal, isGrantable } from '../private/lambda-permissions';
import { waitForPermissions } from '../private/policy-dependency';
import { fail } from '../validation/errors';
import { requireProps } from './required-props';
import type { HttpServiceIntegrationOptions } from './http-service-options';

// To encrypt a message takes a data key, and to read it back what encrypted it
const WRITE_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** What a service says of the action that its integration calls. */
export interface ServiceAction {
  /** The action of the service. */
  readonly subtype: HttpIntegrationSubtype;
  /** The IAM actions that it takes. */
  readonly actions: string[];
  /** The ARNs of what it acts on. */
  readonly resources: string[];
  /** The ID of the policy statement. */
  readonly sid: string;
  /** The parameters of the action. */
  readonly parameterMapping: ParameterMapping;
  /** Parameters that the service cannot do without, added where the mapping lacks them. */
  readonly required?: { readonly [key: string]: string };
  /** The region of what it acts on. */
  readonly region?: string;
  /** Whether aws-cdk-lib lacks the integration: then there is no template to keep, and the region is always named. */
  readonly isNew?: boolean;
  /** What it does with the key of what it acts on; to write where nothing is given. */
  readonly keyActions?: string[];
}

/**
 * The base of the integrations that call an AWS service: it owns the role and its policy, a service says what it does.
 *
 * @internal
 */
export abstract class HttpServiceIntegration extends HttpRouteIntegration {
  /** @internal */
  protected readonly _options: HttpServiceIntegrationOptions;
  /** What allows the role the action. */
  private readonly permissions: IDependable[] = [];

  private readonly required: readonly string[];

  public constructor(id: string, options: HttpServiceIntegrationOptions, ...required: string[]) {
    super(id);
    this._options = options;
    this.required = required;
  }

  /**
   * Says which action the route calls, and makes the role for it or allows the given one the action.
   *
   * @param options the route, and a scope for constructs
   */
  public bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    requireProps(options.route, this._options, this.required);
    const action = this._action(options);
    return {
      type: HttpIntegrationType.AWS_PROXY,
      subtype: action.subtype,
      connectionType: HttpConnectionType.INTERNET,
      credentials: IntegrationCredentials.fromRole(this.permit(action, options)),
      payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
      parameterMapping: completed(action.parameterMapping, { ...action.required, ...regionOf(action, options) }),
      timeout: this._options.timeout,
      description: this._options.description,
      responseParameterMapping: this._options.responseParameterMapping,
    };
  }

  /** @internal */
  protected override _created(integration: HttpIntegration, api: IConstruct): void {
    waitForPermissions(api, integration, this.permissions);
  }

  /** @internal */
  protected abstract _action(options: HttpRouteIntegrationBindOptions): ServiceAction;

  private permit(
    { actions, resources, sid, keyActions }: ServiceAction,
    { scope }: HttpRouteIntegrationBindOptions,
  ): IRoleRef {
    const { role, encryptionKey } = this._options;
    const invokeRole = role ?? new Role(scope, 'InvokeRole', { assumedBy: apiGatewayPrincipal() });
    if (!isGrantable(invokeRole)) {
      return invokeRole;
    }
    const allow = (statement: PolicyStatement) => {
      const { policyDependable } = invokeRole.grantPrincipal.addToPrincipalPolicy(statement);
      this.permissions.push(...(policyDependable ? [policyDependable] : []));
    };
    if (resources.length > 0) {
      // A given role may serve several integrations, and an ID stands in a policy once
      allow(new PolicyStatement({ sid: role ? undefined : sid, actions, resources }));
    }
    if (encryptionKey && keyActions?.length !== 0) {
      const useKey = keyActions ?? WRITE_KEY_ACTIONS;
      if ('grant' in encryptionKey) {
        this.permissions.push((encryptionKey as IKey).grant(invokeRole, ...useKey));
      } else {
        allow(new PolicyStatement({ actions: useKey, resources: [encryptionKey.keyRef.keyArn] }));
      }
    }
    return invokeRole;
  }
}

// The action happens in the region of the API unless a parameter names another.
function regionOf({ region, isNew }: ServiceAction, { route }: HttpRouteIntegrationBindOptions): { Region?: string } {
  const foreign = region !== undefined && !Token.isUnresolved(region) && region !== Stack.of(route).region;
  return foreign && (isNew || isCorrected(httpApiRefOf(route), 'serviceIntegrationRegion')) ? { Region: region } : {};
}

/** A mapping with what it lacks. The caller's own stays as it is, and is read at synthesis, as it would be without a lack. */
function completed(mapping: ParameterMapping, required: { readonly [key: string]: string }): ParameterMapping {
  if (Object.keys(required).every((key) => key in mapping.mappings)) {
    return mapping;
  }
  const mappings = Lazy.any({ produce: () => ({ ...required, ...mapping.mappings }) });
  return Object.assign(new ParameterMapping(), { mappings });
}

/** Refuses a subtype of another service. */
export function checkSubtype(scope: string, subtype: HttpIntegrationSubtype, service: string): void {
  if (!subtype.startsWith(`${service}-`)) {
    fail(
      scope,
      'ServiceSubtypeMismatch',
      `the subtype must be one of ${service}, such as '${service}-…', got '${subtype}'. Use the integration of that service.`,
    );
  }
}
