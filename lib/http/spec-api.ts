import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { childrenOfApi } from '../common/deployment';
import type { DomainMappingOptions } from '../common/stage';
import { executeApiArn, lambdaInvocationUri } from '../common/arns';
import { openEndpoint } from '../common/default-endpoint';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { permitInvoke } from '../private/lambda-permissions';
import { shortHash } from '../private/names';
import type { AddRoutesOptions, PreflightRouteOptions } from './api';
import { HttpApiBase } from './api';
import type { DefinitionSource, HttpApiDefinition } from './api-definition';
import { checkDefaultStage, makeDefaultStage } from './default-stage';
import { checkDocument } from './openapi-document';
import type { Use } from './openapi-references';
import { checkNames, resolveReferences } from './openapi-references';
import type { HttpRoute } from './route';
import type { HttpRouteKey } from './route-key';
import type { HttpDefaultStageOptions, HttpStage, IHttpStage } from './stage';

/**
 * What the paths of an OpenAPI document make of its base path: the variable `basePath` of a server, or else the path of the first
 * server's URL.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
 */
export enum BasePathHandling {
  /** With the base path `/a/b`, the path `/c` is `/c`. */
  IGNORE = 'ignore',
  /** With the base path `/a/b`, the path `/c` is `/a/b/c`. */
  PREPEND = 'prepend',
  /** With the base path `/a/b`, the path `/c` is `/b/c`: the first part is left for an API mapping. */
  SPLIT = 'split',
}

/**
 * Properties of an HTTP API that an OpenAPI document defines.
 */
export interface SpecHttpApiProps {
  /**
   * The document.
   */
  readonly apiDefinition: HttpApiDefinition;

  /**
   * The functions that the document calls, under the names that it has for them: letters, digits and `_`. Where it says `${name}`, for
   * integrations as for authorizers, the URI is put that invokes the function, and the API may invoke it from there.
   *
   * @default - none
   */
  readonly functions?: { [name: string]: IFunction };

  /**
   * Other values of the app that the document names in the same way: ARNs of roles, IDs of VPC links, issuers and audiences of JWTs.
   *
   * @default - none
   */
  readonly substitutions?: { [name: string]: string };

  /**
   * Whether the deployment fails where the service has a warning about the document.
   *
   * @default false
   */
  readonly failOnWarnings?: boolean;

  /**
   * What the paths of the document make of its base path.
   *
   * @default BasePathHandling.IGNORE
   */
  readonly basePath?: BasePathHandling;

  /**
   * Whether the API gets a stage `$default` to which changes are deployed at once.
   *
   * @default true
   */
  readonly createDefaultStage?: boolean;

  /**
   * A custom domain name to map the default stage to. Not without a default stage.
   *
   * @default - none
   */
  readonly defaultDomainMapping?: DomainMappingOptions;

  /**
   * The options of the default stage: throttling, access logs and the like. Not without a default stage.
   *
   * @default - changes are deployed at once, and nothing else
   */
  readonly defaultStageOptions?: HttpDefaultStageOptions;

  /**
   * Whether the endpoint `https://<id>.execute-api.<region>.amazonaws.com` is switched off, so that a custom domain name is the
   * only way in.
   *
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;
}

/**
 * An HTTP API that an OpenAPI 3.0 document defines: its name, routes, integrations, authorizers and CORS are in there, and nothing of
 * that can be added by constructs.
 *
 * Tags do not reach the API itself, since the service refuses an API that has tags and a document: `x-amazon-apigateway-tag-value` in the
 * document says them. They reach the stages and all else.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 * @resource AWS::ApiGatewayV2::Api
 */
export class SpecHttpApi extends HttpApiBase {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.SpecHttpApi';

  /** The ID that API Gateway assigns to the API. */
  public readonly apiId: string;

  /** The ID that API Gateway assigns to the API. */
  public readonly httpApiId: string;

  /** Whether the default endpoint is switched off. */
  public readonly disableExecuteApiEndpoint?: boolean;

  /** The default stage, where there is one. */
  public readonly defaultStage?: IHttpStage;

  private readonly endpoint: string;
  private readonly permissions = new Set<string>();

