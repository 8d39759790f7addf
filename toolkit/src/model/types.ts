import type { Json, Known, Text } from './value-types';
import type { Element, FunctionLink, Link, Source } from './element-types';
import type { DomainName } from './domain-types';
import type { LambdaFunction, Permission } from './function-types';
import type { ApiKey, UsagePlan } from './usage-plan-types';

/**
 * The types of the API model: plain JSON data that says what a synthesized app defines with API Gateway v2.
 *
 * - Every element has an `id` (unique in its model) and a `source` (where it comes from). Elements refer to each
 * other by
 *   a `Link`.
 * - A value that is known only at deployment is an `Unresolved`: a text for people, and its parts for programs. It is
 * never guessed and never left out.
 * - A property that the template does not set is absent. Defaults of API Gateway are not filled in, except if a
 *   docstring says so.
 */

export * from './value-types';
export * from './element-types';
export * from './domain-types';
export * from './function-types';
export * from './usage-plan-types';

/** The version of the model that this release writes. It grows when a reader of older models would misread new ones. */
export const MODEL_VERSION = 1;

/** The APIs, domain names and related resources of a synthesized app. */
export interface ApiModel {
  /** The version of this data structure: 1. Readers reject a greater one. */
  version: number;
  /**
   * The absolute path of the cloud assembly. Paths of the model are relative to it. Absent for a template from
   * standard input.
   */
  directory?: string;
  /** The stacks, in the order of the assembly. A nested stack follows its parent. */
  stacks: Stack[];
  /** The APIs, and those of other apps to which this one adds routes or stages. */
  apis: Api[];
  /** The custom domain names, and those of other apps to which this one adds mappings. */
  domainNames: DomainName[];
  /** The VPC links. */
  vpcLinks: VpcLink[];
  /**
   * The Lambda functions that APIs, integrations, authorizers or permissions of API Gateway use, and all others of
   * the app.
   */
  functions: LambdaFunction[];
  /** The permissions of API Gateway to invoke functions. */
  permissions: Permission[];
  /** The usage plans that cover a stage of an API of the model. */
  usagePlans: UsagePlan[];
  /** The API keys. */
  apiKeys: ApiKey[];
  /** The parts that could not be read, such as an OpenAPI document in an S3 bucket. */
  notices: Notice[];
}

/** A missing part of the model, and the reason. */
export interface Notice {
  /** A PascalCase code, such as `OpenApiNotRead`. */
  code: string;
  /** One or more sentences. */
  message: string;
  /** The element concerned. */
  source?: Source;
}

/** A stack of the app, or a nested stack. */
export interface Stack {
  /** The artifact ID. For nested stacks, `/` and the logical ID in the parent follow. */
  id: string;
  /** The construct path, such as `Prod/Shop`. The ID if it is unknown. */
  path: string;
  /** The name in CloudFormation. Absent for nested stacks and single templates. */
  name?: string;
  /** The template file. */
  template?: string;
  /** The ID of the stack that contains this nested stack. */
  parent?: string;
  /** The account, if the assembly specifies it. */
  account?: string;
  /** The Region, if the assembly specifies it. */
  region?: string;
  /** The parameters, without those of the CDK itself. */
  parameters: Parameter[];
  /** The conditions. */
  conditions: Condition[];
  /** The outputs. */
  outputs: Output[];
  /** The name of the condition of a nested stack in its parent. */
  condition?: string;
}

/** A parameter of a template. */
export interface Parameter {
  /** The name. */
  name: string;
  /** The type, such as `String`. */
  type: string;
  /** The default. */
  default?: string;
  /** The value that the parent stack passes, for a parameter of a nested stack. */
  value?: Known<Json>;
}

/** A condition of a template. */
export interface Condition {
  /** The name. */
  name: string;
  /**
   * The expression (`Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, `Condition`), with values resolved as far as they
   * are known.
   */
  expression: Json;
}

/** An output of a stack. */
export interface Output {
  /** The logical ID. */
  name: string;
  /** The value. */
  value: Known<Json>;
  /** The description. */
  description?: string;
  /** The name of the export. */
  exportName?: Text;
  /** The name of the condition on which the output exists. */
  condition?: string;
}

