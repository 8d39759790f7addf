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
import { enforce } from '../validation/constraint';
import { MAPPING_KEY } from '../validation/constraints/api-mapping';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { installRules } from '../validation/install';
import { requireProp } from '../validation/required-prop';
import type { IDomainName } from './domain-name';
import { DomainName } from './domain-name';
import type { IStage } from './stage';

/**
 * An API mapping, which connects a path of a custom domain name to a stage of an API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
 */
export interface IApiMapping extends IAwsApiMapping {}

/**
 * Properties of `ApiMapping`.
 */
export interface ApiMappingProps {
  /**
   * The path that clients append to the domain name to reach the stage. The path can have at most 300 characters: letters, digits and
   * `$-_.+!*'(),`. For HTTP APIs, the path can have several levels, which are separated by single slashes.
   *
   * @default - the root of the domain name. An empty string also specifies the root
   */
  readonly apiMappingKey?: string;

  /**
   * The API that is mapped.
   */
  readonly api: IApiRef;

  /**
   * The domain name that the API is mapped to, such as a `DomainName` or a `HostedDomainName`.
   */
  readonly domainName: IDomainNameRef;

  /**
   * The mapped stage of the API. A stage is required if the API does not have a default stage in this app.
   *
   * @default - the default stage of the API
   */
  readonly stage?: IStage;
}

/**
 * The attributes of an existing API mapping.
 */
export interface ApiMappingAttributes {
  /**
   * The ID of the mapping.
   */
  readonly apiMappingId: string;

  /**
   * The domain name that the mapping belongs to.
   *
   * @default - unknown, so `apiMappingRef.domainName` throws `DomainNameUnknown`
   */
  readonly domainName?: string;
}

/** The internal methods that an API mapping calls on a stage of this library. */
interface MappedStage extends IStage {
  readonly _onMapped?: (mapping: ApiMapping) => void;
  readonly _tryDomainUrl?: () => string | undefined;
}

/**
 * Maps a stage of an API to a path of a custom domain name.
 *
 * Create the domain name with `DomainName`, or with `HostedDomainName`, which also creates the certificate and the DNS records. To map the
 * default stage of an API, you can also use the option `defaultDomainMapping` of the API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
 * @resource AWS::ApiGatewayV2::ApiMapping
 * @example
 * import { ApiMapping, DomainName, HttpApi } from 'cdk-apigatewayv2';
 *
 * declare const api: HttpApi;
 * declare const domainName: DomainName;
 *
 * new ApiMapping(this, 'Mapping', { api, domainName, stage: api.defaultStage, apiMappingKey: 'shop' });
 */
export class ApiMapping extends Resource implements IApiMapping {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.ApiMapping';

  /**
   * Imports an existing API mapping.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param attrs The attributes of the mapping
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
                'The domain name of the imported API mapping is not known. Pass `domainName` to `fromApiMappingAttributes`.',
              )
            );
          },
        };
      }
    }
    return new Import(scope, id);
  }

  /** The ID that API Gateway assigns to the mapping. */
  public readonly apiMappingId: string;

  /** The path that clients append to the domain name to reach the stage, or undefined for the root. */
  public readonly mappingKey?: string;

  private readonly domain: IDomainNameRef;
  private readonly webSocket: boolean;
  private wrappedDomain?: IDomainName;

  /**
   * Throws `ApiMappingKeyInvalid` for an invalid key, and `StageMissing` if no stage is passed and the API does not have a default stage.
   *
   * Throws `DefaultEndpointKept` if the domain name disables default endpoints and the API explicitly enables its default endpoint.
   *
   * @param scope The scope of the mapping
   * @param id The ID of the construct in the scope
   * @param props The properties of the mapping
   */
  public constructor(scope: Construct, id: string, props: ApiMappingProps) {
    props = injected(ApiMapping.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    installRules(this);
    enforce(this, MAPPING_KEY, 'apiMappingKey', props.apiMappingKey);
    const domain = requireProp<Partial<IDomainNameRef>>(this, 'domainName', props.domainName);
    if (domain.domainNameRef === undefined) {
      fail(
        this,
        'PropTypeInvalid',
        `'domainName' must be a domain name resource, got ${typeof domain === 'string' ? `the text '${String(domain)}'` : 'another object'}. ` +
          'Use a DomainName, or DomainName.fromDomainNameAttributes() for an existing domain name.',
      );
    }
    // A cast is used, because files in this folder must not import `HttpApi` or `WebSocketApi`
    const stage =
      props.stage ?? (requireProp(this, 'api', props.api) as { readonly defaultStage?: IStage }).defaultStage;
    if (!stage) {
      fail(
        this,
        'StageMissing',
        'An API mapping needs a stage, but the API has no default stage in this app. Pass `stage`.',
      );
    }

    closeDefaultEndpoint(this, props.domainName, props.api);
    const resource = new CfnApiMapping(this, 'Resource', {
      apiId: props.api.apiRef.apiId,
      apiMappingKey: props.apiMappingKey,
      domainName: props.domainName.domainNameRef.domainName,
      stage: stage.stageName,
    });
    // If a stage contains several mappings, a dependency on the whole stage would make the mappings depend on each other. Each further
    // mapping therefore depends only on the stage's L1 construct
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
   * The URL of the stage at the custom domain name.
   *
   * With the context key `cdk-apigatewayv2:webSocketDomainUrl`, the URL of a WebSocket API begins with `wss`.
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
      "'domainName' of the mapping is not available, because the mapping was created with a reference to the domain name, not with the construct. Use `domainNameRef` of that reference.",
    );
  }
  return ref as IDomainName;
}
