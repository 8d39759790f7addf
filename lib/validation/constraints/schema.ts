import type { Declaration, Violation } from '../declaration';
import type { Kind } from '../engine/kinds';
import { isPlainObject } from '../engine/resolve';
import { described } from '../message';

const PAGE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_ApiGatewayV2.html';

/** A property whose name is capitalized differently from the name in the CloudFormation schema. */
export const PROPERTY_CASE: Declaration = {
  code: 'PropertyCaseInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "extraneous key [timeoutInMillis] is not permitted" (CloudFormation returns this error for resources of any type)',
  summary:
    'An escape hatch or a generic `CfnResource` sets a property whose name is capitalized differently from the name of the CloudFormation property.',
  fix: 'Use the name of the CloudFormation property, which begins with a capital letter.',
  page: PAGE,
};

/** A property that the CloudFormation schema does not contain. */
export const PROPERTY_UNKNOWN: Declaration = {
  ...PROPERTY_CASE,
  code: 'PropertyUnknown',
  severity: 'warning',
  source:
    'AWS: "extraneous key [MethodSettings] is not permitted" (CloudFormation returns this error for resources of any type). The finding is a warning because CloudFormation may have added the property after the release of this library',
  summary:
    'An escape hatch or a generic `CfnResource` sets a property that the CloudFormation resource does not support.',
  fix: 'Remove the property, or acknowledge the warning if CloudFormation supports the property now.',
};

/** A property whose value does not have the type that the CloudFormation schema requires. */
export const PROPERTY_TYPE: Declaration = {
  ...PROPERTY_CASE,
  code: 'PropertyTypeInvalid',
  source:
    'AWS: "#/SubnetIds: expected type: JSONArray, found: String" (CloudFormation returns this error for resources of any type)',
  summary:
    'An escape hatch or a generic `CfnResource` sets a property to a value of the wrong type, such as a string instead of a list.',
  fix: 'Use a value of the type that the CloudFormation reference specifies.',
};

/** The type of a property: a scalar, a list, an object with named members, a map with any keys, or any value. */
type Schema = 'text' | 'number' | 'boolean' | 'map' | 'any' | readonly [Schema] | { readonly [name: string]: Schema };

const TEXTS: Schema = ['text'];

const ACCESS_LOG: Schema = { DestinationArn: 'text', Format: 'any' };
const ROUTE_SETTINGS: Schema = {
  DataTraceEnabled: 'boolean',
  DetailedMetricsEnabled: 'boolean',
  LoggingLevel: 'text',
  ThrottlingBurstLimit: 'number',
  ThrottlingRateLimit: 'number',
};