/** An API. */
export interface Api extends Element {
  /** The name. Empty if the template has none. */
  name: Text;
  /** The protocol. `UNKNOWN` for an API of another app, or if it is known only at deployment. */
  protocol: 'HTTP' | 'WEBSOCKET' | 'UNKNOWN';
  /** Whether another app defines the API and this one adds to it. Then `id` contains the API's ID. */
  imported: boolean;
  /** The API ID of an imported API. */
  apiId?: Text;
  /** The description. */
  description?: Text;
  /** The version. */
  apiVersion?: Text;
  /** The default endpoint, without stage: `https://…` or `wss://…`. */
  endpoint: Text;
  /** Whether the default endpoint is disabled. */
  disableExecuteApiEndpoint?: Known<boolean>;
  /** `ipv4` or `dualstack`. */
  ipAddressType?: Text;
  /** The expression that selects the route of a WebSocket message. */
  routeSelectionExpression?: Text;
  /** The expression that selects the API key of a WebSocket request. */
  apiKeySelectionExpression?: Text;
  /** Whether models are validated when they are created. */
  disableSchemaValidation?: Known<boolean>;
  /** The CORS configuration. */
  cors?: Known<Cors>;
  /** The OpenAPI document from which API Gateway imports the API. Its routes are among `routes`. */
  openApi?: OpenApiSource;
  /** The routes, in the order of the templates. */
  routes: Route[];
  /** The integrations. */
  integrations: Integration[];
  /** The authorizers. */
  authorizers: Authorizer[];
  /** The stages. */
  stages: Stage[];
  /** The models of a WebSocket API. */
  models: Model[];
  /** The deployments that the template creates itself. */
  deployments: Deployment[];
  /** The tags. */
  tags?: Known<Record<string, Text>>;
}

/** The location of the OpenAPI document of an API. */
export interface OpenApiSource {
  /**
   * In the template (`inline`), an asset of the assembly (`asset`), a file in the folder of the template (`file`) or a bucket
   * that is not read (`s3`).
   */
  kind: 'inline' | 'asset' | 'file' | 's3';
  /** The file. */
  path?: string;
  /** The S3 location. */
  location?: Text;
  /** The document, as far as it was read, with resolved values if they are known. */
  document?: Json;
}

/** A CORS configuration. */
export interface Cors {
  /** `Access-Control-Allow-Credentials`. */
  allowCredentials?: Known<boolean>;
  /** The headers that a request may have. */
  allowHeaders?: Known<Text[]>;
  /** The methods. */
  allowMethods?: Known<Text[]>;
  /** The origins. */
  allowOrigins?: Known<Text[]>;
  /** The headers that a browser shows to scripts. */
  exposeHeaders?: Known<Text[]>;
  /** The time for which a browser may cache the preflight response, in seconds. */
  maxAge?: Known<number>;
}

/** A route. */
export interface Route extends Element {
  /** The route key: `GET /books/{id}`, `$default`, `$connect`, `sendMessage`. */
  key: Text;
  /** The method of an HTTP API route, or `ANY`. Absent for `$default`, WebSocket routes and unresolved keys. */
  method?: string;
  /** The path of an HTTP API route. Absent for `$default`, WebSocket routes and unresolved keys. */
  path?: string;
  /**
   * The authorization type: `NONE` (also if the template does not set it), `AWS_IAM`, `JWT` or `CUSTOM` (a Lambda
   * authorizer).
   */
  authorization: Text;
  /** The authorizer. */
  authorizer?: Link;
  /** The scopes, one of which a token needs. Empty if it has none. */
  scopes: Known<Text[]>;
  /** Whether a WebSocket route needs an API key. `false` if the template does not set it. */
  apiKeyRequired: Known<boolean>;
  /** The integration. */
  integration?: Link;
  /** The operation name. */
  operationName?: Text;
  /** The expression that selects the model of a WebSocket message. */
  modelSelectionExpression?: Text;
  /** The models of a WebSocket message, by the key that the expression selects. The values are names of models. */
  requestModels?: Known<Record<string, Text>>;
  /**
   * The request parameters with whether each is required, such as `{ 'route.request.header.Authorization': {
   * Required: true } }`.
   */
  requestParameters?: Known<Record<string, Json>>;
  /** The expression that selects the route response, such as `$default`. Two-way WebSocket routes have one. */
  routeResponseSelectionExpression?: Text;
  /** The route responses of a WebSocket route. */
  responses: RouteResponse[];
}

