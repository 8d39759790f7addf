import type { Json, Known, Text } from './value-types';
import type { Element, FunctionLink, Link, Source } from './element-types';
import type { DomainName } from './domain-types';
import type { LambdaFunction, Permission } from './function-types';
import type { ApiKey, UsagePlan } from './usage-plan-types';

/**
 * The types of the API model: plain JSON data about the API Gateway v2 resources of a synthesized app.
 *
 * - Every element has an `id`, which is unique in its model, and a `source`, which names its stack and resource. An
 *   element refers to another element by a `Link`.
 * - A value that is known only at deployment is an `Unresolved`, with human-readable text and machine-readable parts.
 *   The model never guesses or omits such a value.
 * - A property that the template does not set is absent. Defaults of API Gateway are added only if a docstring says
 *   so.
 */

export * from './value-types';
export * from './element-types';
export * from './domain-types';
export * from './function-types';
export * from './usage-plan-types';

/**
 * The version of the model that this release writes. The version increases with each change that an older reader would
 * misinterpret.
 */
export const MODEL_VERSION = 1;

/** The model of a synthesized app: its APIs, domain names and related resources. */
export interface ApiModel {
  /** The version of this data structure, which is 1. `apigwv2` rejects any other version. */
  version: number;
  /**
   * The absolute path of the cloud assembly, which the paths in the model are relative to. Absent if a template was
   * passed without a folder.
   */
  directory?: string;
  /** The stacks of the app, in the order of the assembly. A nested stack follows its parent. */
  stacks: Stack[];
  /** The APIs of the app, and the APIs of other apps to which this app adds routes or stages. */
  apis: Api[];
  /** The custom domain names of the app, and those of other apps to which this app adds API mappings. */
  domainNames: DomainName[];
  /** The VPC links of the app. */
  vpcLinks: VpcLink[];
  /** The Lambda functions of the app, and those of other apps that APIs, authorizers or permissions refer to. */
  functions: LambdaFunction[];
  /** The permissions that allow API Gateway to invoke functions. */
  permissions: Permission[];
  /** The usage plans that cover a stage of an API in the model. */
  usagePlans: UsagePlan[];
  /** The API keys of the app. */
  apiKeys: ApiKey[];
  /** The notices about parts that could not be read, such as an OpenAPI document in an S3 bucket. */
  notices: Notice[];
}

/** A notice about a missing part of the model, with the reason. */
export interface Notice {
  /** The code of the notice in PascalCase, such as `OpenApiNotRead`. */
  code: string;
  /** The text of the notice, which consists of one or more sentences. */
  message: string;
  /** The source of the element that the notice is about. */
  source?: Source;
}

/** A stack of the app, or a nested stack. */
export interface Stack {
  /**
   * The artifact ID of the stack. The ID of a nested stack consists of the ID of the parent stack, `/` and the logical
   * ID in the parent stack.
   */
  id: string;
  /** The construct path of the stack, such as `Prod/Shop`. If the path is unknown, this is the ID of the stack. */
  path: string;
  /** The stack name in CloudFormation. Absent for nested stacks, and for a template that is not part of an assembly. */
  name?: string;
  /** The path of the template file. */
  template?: string;
  /** The ID of the stack that contains this nested stack. */
  parent?: string;
  /** The AWS account of the stack, if the assembly specifies it. */
  account?: string;
  /** The Region of the stack, if the assembly specifies it. */
  region?: string;
  /** The parameters of the template, without those that CDK adds. */
  parameters: Parameter[];
  /** The conditions of the template. */
  conditions: Condition[];
  /** The outputs of the stack. */
  outputs: Output[];
  /** The name of the condition that the parent stack sets for this nested stack. */
  condition?: string;
}

/** A parameter of a template. */
export interface Parameter {
  /** The name of the parameter. */
  name: string;
  /** The type of the parameter, such as `String`. */
  type: string;
  /** The default value of the parameter. */
  default?: string;
  /** The value that the parent stack passes to the parameter of a nested stack. */
  value?: Known<Json>;
}

/** A condition of a template. */
export interface Condition {
  /** The name of the condition. */
  name: string;
  /**
   * The expression (`Fn::Equals`, `Fn::And`, `Fn::Or`, `Fn::Not`, `Condition`), with resolved values if they
   * are known.
   */
  expression: Json;
}

/** An output of a stack. */
export interface Output {
  /** The logical ID of the output. */
  name: string;
  /** The value of the output. */
  value: Known<Json>;
  /** The description of the output. */
  description?: string;
  /** The export name of the output. */
  exportName?: Text;
  /** The name of the condition of the output. */
  condition?: string;
}

