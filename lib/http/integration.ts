import type { IntegrationReference } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpRouteIntegration as AwsHttpRouteIntegration, CfnIntegration } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IResolvable } from 'aws-cdk-lib/core';
import { Aws, Lazy, Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { BoundResources } from '../common/bound-resources';
import type { IIntegration } from '../common/integration';
import type { ParameterMapping } from '../common/parameter-mapping';
import { enforceHttpIntegration } from '../validation/enforce-integration';
import { requireProp } from '../validation/required-prop';
import { injected } from '../private/injection';
import type { IHttpApi, IHttpApiRef } from './api-interface';
import { httpApiRefOf, toIHttpApi } from './api-interface';
import type { HttpIntegrationOptions } from './integration-options';
import type { ResponseParameterMapping } from './response-parameter-mapping';
import type { IHttpRoute } from './route';
import type { HttpMethod } from './route-key';

/**
 * An integration of an HTTP API.
 */
export interface IHttpIntegration extends IIntegration {
  /**
   * The API that the integration belongs to.
   */
  readonly httpApi: IHttpApi;
}

/**
 * The integration types that HTTP APIs support.
 */
export enum HttpIntegrationType {
  /**
   * An HTTP proxy integration, which calls a public HTTP endpoint, or a private HTTP endpoint through a VPC link.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
   */
  HTTP_PROXY = 'HTTP_PROXY',
  /**
   * An AWS proxy integration, which invokes a Lambda function or calls an action of an AWS service.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
   */
  AWS_PROXY = 'AWS_PROXY',
}

/**
 * The actions of AWS services that an HTTP API can call.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
 */
export enum HttpIntegrationSubtype {
  /** Sends an event to an EventBridge event bus. */
  EVENTBRIDGE_PUT_EVENTS = 'EventBridge-PutEvents',
  /** Sends a message to an SQS queue. */
  SQS_SEND_MESSAGE = 'SQS-SendMessage',
  /** Receives messages from an SQS queue. */
  SQS_RECEIVE_MESSAGE = 'SQS-ReceiveMessage',
  /** Deletes a message from an SQS queue. */
  SQS_DELETE_MESSAGE = 'SQS-DeleteMessage',
  /** Deletes all messages in an SQS queue. */
  SQS_PURGE_QUEUE = 'SQS-PurgeQueue',
  /** Reads a configuration from AppConfig. */
  APPCONFIG_GET_CONFIGURATION = 'AppConfig-GetConfiguration',
  /** Puts a record into a Kinesis data stream. */
  KINESIS_PUT_RECORD = 'Kinesis-PutRecord',
  /** Starts an execution of a state machine. */
  STEPFUNCTIONS_START_EXECUTION = 'StepFunctions-StartExecution',
  /** Runs an Express state machine and returns its output. */
  STEPFUNCTIONS_START_SYNC_EXECUTION = 'StepFunctions-StartSyncExecution',
  /** Stops an execution of a state machine. */
  STEPFUNCTIONS_STOP_EXECUTION = 'StepFunctions-StopExecution',
}

/**
 * The network connection to the endpoint of an integration.
 */
export enum HttpConnectionType {
  /** API Gateway connects to a private endpoint through a VPC link. */
  VPC_LINK = 'VPC_LINK',
  /** API Gateway connects to a public endpoint over the internet. */
  INTERNET = 'INTERNET',
}

/**
 * The credentials that API Gateway uses to call an integration.
 *
 * @example
 * import * as iam from 'aws-cdk-lib/aws-iam';
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi, IntegrationCredentials } from 'cdk-apigatewayv2';
 * import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const books: lambda.Function;
 * declare const role: iam.Role;
 *
 * api.addRoutes({
 *   path: '/books',
 *   integration: new HttpLambdaIntegration('Books', books, { credentials: IntegrationCredentials.fromRole(role) }),
 * });
 */
export abstract class IntegrationCredentials {
  /**
   * Uses the credentials of a role that API Gateway assumes.
   *
   * @param role The role, which must trust `apigateway.amazonaws.com`
   */
  public static fromRole(role: IRoleRef): IntegrationCredentials {
    return { credentialsArn: role.roleRef.roleArn };
  }

  /** Uses the credentials of the caller, who must sign the request with AWS credentials. */
  public static useCallerIdentity(): IntegrationCredentials {
    return { credentialsArn: `arn:${Aws.PARTITION}:iam::*:user/*` };
  }

  /** The ARN that identifies the credentials. */
  public abstract readonly credentialsArn: string;
}

/**
 * The payload format version, which determines the format of the event that an integration receives.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi, PayloadFormatVersion } from 'cdk-apigatewayv2';
 * import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const books: lambda.Function;
 *
 * api.addRoutes({
 *   path: '/books',
 *   integration: new HttpLambdaIntegration('Books', books, { payloadFormatVersion: PayloadFormatVersion.VERSION_1_0 }),
 * });
 */
export class PayloadFormatVersion {
  /** Version 1.0, the only version for integrations that do not invoke a Lambda function. */
  public static readonly VERSION_1_0 = new PayloadFormatVersion('1.0');

  /** Version 2.0, which only integrations that invoke a Lambda function support. */
  public static readonly VERSION_2_0 = new PayloadFormatVersion('2.0');

  /**
   * Returns a payload format version for which this class has no constant.
   *
   * @param version The version in the format of API Gateway, such as `2.0`
   */
  public static custom(version: string): PayloadFormatVersion {
    return new PayloadFormatVersion(version);
  }

  /** The version in the format of API Gateway, such as `2.0`. */
  public readonly version: string;

  private constructor(version: string) {
    this.version = version;
  }
}

/**
 * Properties of an HTTP API integration.
 */
export interface HttpIntegrationProps extends HttpIntegrationOptions {
  /**
   * The API that the integration belongs to.
   */
  readonly httpApi: IHttpApiRef;

  /**
   * The type of the integration.
   */
  readonly integrationType: HttpIntegrationType;

  /**
   * The action of an AWS service that the integration calls. Specify either `integrationSubtype` or `integrationUri`.
   *
   * @default - none
   */
  readonly integrationSubtype?: HttpIntegrationSubtype;

  /**
   * The target that the integration calls, 1 to 2,048 characters: the ARN of a Lambda function, a URL, or the ARN of a load balancer
   * listener or Cloud Map service.
   *
   * Specify either `integrationUri` or `integrationSubtype`.
   *
   * @default - none
   */
  readonly integrationUri?: string;

  /**
   * The HTTP method that API Gateway uses to call an HTTP endpoint.
   *
   * @default - none. An integration of type `HTTP_PROXY` requires a method
   */
  readonly method?: HttpMethod;

  /**
   * The ID of the VPC link to a private endpoint.
   *
   * @default - none
   */
  readonly connectionId?: string;

  /**
   * The network connection to the endpoint.
   *
   * @default HttpConnectionType.INTERNET
   */
  readonly connectionType?: HttpConnectionType;

  /**
   * The payload format version, which determines the format of the event that the integration receives.
   *
   * @default - the default of API Gateway
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
   */
  readonly payloadFormatVersion?: PayloadFormatVersion;

  /**
   * The server name that the certificate of a private endpoint must contain.
   *
   * If the server name is set, API Gateway calls the endpoint over HTTPS.
   *
   * @default - API Gateway calls a private endpoint over HTTP
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigatewayv2-integration-tlsconfig.html
   */
  readonly secureServerName?: string;

  /**
   * The parameter mapping, which changes the request to the integration or specifies the parameters of an AWS service action.
   *
   * @default - no changes
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * The credentials that API Gateway uses to call the integration.
   *
   * @default - none. Without credentials, the resource policy of a Lambda function must permit API Gateway to invoke the function
   */
  readonly credentials?: IntegrationCredentials;
}

/**
 * An integration of an HTTP API. The integrations of the `integrations` module create this resource for their routes.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html
 * @resource AWS::ApiGatewayV2::Integration
 * @example
 * import { HttpApi, HttpIntegration, HttpIntegrationType, HttpMethod, PayloadFormatVersion } from 'cdk-apigatewayv2';
 *
 * declare const api: HttpApi;
 *
 * new HttpIntegration(this, 'Integration', {
 *   httpApi: api,
 *   integrationType: HttpIntegrationType.HTTP_PROXY,
 *   integrationUri: 'https://books.example.com',
 *   method: HttpMethod.GET,
 *   payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
 * });
 */
export class HttpIntegration extends Resource implements IHttpIntegration {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.HttpIntegration';

  /** The ID that API Gateway assigns to the integration. */
  public readonly integrationId: string;

  private readonly api: IHttpApiRef;

  /**
   * @param scope The scope of the integration
   * @param id The ID of the construct in the scope
   * @param props The properties of the integration
   */
  public constructor(scope: Construct, id: string, props: HttpIntegrationProps) {
    props = injected(HttpIntegration.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    if (!props.httpApi) {
      requireProp(this, 'httpApi', props.httpApi);
    }
    enforceHttpIntegration(this, props);
    const resource = new CfnIntegration(this, 'Resource', {
      apiId: (props.httpApi as Partial<IHttpApi>).apiId ?? props.httpApi.apiRef.apiId,
      connectionId: props.connectionId,
      connectionType: props.connectionType,
      credentialsArn: props.credentials?.credentialsArn,
      description: props.description,
      integrationMethod: props.method,
      integrationSubtype: props.integrationSubtype,
      integrationType: props.integrationType,
      integrationUri: props.integrationUri,
      payloadFormatVersion: props.payloadFormatVersion?.version,
      requestParameters: props.parameterMapping?.mappings,
      responseParameters: props.responseParameterMapping && renderResponses(props.responseParameterMapping),
      timeoutInMillis: props.timeout?.toMilliseconds(),
      tlsConfig: props.secureServerName ? { serverNameToVerify: props.secureServerName } : undefined,
    });
    this.integrationId = resource.ref;
    this.api = props.httpApi;
  }

  /** The API that the integration belongs to. */
  public get httpApi(): IHttpApi {
    return toIHttpApi(this, this.api);
  }

  /** The reference to this integration. */
  public get integrationRef(): IntegrationReference {
    return { apiId: this.api.apiRef.apiId, integrationId: this.integrationId };
  }
}

/**
 * Options for binding an integration to a route of an HTTP API.
 */
export interface HttpRouteIntegrationBindOptions {
  /**
   * The route that uses the integration.
   */
  readonly route: IHttpRoute;

  /**
   * The scope for constructs that the integration creates.
   */
  readonly scope: Construct;
}

/**
 * The configuration that the `bind()` method of an integration returns.
 */
export interface HttpRouteIntegrationConfig extends HttpIntegrationOptions {
  /**
   * The type of the integration.
   */
  readonly type: HttpIntegrationType;

  /**
   * The action of an AWS service that the integration calls. Specify either `subtype` or `uri`.
   *
   * @default - none
   */
  readonly subtype?: HttpIntegrationSubtype;

  /**
   * The target that the integration calls: the ARN of a Lambda function, a URL, or the ARN of a load balancer listener or Cloud Map
   * service.
   *
   * Specify either `uri` or `subtype`.
   *
   * @default - none
   */
  readonly uri?: string;

  /**
   * The HTTP method that API Gateway uses to call an HTTP endpoint.
   *
   * @default - none. An integration of type `HTTP_PROXY` requires a method
   */
  readonly method?: HttpMethod;

  /**
   * The ID of the VPC link to a private endpoint.
   *
   * @default - none
   */
  readonly connectionId?: string;

  /**
   * The network connection to the endpoint.
   *
   * @default HttpConnectionType.INTERNET
   */
  readonly connectionType?: HttpConnectionType;

  /**
   * The payload format version, which determines the format of the event that the integration receives.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
   */
  readonly payloadFormatVersion: PayloadFormatVersion;

  /**
   * The server name that the certificate of a private endpoint must contain.
   *
   * If the server name is set, API Gateway calls the endpoint over HTTPS.
   *
   * @default - API Gateway calls a private endpoint over HTTP
   */
  readonly secureServerName?: string;

  /**
   * The parameter mapping, which changes the request to the integration or specifies the parameters of an AWS service action.
   *
   * @default - no changes
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * The credentials that API Gateway uses to call the integration.
   *
   * @default - none. Without credentials, the resource policy of a Lambda function must permit API Gateway to invoke the function
   */
  readonly credentials?: IntegrationCredentials;
}

/**
 * The base class of integrations that routes of an HTTP API can use.
 *
 * Extend this class for targets that the `integrations` module does not support.
 *
 * Routes of one API that use the same object share one integration. Create a separate object for each API.
 */
export abstract class HttpRouteIntegration {
  // A TypeScript `private` member would make this class incompatible with aws-cdk-lib's class, which has its own private members
  readonly #bound: BoundResources<HttpIntegration>;

  /**
   * @param id The ID of the `HttpIntegration` construct, which is created for the first route
   */
  public constructor(id: string) {
    this.#bound = new BoundResources(id, 'integration');
  }

  /** @internal */
  public readonly _protocol?: 'HTTP' | 'WEBSOCKET' = 'HTTP';

  /**
   * Binds the integration to a route: creates the resource for the first route, and calls `completeBind` for every route.
   *
   * @internal
   */
  public _bindToRoute(
    options: HttpRouteIntegrationBindOptions,
    api: IHttpApiRef = httpApiRefOf(options.route),
  ): { readonly integrationId: string } {
    const bound = this.#bound;
    let integration = bound.find(options.route, api);
    if (!integration) {
      const scope = bound.scopeOf(api, options.scope);
      const config = this.bind(scope === options.scope ? options : { ...options, scope });
      // As in aws-cdk-lib, every property is passed, even if it is undefined, because property injectors receive the properties
      integration = new HttpIntegration(scope, bound.id, {
        httpApi: api,
        integrationType: config.type,
        integrationSubtype: config.subtype,
        integrationUri: config.uri,
        connectionId: config.connectionId,
        connectionType: config.connectionType,
        method: config.method,
        payloadFormatVersion: config.payloadFormatVersion,
        secureServerName: config.secureServerName,
        timeout: config.timeout,
        parameterMapping: config.parameterMapping,
        credentials: config.credentials,
        description: config.description,
        responseParameterMapping: config.responseParameterMapping,
      });
      bound.add(api, integration);
      this._created?.(integration, api);
    }
    this.completeBind(options);
    return integration;
  }

  /**
   * Changes the integration after the resource is created.
   *
   * @internal
   */
  protected _created?(integration: HttpIntegration, api: IHttpApiRef): void;

  /**
   * Creates the constructs that each route needs, such as permissions.
   *
   * This method is called once for every route that uses the integration, after the integration resource is created.
   *
   * @param _options The route, and the scope for constructs
   */
  protected completeBind(_options: HttpRouteIntegrationBindOptions): void {}

  /**
   * Returns the configuration of the integration, and creates the constructs that all its routes share.
   *
   * This method is called only for the first route that uses the integration.
   *
   * @param options The route, and the scope for constructs
   */
  public abstract bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig;
}

// `lib/private/aws-cdk-lib-types.ts` declares that this class extends aws-cdk-lib's class, so `instanceof` must return true at run time
Object.setPrototypeOf(HttpRouteIntegration.prototype, AwsHttpRouteIntegration.prototype);

// The response mapping is rendered at synthesis, like the request mapping, because an app can extend the mapping until then
function renderResponses(byStatus: { readonly [status: string]: ResponseParameterMapping }): IResolvable {
  return Lazy.any({
    produce: () => Object.fromEntries(Object.entries(byStatus).map(([status, mapping]) => [status, mapping._render()])),
  });
}
