import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Lazy, Stack, Token } from 'aws-cdk-lib/core';

import { httpApiRefOf } from '../http/api-ref';
import { ParameterMapping } from '../api/parameter-mapping';
import type {
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
import { fail } from '../private/errors';
import { apiGatewayPrincipal } from '../private/lambda-permissions';

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
}

/**
 * The base of the integrations that call an AWS service: it owns the role and its policy, a service says what it does.
 *
 * @internal
 */
export abstract class HttpServiceIntegration extends HttpRouteIntegration {
  /**
   * Says which action the route calls, and makes the role for it.
   *
   * @param options the route, and a scope for constructs
   */
  public bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    const action = this._action(options);
    const role = new Role(options.scope, 'InvokeRole', { assumedBy: apiGatewayPrincipal() });
    role.addToPolicy(new PolicyStatement({ sid: action.sid, actions: action.actions, resources: action.resources }));
    return {
      type: HttpIntegrationType.AWS_PROXY,
      subtype: action.subtype,
      connectionType: HttpConnectionType.INTERNET,
      credentials: IntegrationCredentials.fromRole(role),
      payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
      parameterMapping: completed(action.parameterMapping, { ...action.required, ...regionOf(action, options) }),
    };
  }

  /** @internal */
  protected abstract _action(options: HttpRouteIntegrationBindOptions): ServiceAction;
}

// The action happens in the region of the API unless a parameter names another.
function regionOf({ region }: ServiceAction, { route }: HttpRouteIntegrationBindOptions): { Region?: string } {
  const foreign = region !== undefined && !Token.isUnresolved(region) && region !== Stack.of(route).region;
  return foreign && isCorrected(httpApiRefOf(route), 'serviceIntegrationRegion') ? { Region: region } : {};
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