/** An HTTP API or a WebSocket API. */
export interface Api extends Element {
  /** The name of the API. Empty if the template does not set a name. */
  name: Text;
  /** The protocol of the API. `UNKNOWN` for an API of another app, or if the protocol is known only at deployment. */
  protocol: 'HTTP' | 'WEBSOCKET' | 'UNKNOWN';
  /**
   * Whether another app defines the API and this app only adds routes or stages. The `id` of an imported API contains
   * its API ID.
   */
  imported: boolean;
  /** The API ID of an imported API. */
  apiId?: Text;
  /** The description of the API. */
  description?: Text;
  /** The version of the API. */
  apiVersion?: Text;
  /** The default endpoint of the API without a stage: `https://…` or `wss://…`. */
  endpoint: Text;
  /** Whether the default endpoint of the API is disabled. */
  disableExecuteApiEndpoint?: Known<boolean>;
  /** The IP address type, `ipv4` or `dualstack`. */
  ipAddressType?: Text;
  /** The expression that selects the route of a WebSocket message. */
  routeSelectionExpression?: Text;
  /** The expression that selects the API key of a WebSocket request. */
  apiKeySelectionExpression?: Text;
  /** Whether API Gateway skips the validation of models when a deployment is created. */
  disableSchemaValidation?: Known<boolean>;
  /** The CORS configuration of the API. */
  cors?: Known<Cors>;
  /** The OpenAPI document that API Gateway imports the API from. The routes of the document are also in `routes`. */
  openApi?: OpenApiSource;
  /** The routes of the API, in the order of the templates. */
  routes: Route[];
  /** The integrations of the API. */
  integrations: Integration[];
  /** The authorizers of the API. */
  authorizers: Authorizer[];
  /** The stages of the API. */
  stages: Stage[];
  /** The models of a WebSocket API. */
  models: Model[];
  /** The deployments that the template itself creates. */
  deployments: Deployment[];
  /** The tags of the API. */
  tags?: Known<Record<string, Text>>;
}

/** The location of the OpenAPI document of an API. */
export interface OpenApiSource {
  /**
   * The kind of location: the template (`inline`), an asset of the assembly (`asset`), a file in the folder of the
   * template (`file`) or an S3 bucket, which is not read (`s3`).
   */
  kind: 'inline' | 'asset' | 'file' | 's3';
  /** The path of the document file. */
  path?: string;
  /** The S3 URI of the document. */
  location?: Text;
  /** The content of the document, if the document was read. Values in the document are resolved if they are known. */
  document?: Json;
}

/** The CORS configuration of an HTTP API. */
export interface Cors {
  /** Whether responses contain the header `Access-Control-Allow-Credentials`. */
  allowCredentials?: Known<boolean>;
  /** The headers that cross-origin requests may contain. */
  allowHeaders?: Known<Text[]>;
  /** The methods that cross-origin requests may use. */
  allowMethods?: Known<Text[]>;
  /** The origins that may send cross-origin requests. */
  allowOrigins?: Known<Text[]>;
  /** The response headers that browsers expose to scripts. */
  exposeHeaders?: Known<Text[]>;
  /** The time in seconds for which browsers may cache the preflight response. */
  maxAge?: Known<number>;
}

/** A route of an HTTP API or a WebSocket API. */
export interface Route extends Element {
  /** The route key, such as `GET /books/{id}`, `$default`, `$connect` or `sendMessage`. */
  key: Text;
  /** The method of an HTTP API route, or `ANY`. Absent for `$default`, WebSocket routes and unresolved keys. */
  method?: string;
  /** The path of an HTTP API route. Absent for `$default`, WebSocket routes and unresolved keys. */
  path?: string;
  /**
   * The authorization type: `NONE` (also if the template does not set the type), `AWS_IAM`, `JWT` or `CUSTOM` (a
   * Lambda authorizer).
   */
  authorization: Text;
  /** The authorizer of the route. */
  authorizer?: Link;
  /** The authorization scopes. A token needs at least one of them. Empty if the route has no scopes. */
  scopes: Known<Text[]>;
  /** Whether a WebSocket route requires an API key. `false` if the template does not set the property. */
  apiKeyRequired: Known<boolean>;
  /** The integration of the route. */
  integration?: Link;
  /** The operation name of the route. */
  operationName?: Text;
  /** The expression that selects the model of a WebSocket message. */
  modelSelectionExpression?: Text;
  /** The request models of a WebSocket route: model names by the key that the selection expression returns. */
  requestModels?: Known<Record<string, Text>>;
  /**
   * The request parameters of the route. Each value states whether the parameter is required, for example
   * `{ 'route.request.header.Authorization': { Required: true } }`.
   */
  requestParameters?: Known<Record<string, Json>>;
  /**
   * The route response selection expression, such as `$default`. Only WebSocket routes that send a response have this
   * expression.
   */
  routeResponseSelectionExpression?: Text;
  /** The responses of a WebSocket route. */
  responses: RouteResponse[];
}