/** A route response of a WebSocket route. */
export interface RouteResponse extends Element {
  /** The key, such as `$default`. */
  key: Text;
  /** The expression that selects the model. */
  modelSelectionExpression?: Text;
  /** The models. */
  responseModels?: Known<Record<string, Text>>;
  /** The response parameters with whether each is required. */
  responseParameters?: Known<Record<string, Json>>;
}

/** An integration. */
export interface Integration extends Element {
  /** `AWS_PROXY`, `HTTP_PROXY`, `AWS`, `HTTP` or `MOCK`. */
  type: Text;
  /** The target that API Gateway calls, as far as the template specifies it. */
  target: Target;
  /** The integration URI. */
  uri?: Text;
  /** The service action of an HTTP API's service integration, such as `SQS-SendMessage`. */
  subtype?: Text;
  /** The method of the request to the target. */
  method?: Text;
  /** The payload format version, `1.0` or `2.0`. */
  payloadFormatVersion?: Text;
  /** The timeout in milliseconds. */
  timeoutMillis?: Known<number>;
  /** `INTERNET` or `VPC_LINK`. */
  connectionType?: Text;
  /** The VPC link. */
  vpcLink?: Link;
  /** The IAM role with which API Gateway calls the target. */
  credentials?: Text;
  /**
   * The mappings of the request, by their left side, such as `append:header.x` or `integration.request.header.x`. For
   * a service action: its parameters.
   */
  requestParameters?: Known<Record<string, Json>>;
  /** The mappings of the responses of an HTTP API integration, by status code and left side. */
  responseParameters?: Known<Record<string, Known<Record<string, Text>>>>;
  /** The templates of a WebSocket integration's request, by the key that the expression selects. */
  requestTemplates?: Known<Record<string, Text>>;
  /** The expression that selects the template. */
  templateSelectionExpression?: Text;
  /** `WHEN_NO_MATCH`, `WHEN_NO_TEMPLATES` or `NEVER`. */
  passthroughBehavior?: Text;
  /** `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`. */
  contentHandlingStrategy?: Text;
  /** The server name of the target's certificate (`TlsConfig`). */
  tlsServerName?: Text;
  /** The description. */
  description?: Text;
  /** The integration responses of a WebSocket integration. */
  responses: IntegrationResponse[];
}

/** An integration response of a WebSocket integration. */
export interface IntegrationResponse extends Element {
  /** The key: `$default`, or a regular expression between slashes, such as `/4\d\d/`. */
  key: Text;
  /** The templates of the response. */
  responseTemplates?: Known<Record<string, Text>>;
  /** The mappings of the response. */
  responseParameters?: Known<Record<string, Json>>;
  /** The expression that selects the template. */
  templateSelectionExpression?: Text;
  /** `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`. */
  contentHandlingStrategy?: Text;
}

/** The target that an integration calls. */
export type Target = FunctionTarget | HttpTarget | PrivateTarget | ServiceTarget | MockTarget | UnresolvedTarget;

/** A Lambda function. */
export interface FunctionTarget {
  kind: 'function';
  /** The function. */
  function: FunctionLink;
}

/** A URL. */
export interface HttpTarget {
  kind: 'http';
  /** The URL, with parameters such as `{proxy}` and `${stageVariables.host}`. */
  url: Text;
  /** The HTTP method. Absent if the integration uses the method of the request. */
  method?: Text;
}

/** A listener of a load balancer or a Cloud Map service behind a VPC link. */
export interface PrivateTarget {
  kind: 'private';
  /** The ARN of the listener or service, or a URL. */
  uri: Text;
  /** The VPC link. */
  vpcLink?: Link;
  /** The HTTP method. Absent if the integration uses the method of the request. */
  method?: Text;
}

