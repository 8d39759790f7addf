import type { ApiMappingReference, IDomainNameRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnApiMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import { Resource } from 'aws-cdk-lib/core';
import type { aws_apigateway } from 'aws-cdk-lib/interfaces';
import type { Construct } from 'constructs';

import { closeDefaultEndpoint } from './default-endpoint';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import type { IApiMapping } from './api-mapping';

/**
 * A REST API, and the stage of it that takes the requests.
 */
export interface RestApiTarget {
  /**
   * The REST API, one of `aws-cdk-lib/aws-apigateway`.
   */
  readonly restApi: aws_apigateway.IRestApiRef;

  /**
   * The stage of it.
   *
   * @default - `deploymentStage` of a `RestApi` made in this app
   */
  readonly stage?: aws_apigateway.IStageRef;
}

/**
 * Properties of the mapping of a REST API.
 */
export interface RestApiMappingProps extends RestApiTarget {
  /**
   * The domain name that it is mapped to.
   */
  readonly domainName: IDomainNameRef;

  /**
   * The path under which the stage is reached, not empty: letters, digits and `$-_.+!*'()/`; at most 300 characters.
   *
   * @default - the root of the domain name
   */
  readonly apiMappingKey?: string;
}

/**
 * Maps a stage of a REST API of `aws-cdk-lib/aws-apigateway` to a path of a custom domain name, which HTTP APIs may share.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 * @resource AWS::ApiGatewayV2::ApiMapping
 */
export class RestApiMapping extends Resource implements IApiMapping {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.RestApiMapping';

  /** The ID that the service gives the mapping. */
  public readonly apiMappingId: string;

  /** The path under which the stage is reached; undefined at the root. */
  public readonly mappingKey?: string;

  private readonly domain: IDomainNameRef;

  /**
   * Throws `MappingKeyEmpty` for an empty key and `StageMissing` where no stage is known.
   *
   * @param scope the construct that the mapping belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: RestApiMappingProps) {
    props = injected(RestApiMapping.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    if (props.apiMappingKey === '') {
      fail(
        this,
        'MappingKeyEmpty',
        "an API mapping key must not be ''. Leave it out to map the root of the domain name.",
      );
    }
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

  /** The URL of the stage under the custom domain name. */
  public get domainUrl(): string {
    return `https://${this.domain.domainNameRef.domainName}/${this.mappingKey ?? ''}`;
  }

  /** The reference to this mapping. */
  public get apiMappingRef(): ApiMappingReference {
    return { apiMappingId: this.apiMappingId, domainName: this.domain.domainNameRef.domainName };
  }
}

/** The stage that takes the requests. */
export function stageOf(scope: Construct, { restApi, stage }: RestApiTarget): aws_apigateway.IStageRef {
  // Asked for by name: a `RestApi` has it, a reference to one does not
  const known = stage ?? (restApi as { readonly deploymentStage?: aws_apigateway.IStageRef }).deploymentStage;
  return (
    known ??
    fail(
      scope,
      'StageMissing',
      `the stage of the REST API '${restApi.node.path}' is not known, since it does not deploy itself. Give \`stage\`.`,
    )
  );
}