  /**
   * Throws `OpenApiDocumentInvalid` and `OpenApiFeatureUnsupported`, with the place in the document; `OpenApiFileInvalid` for a file that
   * cannot be read; `OpenApiReferenceInvalid`, `OpenApiReferenceUnknown` and `OpenApiReferenceUnused` where the document and `functions`
   * or `substitutions` do not fit; `OpenApiReferencesOutOfReach` where they are given for a document that is not read here.
   *
   * @param scope the scope of the API
   * @param id the ID of the construct in the scope
   * @param props the properties of the API
   */
  public constructor(scope: Construct, id: string, props: SpecHttpApiProps) {
    props = injected(SpecHttpApi.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    checkDefaultStage(this, props);
    const source = props.apiDefinition._read(this);
    if (source.document !== undefined || !source.location) {
      checkDocument(this, source.document);
    }
    const { body, uses } = this.resolve(source, props);
    const resource = new CfnApi(this, 'Resource', {
      basePath: props.basePath,
      body,
      bodyS3Location: body === undefined ? source.location?.(this) : undefined,
      disableExecuteApiEndpoint: props.disableExecuteApiEndpoint,
      failOnWarnings: props.failOnWarnings,
    });
    // Tags of an app or stack must not fail the deployment
    resource.addPropertyDeletionOverride('Tags');
    this.apiId = resource.ref;
    this.httpApiId = resource.ref;
    this.endpoint = resource.attrApiEndpoint;
    this.disableExecuteApiEndpoint = props.disableExecuteApiEndpoint;

    for (const use of uses) {
      this.permit(use, props);
    }
    this.defaultStage = makeDefaultStage(this, props);
    this.node.addValidation({ validate: () => this.strangers() });
  }

  /**
   * The default endpoint of the API, without a stage.
   *
   * Throws `ApiEndpointDisabled` where it is switched off.
   */
  public get apiEndpoint(): string {
    return openEndpoint(this, this.endpoint, "'defaultStage.domainUrl'");
  }

  /**
   * The URL of the default stage; that of its custom domain name where the default endpoint is switched off; undefined without one.
   */
  public get url(): string | undefined {
    return this.disableExecuteApiEndpoint
      ? (this.defaultStage as HttpStage | undefined)?._tryDomainUrl()
      : this.defaultStage?.url;
  }

  /**
   * Lets routes of this API invoke a function, which what is in `functions` needs no more.
   *
   * @param handler the function
   * @param routes the routes that call it, with the paths that they have after `basePath`; every route where none is named
   */
  public grantInvokeFromRoutes(handler: IFunction, ...routes: HttpRouteKey[]): void {
    if (routes.length === 0) {
      this.permitFrom(handler, '*/*');
    }
    for (const route of routes) {
      this.permitFrom(handler, `*/*${route.path ?? ''}`);
    }
  }

  /**
   * Lets the authorizers of this API invoke a function, which what is in `functions` needs no more.
   *
   * @param handler the function
   */
  public grantInvokeFromAuthorizers(handler: IFunction): void {
    this.permitFrom(handler, 'authorizers/*');
  }

  /**
   * Throws `RoutesOfSpecApi`: the routes of this API are in its document.
   *
   * @param options the path, the methods and what the routes call
   */
  public override addRoutes(options: AddRoutesOptions): HttpRoute[] {
    return fail(this, 'RoutesOfSpecApi', strange(`the route '${options.path}'`));
  }

  /**
   * Throws `RoutesOfSpecApi`: the routes of this API are in its document.
   *
   * @param options what the route calls, and its path
   */
  public override addPreflightRoute(options: PreflightRouteOptions): HttpRoute {
    return fail(this, 'RoutesOfSpecApi', strange(`a preflight route '${options.path ?? '/{proxy+}'}'`));
  }

  private resolve(source: DefinitionSource, props: SpecHttpApiProps): { body?: unknown; uses: readonly Use[] } {
    const values = new Map(Object.entries(props.substitutions ?? {}));
    for (const [name, handler] of Object.entries(props.functions ?? {})) {
      if (values.has(name)) {
        fail(
          this,
          'OpenApiReferenceInvalid',
          `'functions' and 'substitutions' must have names of their own, got '${name}' in both. Rename one of them.`,
        );
      }
      values.set(name, lambdaInvocationUri(this, handler.functionArn));
    }
    checkNames(this, values);
    if (values.size > 0 && (source.document === undefined || Token.isUnresolved(source.document))) {
      fail(
        this,
        'OpenApiReferencesOutOfReach',
        `'functions' and 'substitutions' need a document that is read here, got ${[...values.keys()].join(', ')} and one in a bucket, ` +
          'or known at deployment. Use HttpApiDefinition.fromAsset() or HttpApiDefinition.fromInline().',
      );
    }
    if (source.document === undefined) {
      return { uses: [] };
    }
    const { document, uses } = resolveReferences(this, source.document, values);
    return { body: source.location && values.size === 0 ? undefined : document, uses };
  }

  private permit({ name, keys, hasCredentials }: Use, { basePath, functions }: SpecHttpApiProps): void {
    const handler = functions?.[name];
    if (!handler || hasCredentials) {
      return;
    }
    const [root, path, method] = keys;
    if (root === 'components' && path === 'securitySchemes') {
      this.grantInvokeFromAuthorizers(handler);
    } else if (root === 'paths' && method && (basePath ?? BasePathHandling.IGNORE) === BasePathHandling.IGNORE) {
      this.permitFrom(handler, path === '/$default' ? '*/*' : `*/*${path}`);
    } else {
      // Integrations that routes share, and paths that the base path changes
      this.grantInvokeFromRoutes(handler);
    }
  }

  private permitFrom(handler: IFunction, rest: string): void {
    const id = `Permission.${Names.nodeUniqueId(handler.node)}.${shortHash(rest)}`;
    if (!this.permissions.has(id)) {
      this.permissions.add(id);
      permitInvoke(this, id, handler, executeApiArn(this, this.apiId, rest));
    }
  }

  /** What the service does not take beside a document. */
  private strangers(): string[] {
    return childrenOfApi(this, this.apiId)
      .filter(({ cfnResourceType }) => /::(Route|Integration|Authorizer)$/.test(cfnResourceType))
      .map(({ node }) => `[RoutesOfSpecApi] ${this.node.path}: ${strange(`'${node.path}'`)}`);
  }
}

function strange(what: string): string {
  return `routes, integrations and authorizers of this API must be in its OpenAPI document, got ${what}. Write it there.`;
}
