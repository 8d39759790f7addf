import type { IntegrationReference } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpRouteIntegration as AwsHttpRouteIntegration, CfnIntegration } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IRoleRef } from 'aws-cdk-lib/aws-iam';
import type { IResolvable } from 'aws-cdk-lib/core';
import { Aws, Lazy, Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import type { IIntegration } from '../common/integration';
import type { ParameterMapping } from '../common/parameter-mapping';
import { enforceHttpIntegration } from '../validation/enforce-integration';
import { fail } from '../validation/errors';
import { requireProp } from '../validation/required-prop';
import { injected } from '../private/injection';
import { integrationScope } from '../private/integration-scope';
import type { IHttpApi, IHttpApiRef } from './api-ref';
import { httpApiRefOf, toIHttpApi } from './api-ref';
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
 * The types of integrations that HTTP APIs have.
 */
export enum HttpIntegrationType {
  /**
   * An HTTP endpoint, on the internet or behind a VPC link.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
   */
  HTTP_PROXY = 'HTTP_PROXY',
  /**
   * A Lambda function, or an action of another AWS service.
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
  /** Puts an event on an EventBridge bus. */
  EVENTBRIDGE_PUT_EVENTS = 'EventBridge-PutEvents',
  /** Sends a message to an SQS queue. */
  SQS_SEND_MESSAGE = 'SQS-SendMessage',
  /** Receives messages from an SQS queue. */
  SQS_RECEIVE_MESSAGE = 'SQS-ReceiveMessage',
  /** Deletes a message from an SQS queue. */
  SQS_DELETE_MESSAGE = 'SQS-DeleteMessage',
  /** Deletes all messages of an SQS queue. */
  SQS_PURGE_QUEUE = 'SQS-PurgeQueue',
  /** Reads a configuration from AppConfig. */
  APPCONFIG_GET_CONFIGURATION = 'AppConfig-GetConfiguration',
  /** Puts a record into a Kinesis data stream. */
  KINESIS_PUT_RECORD = 'Kinesis-PutRecord',
  /** Starts an execution of a state machine. */
  STEPFUNCTIONS_START_EXECUTION = 'StepFunctions-StartExecution',
  /** Runs an express state machine and answers with its output. */
  STEPFUNCTIONS_START_SYNC_EXECUTION = 'StepFunctions-StartSyncExecution',
  /** Stops an execution of a state machine. */
  STEPFUNCTIONS_STOP_EXECUTION = 'StepFunctions-StopExecution',
}

/**
 * The way to an integration's endpoint.
 */
export enum HttpConnectionType {
  /** Through a VPC link. */
  VPC_LINK = 'VPC_LINK',
  /** Through the internet. */
  INTERNET = 'INTERNET',
}

/**
 * Whose credentials an integration uses.
 */
export abstract class IntegrationCredentials {
  /**
   * Those of a role that API Gateway assumes.
   *
   * @param role the role; it must trust `apigateway.amazonaws.com`
   */
  public static fromRole(role: IRoleRef): IntegrationCredentials {
    return { credentialsArn: role.roleRef.roleArn };
  }

  /** Those of the caller, who must have signed the request. */
  public static useCallerIdentity(): IntegrationCredentials {
    return { credentialsArn: `arn:${Aws.PARTITION}:iam::*:user/*` };
  }

  /** The ARN that the service takes for the credentials. */
  public abstract readonly credentialsArn: string;
}

/**
 * The version of the event that an integration gets.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export class PayloadFormatVersion {
  /** Version 1.0, which all but Lambda integrations must have. */
  public static readonly VERSION_1_0 = new PayloadFormatVersion('1.0');

  /** Version 2.0. */
  public static readonly VERSION_2_0 = new PayloadFormatVersion('2.0');

  /**
   * A version that is not named here.
   *
   * @param version the version as the service takes it
   */
  public static custom(version: string): PayloadFormatVersion {
    return new PayloadFormatVersion(version);
  }

  /** The version as the service takes it. */
  public readonly version: string;

  private constructor(version: string) {
    this.version = version;
  }
}

/**
 * Properties of an integration.
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
   * The action of an AWS service that is called. Either this or `integrationUri` is needed.
   *
   * @default - none
   */
  readonly integrationSubtype?: HttpIntegrationSubtype;

  /**
   * The ARN of the function, the URL, or the ARN of the listener or Cloud Map service that is called, 1 to 2048 characters. Either
   * this or `integrationSubtype` is needed.
   *
   * @default - none
   */
  readonly integrationUri?: string;

  /**
   * The method that an HTTP endpoint is called with.
   *
   * @default - none; an integration of type `HTTP_PROXY` needs one
   */
  readonly method?: HttpMethod;

  /**
   * The ID of the VPC link to go through.
   *
   * @default - none
   */
  readonly connectionId?: string;

  /**
   * The way to the endpoint.
   *
   * @default HttpConnectionType.INTERNET
   */
  readonly connectionType?: HttpConnectionType;

  /**
   * The version of the event that the integration gets.
   *
   * @default - that of the service
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
   */
  readonly payloadFormatVersion?: PayloadFormatVersion;

  /**
   * The name that the certificate of a private endpoint must bear. With it the endpoint is called over HTTPS.
   *
   * @default - a private endpoint is called over HTTP
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigatewayv2-integration-tlsconfig.html
   */
  readonly secureServerName?: string;

  /**
   * Changes to the request before it is passed on, or the parameters of the service's action.
   *
   * @default - the request is passed on as it is
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * Whose credentials are used.
   *
   * @default - none; the resource policy of the target decides
   */
  readonly credentials?: IntegrationCredentials;
}