// The types of tags, identity sources, audiences and formats are 'any', because other rules check these types
const SCHEMAS: { readonly [kind in Kind]?: { readonly [name: string]: Schema } } = {
  api: {
    ...all('text', 'ApiKeySelectionExpression BasePath CredentialsArn Description IpAddressType Name ProtocolType'),
    ...all('text', 'RouteKey RouteSelectionExpression Target Version'),
    ...all('boolean', 'DisableExecuteApiEndpoint DisableSchemaValidation FailOnWarnings'),
    ...all('any', 'Body Tags'),
    BodyS3Location: all('text', 'Bucket Etag Key Version'),
    CorsConfiguration: {
      AllowCredentials: 'boolean',
      MaxAge: 'number',
      ...all(TEXTS, 'AllowHeaders AllowMethods AllowOrigins ExposeHeaders'),
    },
  },
  managedOverrides: {
    ApiId: 'text',
    Integration: {
      TimeoutInMillis: 'number',
      ...all('text', 'Description IntegrationMethod PayloadFormatVersion'),
    },
    Route: { AuthorizationScopes: TEXTS, ...all('text', 'AuthorizationType AuthorizerId OperationName Target') },
    Stage: {
      AccessLogSettings: ACCESS_LOG,
      AutoDeploy: 'boolean',
      DefaultRouteSettings: ROUTE_SETTINGS,
      Description: 'text',
      ...all('map', 'RouteSettings StageVariables'),
    },
  },
  apiMapping: all('text', 'ApiId ApiMappingKey DomainName Stage'),
  authorizer: {
    ...all('text', 'ApiId AuthorizerCredentialsArn AuthorizerPayloadFormatVersion AuthorizerType AuthorizerUri'),
    ...all('text', 'IdentityValidationExpression Name'),
    AuthorizerResultTtlInSeconds: 'number',
    EnableSimpleResponses: 'boolean',
    IdentitySource: 'any',
    JwtConfiguration: { Audience: 'any', Issuer: 'text' },
  },
  deployment: all('text', 'ApiId Description StageName'),
  domainName: {
    ...all('text', 'DomainName RoutingMode'),
    Tags: 'any',
    DomainNameConfigurations: [
      {
        ...all('text', 'CertificateArn CertificateName EndpointType IpAddressType'),
        ...all('text', 'OwnershipVerificationCertificateArn SecurityPolicy'),
      },
    ],
    MutualTlsAuthentication: all('text', 'TruststoreUri TruststoreVersion'),
  },
  integration: {
    ...all('text', 'ApiId ConnectionId ConnectionType ContentHandlingStrategy CredentialsArn Description'),
    ...all('text', 'IntegrationMethod IntegrationSubtype IntegrationType IntegrationUri PassthroughBehavior'),
    ...all('text', 'PayloadFormatVersion TemplateSelectionExpression'),
    ...all('map', 'RequestParameters RequestTemplates ResponseParameters'),
    TimeoutInMillis: 'number',
    TlsConfig: { ServerNameToVerify: 'text' },
  },
  integrationResponse: {
    ...all('text', 'ApiId ContentHandlingStrategy IntegrationId IntegrationResponseKey TemplateSelectionExpression'),
    ...all('map', 'ResponseParameters ResponseTemplates'),
  },
  model: { ...all('text', 'ApiId ContentType Description Name'), Schema: 'any' },
  route: {
    ...all('text', 'ApiId AuthorizationType AuthorizerId ModelSelectionExpression OperationName RouteKey'),
    ...all('text', 'RouteResponseSelectionExpression Target'),
    ...all('map', 'RequestModels RequestParameters'),
    ApiKeyRequired: 'boolean',
    AuthorizationScopes: TEXTS,
  },
  routeResponse: {
    ...all('text', 'ApiId ModelSelectionExpression RouteId RouteResponseKey'),
    ...all('map', 'ResponseModels ResponseParameters'),
  },
  routingRule: {
    Actions: [{ InvokeApi: { ...all('text', 'ApiId Stage'), StripBasePath: 'boolean' } }],
    Conditions: [
      {
        MatchBasePaths: { AnyOf: TEXTS },
        MatchHeaders: { AnyOf: [all('text', 'Header ValueGlob')] },
      },
    ],
    DomainNameArn: 'text',
    Priority: 'number',
  },
  stage: {
    ...all('text', 'AccessPolicyId ApiId ClientCertificateId DeploymentId Description StageName'),
    AccessLogSettings: ACCESS_LOG,
    AutoDeploy: 'boolean',
    DefaultRouteSettings: ROUTE_SETTINGS,
    ...all('map', 'RouteSettings StageVariables'),
    Tags: 'any',
  },
  vpcLink: { Name: 'text', ...all(TEXTS, 'SecurityGroupIds SubnetIds'), Tags: 'any' },
};

/** The kinds of resources for which `SCHEMAS` contains a schema. */
export const SCHEMA_KINDS = Object.keys(SCHEMAS) as Kind[];

function all(type: Schema, names: string): { readonly [name: string]: Schema } {
  return Object.fromEntries(names.split(' ').map((name) => [name, type]));
}

/** The fix for each property name that only REST APIs or other tools use. */
const INSTEAD: { readonly [name: string]: string } = {
  AccessLogSetting: 'Use AccessLogSettings.',
  Authorizer: 'Use AuthorizationType and AuthorizerId.',
  BasePath: 'Use ApiMappingKey.',
  CacheClusterEnabled: 'Remove the property, because HTTP and WebSocket APIs do not support caching.',
  Certificate: 'Use DomainNameConfigurations.',
  Cors: 'Use CorsConfiguration.',
  CorsConfig: 'Use CorsConfiguration.',
  Credentials: 'Use CredentialsArn.',
  EndpointConfiguration: 'Remove the property, because API Gateway v2 supports only Regional endpoints.',
  HttpMethod: 'Use RouteKey for a route, or IntegrationMethod for an integration.',
  IdentitySources: 'Use IdentitySource.',
  IntegrationHttpMethod: 'Use IntegrationMethod.',
  Method: 'Use RouteKey, such as GET /books.',
  MethodSettings: 'Use DefaultRouteSettings and RouteSettings.',
  Path: 'Use RouteKey, such as GET /books.',
  Policy: 'Use an authorizer or IAM authorization, because HTTP and WebSocket APIs do not support resource policies.',
  ProviderARNs: 'Use JwtConfiguration.Issuer with the URL of the user pool.',
  RegionalCertificateArn: 'Use DomainNameConfigurations.',
  RestApiId: 'Use ApiId.',
  StageDescription: 'Set the properties on the stage resource.',
  TargetArns: 'Use SubnetIds, because a VPC link of API Gateway v2 specifies subnets, not a load balancer.',
  TracingEnabled: 'Remove the property, because HTTP and WebSocket APIs do not support X-Ray.',
  Type: 'Use the property whose name ends with Type, such as AuthorizerType.',
  Uri: 'Use IntegrationUri or AuthorizerUri.',
  Variables: 'Use StageVariables.',
};

