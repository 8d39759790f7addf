import type { ApiMappingReference, IDomainNameRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnApiMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import { Resource } from 'aws-cdk-lib/core';
import type { aws_apigateway } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';

import { closeDefaultEndpoint } from './default-endpoint';
import { enforce } from '../validation/constraint';
import { MAPPING_KEY } from '../validation/constraints/api-mapping';
import { fail } from '../validation/errors';
import { installRules } from '../validation/install';
import { requireProp } from '../validation/required-prop';
import { injected } from '../private/injection';
import type { IApiMapping } from './api-mapping';

/**
 * A REST API and the stage that receives the requests.
 */
export interface RestApiTarget {
  /**
   * The REST API from `aws-cdk-lib/aws-apigateway`.
   */
  readonly restApi: aws_apigateway.IRestApiRef;

  /**
   * The stage of the REST API.
   *
   * @default - the `deploymentStage` of a `RestApi` that this app creates
   */
  readonly stage?: aws_apigateway.IStageRef;
}

/**
 * Properties of `RestApiMapping`.
 */
export interface RestApiMappingProps extends RestApiTarget {
  /**
   * The domain name that the REST API is mapped to, such as a `DomainName` or a `HostedDomainName`.
   */
  readonly domainName: IDomainNameRef;

  /**
   * The path that clients append to the domain name to reach the stage. The path can have at most 300 characters: letters, digits and
   * `$-_.+!*'(),`. The path can have several levels, which are separated by single slashes.
   *
   * @default - the root of the domain name. An empty string also specifies the root
   */
  readonly apiMappingKey?: string;
}

/**
 * Maps a stage of a REST API from `aws-cdk-lib/aws-apigateway` to a path of a custom domain name.
 *
 * REST APIs and HTTP APIs can share a domain name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 * @resource AWS::ApiGatewayV2::ApiMapping
 * @example
 * import * as apigateway from 'aws-cdk-lib/aws-apigateway';
 * import { DomainName, RestApiMapping } from 'cdk-apigatewayv2';
 *
 * declare const domainName: DomainName;
 * declare const restApi: apigateway.RestApi;
 *
 * new RestApiMapping(this, 'Mapping', { domainName, restApi, apiMappingKey: 'orders' });
 */
export class RestApiMapping extends Resource implements IApiMapping {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.RestApiMapping';

  /** The ID that API Gateway assigns to the mapping. */
  public readonly apiMappingId: string;

  /** The path that clients append to the domain name to reach the stage, or undefined for the root. */
  public readonly mappingKey?: string;

  private readonly domain: IDomainNameRef;

  /**
   * Throws `ApiMappingKeyInvalid` for an invalid key, and `StageMissing` if no stage is passed and the REST API does not have a deployment
   * stage.
   *
   * Throws `DefaultEndpointKept` if the domain name disables default endpoints and the REST API explicitly enables its default endpoint.
   *
   * @param scope The scope of the mapping
   * @param id The ID of the construct in the scope
   * @param props The properties of the mapping
   */
  public constructor(scope: Construct, id: string, props: RestApiMappingProps) {
    props = injected(RestApiMapping.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    installRules(this);
    enforce(this, MAPPING_KEY, 'apiMappingKey', props.apiMappingKey);
    requireProp(this, 'domainName', props.domainName);
    requireProp(this, 'restApi', props.restApi);
    const stage = stageOf(this, props);
    closeDefaultEndpoint(this, props.domainName, props.restApi);
    const resource = new CfnApiMapping(this, 'Resource', {
      apiId: props.restApi.restApiRef.restApiId,
      apiMappingKey: props.apiMappingKey,
      domainName: props.domainName.domainNameRef.domainName,
      stage: stage.stageRef.stageName,
    });
    this.node.addDependency(stage);
    this.apiMappingId = resource.ref;
    this.mappingKey = props.apiMappingKey;
    this.domain = props.domainName;
  }

  /** The URL of the stage at the custom domain name. */
  public get domainUrl(): string {
    return `https://${this.domain.domainNameRef.domainName}/${this.mappingKey ?? ''}`;
  }

  /** The reference to this mapping. */
  public get apiMappingRef(): ApiMappingReference {
    return { apiMappingId: this.apiMappingId, domainName: this.domain.domainNameRef.domainName };
  }
}

/**
 * Returns the stage that receives the requests. Throws `StageMissing` if no stage is passed and the REST API does not have a deployment
 * stage.
 */
export function stageOf(scope: Construct, { restApi, stage }: RestApiTarget): aws_apigateway.IStageRef {
  // A `RestApi` has this property, but a reference to a REST API does not
  const known = stage ?? (restApi as { readonly deploymentStage?: aws_apigateway.IStageRef }).deploymentStage;
  return (
    known ??
    fail(
      scope,
      'StageMissing',
      `the REST API '${restApi.node.path}' does not have a deployment stage in this app. Pass \`stage\`.`,
    )
  );
}
