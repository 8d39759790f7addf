import { Lazy, Stack, Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { httpApiRefOf } from '../http/api-interface';
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
import { fail } from '../validation/errors';
import { requireProps } from './required-props';
import type { HttpServiceIntegrationOptions } from './http-service-options';
import type { ServicePermissions } from './service-role';
import { ServiceRole } from './service-role';

/** The AWS service action that an integration calls. */
export interface ServiceAction extends ServicePermissions {
  /** The action of the service. */
  readonly subtype: HttpIntegrationSubtype;
  /** The parameters of the action. */
  readonly parameterMapping: ParameterMapping;
  /** The parameters that are added if they are missing from the mapping. */
  readonly required?: { readonly [key: string]: string };
  /** The region of the target. */
  readonly region?: string;
  /**
   * Whether this integration is missing from aws-cdk-lib. If true, `Region` is set for a target in a different region even if the
   * correction `serviceIntegrationRegion` is not enabled. Templates from aws-cdk-lib do not contain this integration.
   */
  readonly isNew?: boolean;
}

/**
 * The base class of integrations that call an AWS service. The class creates the role and its policy, and a subclass provides the action.
 *
 * @internal
 */
export abstract class HttpServiceIntegration extends HttpRouteIntegration {
  /** @internal */
  protected readonly _options: HttpServiceIntegrationOptions;
  private readonly role: ServiceRole;
  private readonly required: readonly string[];

  public constructor(id: string, options: HttpServiceIntegrationOptions, ...required: string[]) {
    super(id);
    this._options = options;
    this.role = new ServiceRole(options.credentialsRole);
    this.required = required;
  }

  /**
   * Returns the configuration of an integration that calls the action.
   *
   * Creates the role, or adds the permission to `credentialsRole`.
   *
   * @param options The route, and the scope for constructs
   */
  public bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    requireProps(options.route, this._options, this.required);
    const action = this._action(options);
    const { encryptionKey = action.encryptionKey } = this._options;
    return {
      type: HttpIntegrationType.AWS_PROXY,
      subtype: action.subtype,
      connectionType: HttpConnectionType.INTERNET,
      credentials: IntegrationCredentials.fromRole(this.role.permit(options.scope, { ...action, encryptionKey })),
      payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
      parameterMapping: completed(action.parameterMapping, { ...action.required, ...regionOf(action, options) }),
      timeout: this._options.timeout,
      description: this._options.description,
      responseParameterMapping: this._options.responseParameterMapping,
    };
  }

  /** @internal */
  protected override _created(integration: HttpIntegration, api: IConstruct): void {
    this.role.precede(integration, api);
  }

  /** @internal */
  protected abstract _action(options: HttpRouteIntegrationBindOptions): ServiceAction;
}

// API Gateway calls the action in the region of the API, unless the parameter Region specifies a different region
function regionOf({ region, isNew }: ServiceAction, { route }: HttpRouteIntegrationBindOptions): { Region?: string } {
  const foreign = region !== undefined && !Token.isUnresolved(region) && region !== Stack.of(route).region;
  return foreign && (isNew || isCorrected(httpApiRefOf(route), 'serviceIntegrationRegion')) ? { Region: region } : {};
}

/**
 * Returns a mapping that contains all parameters of `mapping`, and the parameters of `required` that `mapping` does not contain. `mapping`
 * stays unchanged. The returned mapping also contains parameters that the caller adds to `mapping` later.
 */
function completed(mapping: ParameterMapping, required: { readonly [key: string]: string }): ParameterMapping {
  if (Object.keys(required).every((key) => key in mapping.mappings)) {
    return mapping;
  }
  const mappings = Lazy.any({ produce: () => ({ ...required, ...mapping.mappings }) });
  return Object.assign(new ParameterMapping(), { mappings });
}

/** Throws if the subtype does not belong to the service. */
export function checkSubtype(scope: string, subtype: HttpIntegrationSubtype, service: string): void {
  if (!subtype.startsWith(`${service}-`)) {
    fail(
      scope,
      'ServiceSubtypeMismatch',
      `the subtype must belong to ${service} and begin with '${service}-', got '${subtype}'. Use the integration of the service that the subtype belongs to.`,
    );
  }
}