/** A response of a WebSocket route. */
export interface RouteResponse extends Element {
  /** The route response key, such as `$default`. */
  key: Text;
  /** The expression that selects the response model. */
  modelSelectionExpression?: Text;
  /** The response models: model names by the key that the selection expression returns. */
  responseModels?: Known<Record<string, Text>>;
  /** The response parameters. Each value states whether the parameter is required. */
  responseParameters?: Known<Record<string, Json>>;
}

/** An integration of an HTTP API or a WebSocket API. */
export interface Integration extends Element {
  /** The integration type: `AWS_PROXY`, `HTTP_PROXY`, `AWS`, `HTTP` or `MOCK`. */
  type: Text;
  /** The target that the integration calls, as far as the template specifies it. */
  target: Target;
  /** The integration URI in the template. */
  uri?: Text;
  /** The integration subtype, which is the service action of an HTTP API integration, such as `SQS-SendMessage`. */
  subtype?: Text;
  /** The HTTP method of the request to the target. */
  method?: Text;
  /** The payload format version of the integration, `1.0` or `2.0`. */
  payloadFormatVersion?: Text;
  /** The timeout of the integration in milliseconds. */
  timeoutMillis?: Known<number>;
  /** The connection type, `INTERNET` or `VPC_LINK`. */
  connectionType?: Text;
  /** The VPC link of the integration. */
  vpcLink?: Link;
  /** The IAM role with which API Gateway calls the target. */
  credentials?: Text;
  /**
   * The request parameters: the mapped values by their destination, such as `append:header.x` or
   * `integration.request.header.x`. For a service action, these are the parameters of the action.
   */
  requestParameters?: Known<Record<string, Json>>;
  /** The response parameters of an HTTP API integration, by status code and destination. */
  responseParameters?: Known<Record<string, Known<Record<string, Text>>>>;
  /** The request templates of a WebSocket integration, by the key that the template selection expression returns. */
  requestTemplates?: Known<Record<string, Text>>;
  /** The template selection expression of a WebSocket integration. */
  templateSelectionExpression?: Text;
  /** The passthrough behavior: `WHEN_NO_MATCH`, `WHEN_NO_TEMPLATES` or `NEVER`. */
  passthroughBehavior?: Text;
  /** The content handling strategy, `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`. */
  contentHandlingStrategy?: Text;
  /** The server name that the certificate of the target must match (`TlsConfig`). */
  tlsServerName?: Text;
  /** The description of the integration. */
  description?: Text;
  /** The responses of a WebSocket integration. */
  responses: IntegrationResponse[];
}

/** A response of a WebSocket integration. */
export interface IntegrationResponse extends Element {
  /** The integration response key: `$default`, or a regular expression between slashes, such as `/4\\d\\d/`. */
  key: Text;
  /** The response templates of the integration response. */
  responseTemplates?: Known<Record<string, Text>>;
  /** The response parameters of the integration response. */
  responseParameters?: Known<Record<string, Json>>;
  /** The template selection expression of the integration response. */
  templateSelectionExpression?: Text;
  /** The content handling strategy, `CONVERT_TO_BINARY` or `CONVERT_TO_TEXT`. */
  contentHandlingStrategy?: Text;
}

/** The target that an integration calls. */
export type Target = FunctionTarget | HttpTarget | PrivateTarget | ServiceTarget | MockTarget | UnresolvedTarget;

/** A target that is a Lambda function. */
export interface FunctionTarget {
  kind: 'function';
  /** The Lambda function that the integration invokes. */
  function: FunctionLink;
}

/** A target that is a URL. */
export interface HttpTarget {
  kind: 'http';
  /** The URL of the target, with parameters such as `{proxy}` and `${stageVariables.host}`. */
  url: Text;
  /** The HTTP method of the request to the URL. Absent if the integration uses the method of the client's request. */
  method?: Text;
}

/** A target behind a VPC link: a listener of a load balancer, or a Cloud Map service. */
export interface PrivateTarget {
  kind: 'private';
  /** The ARN of the listener or Cloud Map service, or a URL. */
  uri: Text;
  /** The VPC link that connects to the target. */
  vpcLink?: Link;
  /**
   * The HTTP method of the request to the target. Absent if the integration uses the method of the client's request.
   */
  method?: Text;
}

/** A target that is an action of an AWS service. */
export interface ServiceTarget {
  kind: 'service';
  /** The name of the AWS service in lower case, such as `sqs`, `dynamodb`, `states` or `events`. */
  service: string;
  /**
   * The action of the service, such as `SendMessage`. If the integration URI contains a path of the service instead of
   * an action, this is the path.
   */
  action: Text;
  /**
   * The resource that the action applies to, such as the URL of a queue or the name of a stream. Present only if a
   * mapped parameter of an HTTP API specifies the resource.
   */
  resource?: Text;
}