/** An action of an AWS service. */
export interface ServiceTarget {
  kind: 'service';
  /** The service in lower case, such as `sqs`, `dynamodb`, `states`, `events`. */
  service: string;
  /** The action, such as `SendMessage`, or the path for services that are called by path. */
  action: Text;
  /**
   * The resource that the action applies to, such as a queue URL or a table, if the mapped parameters of an HTTP API
   * name it.
   */
  resource?: Text;
}

/** A mock target: API Gateway accepts the message without calling a backend. */
export interface MockTarget {
  kind: 'mock';
}

/** A target that is known only at deployment. */
export interface UnresolvedTarget {
  kind: 'unresolved';
  /** The value in the template. */
  uri: Text;
}

/** An authorizer. */
export interface Authorizer extends Element {
  /** The name. */
  name: Text;
  /** `JWT` or `REQUEST` (a Lambda authorizer). */
  type: Text;
  /** The identity sources, such as `$request.header.Authorization`. Empty if it has none. */
  identitySources: Known<Text[]>;
  /** The issuer and audiences that a JWT authorizer verifies. */
  jwt?: Known<JwtConfiguration>;
  /** The function of a Lambda authorizer. */
  function?: FunctionLink;
  /** The URI of a Lambda authorizer. */
  uri?: Text;
  /** The IAM role with which API Gateway calls the function. */
  credentials?: Text;
  /** The payload format version, `1.0` or `2.0`. */
  payloadFormatVersion?: Text;
  /** Whether the function returns a boolean instead of an IAM policy. */
  enableSimpleResponses?: Known<boolean>;
  /** The time for which API Gateway caches a result, in seconds. */
  resultTtlSeconds?: Known<number>;
  /** The validation expression of the template. */
  identityValidationExpression?: Text;
}

/** The issuer and audiences that a JWT authorizer verifies. */
export interface JwtConfiguration {
  /** The issuer. */
  issuer?: Text;
  /** The audiences, one of which a token needs. */
  audience?: Known<Text[]>;
}

/** A stage. */
export interface Stage extends Element {
  /** The name, `$default` included. */
  name: Text;
  /** The URL on the default endpoint, also if it is disabled. */
  url: Text;
  /** Whether changes of the API are deployed at once. */
  autoDeploy?: Known<boolean>;
  /** The deployment of a stage without automatic deployment. */
  deployment?: Link;
  /** The description. */
  description?: Text;
  /** The stage variables. */
  variables?: Known<Record<string, Text>>;
  /** The settings of all routes. */
  defaultRouteSettings?: Known<RouteSettings>;
  /** The settings of single routes, by route key. */
  routeSettings?: Known<Record<string, Known<RouteSettings>>>;
  /** The access log. */
  accessLog?: Known<AccessLog>;
  /** The client certificate of a WebSocket API. */
  clientCertificateId?: Text;
  /** The tags. */
  tags?: Known<Record<string, Text>>;
}

/** Settings of routes on a stage. */
export interface RouteSettings {
  /** The number of requests that can exceed the rate for a moment. */
  throttlingBurstLimit?: Known<number>;
  /** Requests a second. */
  throttlingRateLimit?: Known<number>;
  /** `OFF`, `ERROR` or `INFO`. WebSocket APIs only. */
  loggingLevel?: Text;
  /** Whether the log has whole requests and responses. WebSocket APIs only. */
  dataTraceEnabled?: Known<boolean>;
  /** Whether metrics are published by route. */
  detailedMetricsEnabled?: Known<boolean>;
}

/** The access log of a stage. */
export interface AccessLog {
  /** The ARN of the log group or delivery stream. */
  destination?: Text;
  /** The format. */
  format?: Text;
}

/** A model of a WebSocket API. */
export interface Model extends Element {
  /** The name. */
  name: Text;
  /** The content type. */
  contentType?: Text;
  /** The description. */
  description?: Text;
  /** The JSON schema (draft 4). */
  schema: Known<Json>;
}

/** A deployment that the template creates. */
export interface Deployment extends Element {
  /** The name of the stage that it updates. */
  stageName?: Text;
  /** The description. */
  description?: Text;
}

/** A VPC link. */
export interface VpcLink extends Element {
  /** The name. */
  name: Text;
  /** The subnets. */
  subnetIds: Known<Text[]>;
  /** The security groups. */
  securityGroupIds: Known<Text[]>;
}
