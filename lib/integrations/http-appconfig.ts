import type { aws_appconfig } from 'aws-cdk-lib/interfaces';
import { Stack } from 'aws-cdk-lib/core';

import type { IMappingValue } from '../common/parameter-mapping';
import { MappingValue, ParameterMapping } from '../common/parameter-mapping';
import type { HttpRouteIntegrationBindOptions } from '../http/integration';
import { HttpIntegrationSubtype } from '../http/integration';
import type { ServiceAction } from './http-service-base';
import { HttpServiceIntegration } from './http-service-base';
import type { HttpServiceIntegrationOptions } from './http-service-options';

/**
 * Properties of an AppConfig integration of an HTTP API.
 */
export interface HttpAppConfigIntegrationProps extends HttpServiceIntegrationOptions {
  /**
   * The environment whose configuration API Gateway reads, such as an `appconfig.Environment`. The environment also determines the
   * application.
   */
  readonly environment: aws_appconfig.IEnvironmentRef;

  /**
   * The configuration profile, such as an `appconfig.CfnConfigurationProfile`.
   */
  readonly configurationProfile: aws_appconfig.IConfigurationProfileRef;

  /**
   * The ID of the client, 1 to 64 characters. During a gradual deployment, AppConfig uses this ID to determine whether the client
   * receives the new version of the configuration.
   *
   * @default - the IP address of the client
   */
  readonly clientId?: IMappingValue;

  /**
   * Additional parameters of the action, such as `ClientConfigurationVersion`.
   *
   * A parameter in this mapping overrides the corresponding property of the integration.
   *
   * @default - `Application`, `Environment`, `Configuration` and `ClientId`
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
   */
  readonly parameterMapping?: ParameterMapping;
}

/**
 * An HTTP API integration that returns a configuration from AWS AppConfig.
 *
 * @see https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_GetConfiguration.html
 * @example
 * import * as appconfig from 'aws-cdk-lib/aws-appconfig';
 * import { HttpApi, HttpMethod } from 'cdk-apigatewayv2';
 * import { HttpAppConfigIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const environment: appconfig.Environment;
 * declare const configurationProfile: appconfig.CfnConfigurationProfile;
 *
 * api.addRoutes({
 *   path: '/config',
 *   methods: [HttpMethod.GET],
 *   integration: new HttpAppConfigIntegration('Config', { environment, configurationProfile }),
 * });
 */
export class HttpAppConfigIntegration extends HttpServiceIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: HttpAppConfigIntegrationProps,
  ) {
    super(id, props, 'environment', 'configurationProfile');
  }

  /** @internal */
  protected _action({ scope }: HttpRouteIntegrationBindOptions): ServiceAction {
    const { clientId, configurationProfile, environment, parameterMapping } = this.props;
    const { applicationId, environmentId } = environment.environmentRef;
    const { configurationProfileId } = configurationProfile.configurationProfileRef;
    const { account, region } = environment.env;
    const arnOf = (...rest: string[]) =>
      Stack.of(scope).formatArn({
        account,
        region,
        service: 'appconfig',
        resource: 'application',
        resourceName: [applicationId, ...rest].join('/'),
      });
    return {
      subtype: HttpIntegrationSubtype.APPCONFIG_GET_CONFIGURATION,
      actions: ['appconfig:GetConfiguration'],
      resources: [arnOf(), arnOf('environment', environmentId), arnOf('configurationprofile', configurationProfileId)],
      sid: 'AllowAppConfigGetConfiguration',
      parameterMapping: parameterMapping ?? new ParameterMapping(),
      required: {
        Application: applicationId,
        Environment: environmentId,
        Configuration: configurationProfileId,
        ClientId: (clientId ?? MappingValue.contextVariable('identity.sourceIp')).value,
      },
      region,
      isNew: true,
      keyActions: ['kms:Decrypt'],
    };
  }
}