/** A violation of the CloudFormation schema. */
export interface SchemaViolation extends Violation {
  /** The declaration of the violated rule. */
  readonly of: Declaration;
  /** The path of the invalid property, such as `CorsConfiguration.MaxAge`. */
  readonly path: string;
}

/**
 * Compares the properties of a resource with the schema of its kind. The properties have the same names as in the
 * template, and contain references instead of tokens. `others` lists properties that the schema does not contain but
 * that this version of aws-cdk-lib supports.
 */
export function schemaViolations(kind: Kind, properties: object, others: readonly string[]): SchemaViolation[] {
  const schema = SCHEMAS[kind];
  return schema ? membersOf(properties, schema, '', others) : [];
}

function membersOf(
  value: object,
  schema: { readonly [name: string]: Schema },
  at: string,
  others: readonly string[] = [],
): SchemaViolation[] {
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = `${at}${name}`;
    if (Object.hasOwn(schema, name)) {
      return violationsOf(inner, schema[name], path);
    }
    if (inner === undefined || others.includes(name)) {
      return [];
    }
    const known = Object.keys(schema).find((one) => one.toLowerCase() === name.toLowerCase());
    const given = name;
    return known !== undefined
      ? [{ of: PROPERTY_CASE, path, must: `be named '${known}'`, given, instead: `Use ${at}${known}.` }]
      : [
          {
            of: PROPERTY_UNKNOWN,
            path,
            must:
              at === ''
                ? 'be a property that the CloudFormation resource supports'
                : `be a member that CloudFormation supports in ${at.slice(0, -1)}`,
            given,
            instead: insteadOf(name, Object.keys(schema)),
          },
        ];
  });
}

function insteadOf(name: string, names: readonly string[]): string | undefined {
  const similar = names.find((one) => one.replace(/s$/, '') === name.replace(/s$/, ''));
  return similar !== undefined ? `Did you mean ${similar}?` : INSTEAD[name];
}

function violationsOf(value: unknown, schema: Schema, path: string): SchemaViolation[] {
  if (value === undefined || schema === 'any') {
    return [];
  }
  if (typeof schema === 'string') {
    return fits(value, schema) ? [] : [wrong(path, NAMES[schema], value)];
  }
  if (!isList(schema)) {
    return isPlainObject(value)
      ? membersOf(value, schema, `${path}.`)
      : isLiteral(value)
        ? [wrong(path, NAMES.map, value)]
        : [];
  }
  // An escape hatch can set single elements of a list by index
  const isIndexed = isPlainObject(value) && Object.keys(value).every((key) => /^\d+$/.test(key));
  if (Array.isArray(value) || isIndexed) {
    return Object.values(value).flatMap((element) => violationsOf(element, schema[0], path));
  }
  return isLiteral(value) || isPlainObject(value) ? [wrong(path, NAMES.list, value)] : [];
}

const NAMES = {
  text: 'be a string',
  number: 'be a number',
  boolean: 'be true or false',
  map: 'be an object',
  list: 'be a list',
} as const;

const isList = (schema: Schema): schema is readonly [Schema] => Array.isArray(schema);

/** Whether a value is a scalar or a list, not an object, a reference or an intrinsic function. */
const isLiteral = (value: unknown) => typeof value !== 'object' || Array.isArray(value);

function fits(value: unknown, type: 'text' | 'number' | 'boolean' | 'map'): boolean {
  switch (type) {
    case 'text':
      // CloudFormation converts numbers and booleans to strings
      return !Array.isArray(value) && !isPlainObject(value);
    case 'number':
      return typeof value === 'string' ? /^-?\d+(\.\d+)?$/.test(value) : typeof value === 'number' || !isKnown(value);
    case 'boolean':
      return typeof value === 'string' ? /^(true|false)$/i.test(value) : typeof value === 'boolean' || !isKnown(value);
    case 'map':
      return !isLiteral(value);
  }
}

const isKnown = (value: unknown) => isLiteral(value) || isPlainObject(value);

function wrong(path: string, must: string, value: unknown): SchemaViolation {
  const given = Array.isArray(value) ? described('a list') : isPlainObject(value) ? described('an object') : value;
  const instead =
    must === NAMES.list && typeof value === 'string'
      ? `Use ['${value}'].`
      : must === NAMES.list && isPlainObject(value)
        ? 'Put the object into a list: [{ … }].'
        : undefined;
  return { of: PROPERTY_TYPE, path, must, given, instead };
}