/**
 * An integration of an HTTP API. The classes of the `integrations` module make it when a route uses them.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations.html
 * @resource AWS::ApiGatewayV2::Integration
 */
export class HttpIntegration extends Resource implements IHttpIntegration {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.HttpIntegration';

  /** The ID that API Gateway assigns to the integration. */
  public readonly integrationId: string;

  private readonly api: IHttpApiRef;

  /**
   * @param scope the scope of the integration
   * @param id the ID of the construct in the scope
   * @param props the properties of the integration
   */
  public constructor(scope: Construct, id: string, props: HttpIntegrationProps) {
    props = injected(HttpIntegration.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    requireProp(this, 'httpApi', props.httpApi);
    enforceHttpIntegration(this, props);
    const resource = new CfnIntegration(this, 'Resource', {
      apiId: props.httpApi.apiRef.apiId,
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
 * What an integration is told when a route uses it.
 */
export interface HttpRouteIntegrationBindOptions {
  /**
   * The route.
   */
  readonly route: IHttpRoute;

  /**
   * The scope for constructs that the integration makes.
   */
  readonly scope: Construct;
}

/**
 * What an integration tells the route that uses it.
 */
export interface HttpRouteIntegrationConfig extends HttpIntegrationOptions {
  /**
   * The type of the integration.
   */
  readonly type: HttpIntegrationType;

  /**
   * The action of an AWS service that is called. Either this or `uri` is needed.
   *
   * @default - none
   */
  readonly subtype?: HttpIntegrationSubtype;

  /**
   * The ARN of the function, the URL, or the ARN of the listener or Cloud Map service that is called. Either this or `subtype` is
   * needed.
   *
   * @default - none
   */
  readonly uri?: string;

  /**
   * The method that an HTTP endpoint is called with.
   *
   * @default - none; an integration of type `HTTP_PROXY` needs one
   */
  readonly method?: HttpMethod;

  /**
   * The ID of the VPC link to go through.
   *
   * @default - none
   */
  readonly connectionId?: string;

  /**
   * The way to the endpoint.
   *
   * @default HttpConnectionType.INTERNET
   */
  readonly connectionType?: HttpConnectionType;

  /**
   * The version of the event that the integration gets.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
   */
  readonly payloadFormatVersion: PayloadFormatVersion;

  /**
   * The name that the certificate of a private endpoint must bear. With it the endpoint is called over HTTPS.
   *
   * @default - a private endpoint is called over HTTP
   */
  readonly secureServerName?: string;

  /**
   * Changes to the request before it is passed on, or the parameters of the service's action.
   *
   * @default - the request is passed on as it is
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * Whose credentials are used.
   *
   * @default - none; the resource policy of the target decides
   */
  readonly credentials?: IntegrationCredentials;
}

/**
 * Something that routes of an HTTP API can call. Extend it for targets that the `integrations` module does not have.
 *
 * One object can serve several routes of one API: they then share one integration.
 */
export abstract class HttpRouteIntegration {
  // Not `private`: a subclass of aws-cdk-lib's class has members of these names already
  readonly #id: string;
  #integration?: { readonly integrationId: string; readonly api: IHttpApiRef };

  /**
   * @param id the ID of the `HttpIntegration` construct that is made for the first route
   */
  public constructor(id: string) {
    this.#id = id;
  }

  /** @internal */
  public get _protocol(): 'HTTP' {
    return 'HTTP';
  }

  /**
   * Called by each route: binds once an API, completes for every route.
   *
   * @internal
   */
  public _bindToRoute(options: HttpRouteIntegrationBindOptions): { readonly integrationId: string } {
    const api = httpApiRefOf(options.route);
    if (!this.#integration) {
      const scope = integrationScope(api, options.scope, this.#id);
      const config = this.bind(scope === options.scope ? options : { ...options, scope });
      const integration = new HttpIntegration(scope, this.#id, {
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
      this.#integration = { integrationId: integration.integrationId, api };
      this._created(integration, api);
    } else if (this.#integration.api !== api && this.#integration.api.apiRef.apiId !== api.apiRef.apiId) {
      fail(
        options.route,
        'IntegrationOnSeveralApis',
        `the integration '${this.#id}' already serves another API. Make one integration object for each API.`,
      );
    }
    this.completeBind(options);
    return { integrationId: this.#integration.integrationId };
  }

  /**
   * Called after the integration was created.
   *
   * @internal
   */
  protected _created(_integration: HttpIntegration, _api: IHttpApiRef): void {}

  /**
   * Called for every route, after the integration stands, whether it was made for this route or an earlier one: the place for
   * permissions.
   *
   * @param _options the route, and a scope for constructs
   */
  protected completeBind(_options: HttpRouteIntegrationBindOptions): void {}

  /**
   * Called for the first route: says what the integration is, and makes what it needs.
   *
   * @param options the route, and a scope for constructs
   */
  public abstract bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig;
}

// Declared in `lib/private/aws-cdk-lib-types.ts`, and so at run time too
Object.setPrototypeOf(HttpRouteIntegration.prototype, AwsHttpRouteIntegration.prototype);

// At synthesis, like the request mapping: mappings can grow until then.
function renderResponses(byStatus: { readonly [status: string]: ResponseParameterMapping }): IResolvable {
  return Lazy.any({
    produce: () => Object.fromEntries(Object.entries(byStatus).map(([status, mapping]) => [status, mapping._render()])),
  });
}
