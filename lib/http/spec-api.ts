import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Names, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { childrenOfApi } from '../common/deployment';
import type { DomainMappingOptions } from '../common/stage';
import { executeApiArn, lambdaInvocationUri } from '../common/arns';
import { openEndpoint } from '../common/default-endpoint';
import { enforceDocument, OPENAPI_DOCUMENT, SEVERAL_SCHEMES } from '../validation/constraints/openapi';
import { fail } from '../validation/errors';
import { rememberDocument } from '../validation/openapi/read';
import { injected } from '../private/injection';
import { permitInvoke } from '../private/invoke-permission';
import { shortHash } from '../private/names';
import type { AddRoutesOptions, PreflightRouteOptions } from './api';
import { HttpApiBase } from './api';
import type { DefinitionSource, HttpApiDefinition } from './api-definition';
import { checkDefaultStage, makeDefaultStage } from './default-stage';
import type { Use } from './openapi-references';
import { checkNames, resolveReferences } from './openapi-references';
import type { HttpRoute } from './route';
import type { HttpRouteKey } from './route-key';
import type { HttpDefaultStageOptions, HttpStage, IHttpStage } from './stage';

/**
 * The way in which API Gateway applies the base path of an OpenAPI document to the paths in the document.
 *
 * The base path is the server variable `basePath` or, if this variable is not defined, the path of the first server URL.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
 */
export enum BasePathHandling {
  /** API Gateway ignores the base path: with the base path `/a/b`, the path `/c` becomes the route path `/c`. */
  IGNORE = 'ignore',
  /** API Gateway prepends the base path: with the base path `/a/b`, the path `/c` becomes the route path `/a/b/c`. */
  PREPEND = 'prepend',
  /**
   * API Gateway prepends the base path without its first part: with the base path `/a/b`, the path `/c` becomes the route path `/b/c`.
   *
   * You can use the first part as the key of an API mapping.
   */
  SPLIT = 'split',
}

/**
 * Properties of `SpecHttpApi`.
 */
export interface SpecHttpApiProps {
  /**
   * The OpenAPI document: inline, a file, or an object in an S3 bucket.
   */
  readonly apiDefinition: HttpApiDefinition;

  /**
   * The Lambda functions that the document refers to. Each key is the name of a function in the document: letters, digits and `_`.
   *
   * In the URI of an integration or an authorizer, `${name}` is replaced by the invocation URI of the function. An integration or
   * authorizer without credentials gets permission to invoke the function.
   *
   * @default - none
   */
  readonly functions?: { [name: string]: IFunction };

  /**
   * Other values that replace `${name}` in the document, such as the ARN of a role, the ID of a VPC link, or the issuer of a JWT.
   *
   * A name consists of letters, digits and `_`.
   *
   * @default - none
   */
  readonly substitutions?: { [name: string]: string };

  /**
   * Whether the deployment fails if API Gateway reports a warning about the document.
   *
   * @default false
   */
  readonly failOnWarnings?: boolean;

  /**
   * The way in which API Gateway applies the base path of the document to the paths in the document.
   *
   * @default BasePathHandling.IGNORE
   */
  readonly basePath?: BasePathHandling;

  /**
   * Whether to create the default stage (`$default`), to which API Gateway automatically deploys changes.
   *
   * @default true
   */
  readonly createDefaultStage?: boolean;

  /**
   * The custom domain name of the default stage. A custom domain name requires a default stage.
   *
   * @default - none
   */
  readonly defaultDomainMapping?: DomainMappingOptions;

  /**
   * The options of the default stage, such as throttling, access logs and variables. The options require a default stage.
   *
   * @default - automatic deployment, and the default values of all other options
   */
  readonly defaultStageOptions?: HttpDefaultStageOptions;

  /**
   * Whether to disable the default endpoint `https://<id>.execute-api.<region>.amazonaws.com`, so that clients must use
   * a custom domain name.
   *
   * @default false
   */
  readonly disableExecuteApiEndpoint?: boolean;
}

