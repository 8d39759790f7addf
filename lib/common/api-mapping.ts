import type {
  ApiMappingReference,
  IApiRef,
  IDomainNameRef,
  IApiMapping as IAwsApiMapping,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnApiMapping, CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { isCorrected } from '../private/corrections';
import { closeDefaultEndpoint } from './default-endpoint';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { checkMappingKey } from '../validation/refusals';
import { installRules } from '../validation/install';
import type { IDomainName } from './domain-name';
import { DomainName } from './domain-name';
import type { IStage } from './stage';

/**
 * An API mapping: the path of a custom domain name under which a stage is reached.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
 */
export interface IApiMapping extends IAwsApiMapping {}

/**
 * Properties of an API mapping.
 */
export interface ApiMappingProps {
  /**
   * The path under which the stage is reached, not empty: letters, digits and `$-_.+!*'()`, and `/` for HTTP APIs; at most 300
   * characters.
   *
   * @default - the root of the domain name
   */
  readonly apiMappingKey?: string;

  /**
   * The API that is mapped.
   */
  readonly api: IApiRef;

  /**
   * The domain name that it is mapped to.
   */
  readonly domainName: IDomainNameRef;

  /**
   * The stage of the API that is mapped. A WebSocket API always needs one.
   *
   * @default - the default stage of an HTTP API made in this app
   */
  readonly stage?: IStage;
}

/**
 * What identifies an existing API mapping.
 */
export interface ApiMappingAttributes {
  /**
   * The ID of the mapping.
   */
  readonly apiMappingId: string;

  /**
   * The domain name that the mapping belongs to.
   *
   * @default - `apiMappingRef` throws
   */
  readonly domainName?: string;
}

/** A stage of this library learns of its mappings, to know its URL. */
interface MappedStage extends IStage {
  readonly _onMapped?: (mapping: ApiMapping) => void;
  readonly _tryDomainUrl?: () => string | undefined;
}

/**
 * Maps a stage of an API to a path of a custom domain name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
 * @resource AWS::ApiGatewayV2::ApiMapping
 */
export class ApiMapping extends Resource implements IApiMapping {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.ApiMapping';

  /**
   * Refers to an existing API mapping.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param attrs what identifies the mapping
   */
  public static fromApiMappingAttributes(scope: Construct, id: string, attrs: ApiMappingAttributes): IApiMapping {
    class Import extends Resource implements IApiMapping {
      public readonly apiMappingId = attrs.apiMappingId;

      public get apiMappingRef(): ApiMappingReference {
        const mapping = this.node.path;
        return {
          apiMappingId: this.apiMappingId,
          get domainName(): string {
            return (
              attrs.domainName ??
              fail(
                mapping,
                'DomainNameUnknown',
                'the imported API mapping names no domain name. Give `domainName` to the import.',
              )
            );
          },
        };
      }
    }
    return new Import(scope, id);
  }

  /** The ID that the service gives the mapping. */
  public readonly apiMappingId: string;

  /** The path under which the stage is reached; undefined at the root. */
  public readonly mappingKey?: string;

  private readonly domain: IDomainNameRef;
  private readonly webSocket: boolean;
  private wrappedDomain?: IDomainName;

  /**
   * @param scope the construct that the mapping belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: ApiMappingProps) {
    props = injected(ApiMapping.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    installRules(this);
    checkMappingKey(this, props.apiMappingKey);
    if (props.apiMappingKey === '') {
      fail(
        this,
        'MappingKeyEmpty',
        "an API mapping key must not be ''. Leave it out to map the root of the domain name.",
      );
    }
    // Only an HTTP API has a default stage; asked for by name, since this folder does not know the protocols.
    const stage = props.stage ?? (props.api as { readonly defaultStage?: IStage }).defaultStage;
    if (!stage) {
      fail(
        this,
        'StageMissing',
        'an API mapping needs a stage, and the API has no default stage of this app. Give `stage`.',
      );
    }

    closeDefaultEndpoint(this, props.domainName, props.api);
    const resource = new CfnApiMapping(this, 'Resource', {
      apiId: props.api.apiRef.apiId,
      apiMappingKey: props.apiMappingKey,
      domainName: props.domainName.domainNameRef.domainName,
      stage: stage.stageName,
    });
    // A further one in the stage itself waits for the L1 only: with all that is in the stage, each would wait for the other
    const isFurther = scope === stage && (stage as MappedStage)._tryDomainUrl?.() !== undefined;
    const awaited = isFurther ? stage.node.defaultChild : stage;
    this.node.addDependency(...(awaited ? [awaited] : []));

    this.apiMappingId = resource.ref;
    this.mappingKey = props.apiMappingKey;
    this.domain = props.domainName;
    this.webSocket = 'isWebsocketApi' in props.api;
    (stage as MappedStage)._onMapped?.(this);
  }

  /** The domain name that the API is mapped to. */
  public get domainName(): IDomainName {
    this.wrappedDomain ??= asDomainName(this, this.domain);
    return this.wrappedDomain;
  }

  /** The reference to this mapping. */
  public get apiMappingRef(): ApiMappingReference {
    return { apiMappingId: this.apiMappingId, domainName: this.domain.domainNameRef.domainName };
  }

  /**
   * The URL of the stage under the custom domain name.
   *
   * With the context key `cdk-apigatewayv2:webSocketDomainUrl` it begins with `wss` for a WebSocket API.
   */
  public get domainUrl(): string {
    const scheme = this.webSocket && isCorrected(this, 'webSocketDomainUrl') ? 'wss' : 'https';
    return `${scheme}://${this.domain.domainNameRef.domainName}/${this.mappingKey ?? ''}`;
  }
}

function asDomainName(scope: ApiMapping, ref: IDomainNameRef): IDomainName {
  if (CfnDomainName.isCfnDomainName(ref)) {
    return DomainName.fromDomainNameAttributes(scope, 'DomainName', {
      name: ref.ref,
      regionalDomainName: ref.attrRegionalDomainName,
      regionalHostedZoneId: ref.attrRegionalHostedZoneId,
    });
  }
  if (!('regionalDomainName' in ref)) {
    fail(
      scope,
      'NotADomainName',
      'the mapping was given a reference to a domain name only, not a DomainName. Read `domainNameRef` of what you passed.',
    );
  }
  return ref as IDomainName;
}