/** A mock target: API Gateway accepts the request without calling a backend. */
export interface MockTarget {
  kind: 'mock';
}

/** A target that is known only at deployment. */
export interface UnresolvedTarget {
  kind: 'unresolved';
  /** The integration URI in the template. */
  uri: Text;
}

/** An authorizer of an HTTP API or a WebSocket API. */
export interface Authorizer extends Element {
  /** The name of the authorizer. */
  name: Text;
  /** The authorizer type, `JWT` or `REQUEST` (a Lambda authorizer). */
  type: Text;
  /**
   * The identity sources of the authorizer, such as `$request.header.Authorization`. Empty if the authorizer has no
   * identity sources.
   */
  identitySources: Known<Text[]>;
  /** The issuer and audiences that a JWT authorizer verifies. */
  jwt?: Known<JwtConfiguration>;
  /** The function that a Lambda authorizer invokes. */
  function?: FunctionLink;
  /** The URI of the function that a Lambda authorizer invokes. */
  uri?: Text;
  /** The IAM role with which API Gateway invokes the function of a Lambda authorizer. */
  credentials?: Text;
  /** The payload format version of a Lambda authorizer, `1.0` or `2.0`. */
  payloadFormatVersion?: Text;
  /** Whether the function of a Lambda authorizer returns a boolean instead of an IAM policy. */
  enableSimpleResponses?: Known<boolean>;
  /** The time in seconds for which API Gateway caches a result of the authorizer. */
  resultTtlSeconds?: Known<number>;
  /** The identity validation expression of the authorizer. */
  identityValidationExpression?: Text;
}

/** The issuer and audiences that a JWT authorizer verifies. */
export interface JwtConfiguration {
  /** The issuer of the tokens. */
  issuer?: Text;
  /** The accepted audiences. A token needs at least one of them. */
  audience?: Known<Text[]>;
}

/** A stage of an API. */
export interface Stage extends Element {
  /** The name of the stage, such as `$default`. */
  name: Text;
  /** The URL of the stage on the default endpoint, even if the default endpoint is disabled. */
  url: Text;
  /** Whether changes to the API are deployed to the stage automatically. */
  autoDeploy?: Known<boolean>;
  /** The deployment of a stage that does not deploy automatically. */
  deployment?: Link;
  /** The description of the stage. */
  description?: Text;
  /** The stage variables, by name. */
  variables?: Known<Record<string, Text>>;
  /** The default settings for all routes of the stage. */
  defaultRouteSettings?: Known<RouteSettings>;
  /** The settings of individual routes, by route key. */
  routeSettings?: Known<Record<string, Known<RouteSettings>>>;
  /** The access log settings of the stage. */
  accessLog?: Known<AccessLog>;
  /** The ID of the client certificate that a WebSocket API sends to its backends. */
  clientCertificateId?: Text;
  /** The tags of the stage. */
  tags?: Known<Record<string, Text>>;
}

/** The settings for routes on a stage, such as throttling. */
export interface RouteSettings {
  /** The burst limit, which is the maximum number of requests that API Gateway accepts at the same moment. */
  throttlingBurstLimit?: Known<number>;
  /** The rate limit in requests per second. */
  throttlingRateLimit?: Known<number>;
  /** The logging level: `OFF`, `ERROR` or `INFO`. Only WebSocket APIs have a logging level. */
  loggingLevel?: Text;
  /** Whether the log contains complete requests and responses. Only WebSocket APIs support this setting. */
  dataTraceEnabled?: Known<boolean>;
  /** Whether API Gateway publishes metrics for each route. */
  detailedMetricsEnabled?: Known<boolean>;
}

/** The access log settings of a stage. */
export interface AccessLog {
  /** The ARN of the log group or delivery stream that receives the access log. */
  destination?: Text;
  /** The format of an access log entry. */
  format?: Text;
}

/** A model of a WebSocket API. */
export interface Model extends Element {
  /** The name of the model. */
  name: Text;
  /** The content type of the model. */
  contentType?: Text;
  /** The description of the model. */
  description?: Text;
  /** The JSON schema of the model (draft 4). */
  schema: Known<Json>;
}

/** A deployment that the template creates. */
export interface Deployment extends Element {
  /** The name of the stage that the deployment updates. */
  stageName?: Text;
  /** The description of the deployment. */
  description?: Text;
}

/** A VPC link for private integrations. */
export interface VpcLink extends Element {
  /** The name of the VPC link. */
  name: Text;
  /** The IDs of the VPC link's subnets. */
  subnetIds: Known<Text[]>;
  /** The IDs of the VPC link's security groups. */
  securityGroupIds: Known<Text[]>;
}