/**
 * An HTTP API that an OpenAPI 3.0 document defines. The document contains the name, the routes, the integrations, the authorizers and the
 * CORS configuration of the API. You cannot add routes, integrations or authorizers to this API with constructs.
 *
 * CDK tags do not apply to the API itself, because API Gateway rejects an API that has both tags and a document. Specify the tags of the
 * API in the document, with `x-amazon-apigateway-tag-value`. CDK tags apply to the stages and other resources of the API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 * @resource AWS::ApiGatewayV2::Api
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApiDefinition, SpecHttpApi } from 'cdk-apigatewayv2';
 *
 * declare const list: lambda.Function;
 *
 * // The document refers to the function as ${list}.
 * new SpecHttpApi(this, 'Books', {
 *   apiDefinition: HttpApiDefinition.fromAsset('books.yaml'),
 *   functions: { list },
 * });
 */
export class SpecHttpApi extends HttpApiBase {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.SpecHttpApi';

  /** The ID that API Gateway assigns to the API. */
  public readonly apiId: string;

  /** The ID that API Gateway assigns to the API. */
  public readonly httpApiId: string;

  /** Whether the default endpoint is disabled. */
  public readonly disableExecuteApiEndpoint?: boolean;

  /** The default stage, or undefined if the API does not have a default stage. */
  public readonly defaultStage?: IHttpStage;

  private readonly endpoint: string;
  private readonly permissions = new Set<string>();

  /**
   * Throws `OpenApiFileInvalid` if the file is missing, or is neither JSON nor YAML.
   *
   * Throws `OpenApiDocumentInvalid` if the document is not valid OpenAPI 3.0, and `OpenApiSecurityRequirements` if an operation requires
   * several security schemes. The message contains the location of the error in the document. The routes, integrations, authorizers and
   * CORS configuration of the document are validated at synthesis.
   *
   * Throws `OpenApiReferenceInvalid` if a name in `functions` or `substitutions` is invalid, or if both contain the same name. Throws
   * `OpenApiReferenceUnknown` if an API Gateway extension in the document refers to a name that has no value, and
   * `OpenApiReferenceUnused` if the document does not refer to every name. Throws `OpenApiReferencesOutOfReach` if `functions` or
   * `substitutions` is set and the document cannot be read at synthesis.
   *
   * @param scope The scope of the API
   * @param id The ID of the construct in the scope
   * @param props The properties of the API
   */
  public constructor(scope: Construct, id: string, props: SpecHttpApiProps) {
    props = injected(SpecHttpApi.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    checkDefaultStage(this, props);
    const source = props.apiDefinition._read(this);
    if (source.document !== undefined || !source.location) {
      enforceDocument(this, OPENAPI_DOCUMENT, { document: source.document });
      enforceDocument(this, SEVERAL_SCHEMES, source.document);
    }
    const { body, document, uses } = this.resolve(source, props);
    const resource = new CfnApi(this, 'Resource', {
      basePath: props.basePath,
      body,
      bodyS3Location: body === undefined ? source.location?.(this) : undefined,
      disableExecuteApiEndpoint: props.disableExecuteApiEndpoint,
      failOnWarnings: props.failOnWarnings,
    });
    // API Gateway rejects an API with tags and a document, so tags of the app or the stack would fail the deployment
    resource.addPropertyDeletionOverride('Tags');
    if (body === undefined) {
      rememberDocument(resource, document);
    }
    this.apiId = resource.ref;
    this.httpApiId = resource.ref;
    this.endpoint = resource.attrApiEndpoint;
    this.disableExecuteApiEndpoint = props.disableExecuteApiEndpoint;

    for (const use of uses) {
      this.permit(use, props);
    }
    this.defaultStage = makeDefaultStage(this, props);
    this.node.addValidation({ validate: () => this.routesOutsideDocument() });
  }

  /**
   * The default endpoint of the API, without a stage.
   *
   * Throws `ApiEndpointDisabled` if the default endpoint is disabled.
   */
  public get apiEndpoint(): string {
    return openEndpoint(this, this.endpoint, "'defaultStage.domainUrl'");
  }

  /**
   * The URL of the default stage, or undefined if the API does not have a default stage.
   *
   * If the default endpoint is disabled, the URL is the custom domain URL, or undefined if the stage has no custom domain name.
   */
  public get url(): string | undefined {
    return this.disableExecuteApiEndpoint
      ? (this.defaultStage as HttpStage | undefined)?._tryDomainUrl()
      : this.defaultStage?.url;
  }

  /**
   * Grants routes of this API permission to invoke a function. You do not need this method for functions that are passed in `functions`.
   *
   * @param handler The function
   * @param routes The routes that invoke the function. If `basePath` changes the paths of the document, specify the changed paths. The
   * default is every route.
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
   * Grants the authorizers of this API permission to invoke a function.
   *
   * You do not need this method for functions that are passed in `functions`.
   *
   * @param handler The function
   */
  public grantInvokeFromAuthorizers(handler: IFunction): void {
    this.permitFrom(handler, 'authorizers/*');
  }

  /**
   * Throws `RoutesOfSpecApi`, because the OpenAPI document defines the routes of this API.
   *
   * @param options The path, the methods and the integration of the routes
   */
  public override addRoutes(options: AddRoutesOptions): HttpRoute[] {
    return fail(this, 'RoutesOfSpecApi', outsideDocument(`the route '${options.path}'`));
  }

  /**
   * Throws `RoutesOfSpecApi`, because the OpenAPI document defines the routes of this API.
   *
   * @param options The integration and the path of the route
   */
  public override addPreflightRoute(options: PreflightRouteOptions): HttpRoute {
    return fail(this, 'RoutesOfSpecApi', outsideDocument(`a preflight route '${options.path ?? '/{proxy+}'}'`));
  }

  private resolve(
    source: DefinitionSource,
    props: SpecHttpApiProps,
  ): { body?: unknown; document?: unknown; uses: readonly Use[] } {
    const values = new Map(Object.entries(props.substitutions ?? {}));
    for (const [name, handler] of Object.entries(props.functions ?? {})) {
      if (values.has(name)) {
        fail(
          this,
          'OpenApiReferenceInvalid',
          `'functions' and 'substitutions' must not contain the same name, got '${name}' in both. Rename one of the two.`,
        );
      }
      values.set(name, lambdaInvocationUri(this, handler.functionArn));
    }
    checkNames(this, values);
    if (values.size > 0 && (source.document === undefined || Token.isUnresolved(source.document))) {
      fail(
        this,
        'OpenApiReferencesOutOfReach',
        `'functions' and 'substitutions' need a document that CDK can read at synthesis, got ${[...values.keys()].join(', ')} for a ` +
          'document that is a token or is in a bucket. Use HttpApiDefinition.fromAsset() or HttpApiDefinition.fromInline().',
      );
    }
    if (source.document === undefined) {
      return { uses: [] };
    }
    const { document, uses } = resolveReferences(this, source.document, values);
    return { body: source.location && values.size === 0 ? undefined : document, document, uses };
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
      // The position of the reference does not show which routes use a shared integration, or how `basePath` changes the paths, so every
      // route gets permission
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

  /** Returns an error for each route, integration and authorizer that was added to the API as a resource. */
  private routesOutsideDocument(): string[] {
    return childrenOfApi(this, this.apiId)
      .filter(({ cfnResourceType }) => /::(Route|Integration|Authorizer)$/.test(cfnResourceType))
      .map(({ node }) => `[RoutesOfSpecApi] ${this.node.path}: ${outsideDocument(`'${node.path}'`)}`);
  }
}

function outsideDocument(what: string): string {
  return `routes, integrations and authorizers of this API must be in its OpenAPI document, got ${what}. Define the resource in the document.`;
}
