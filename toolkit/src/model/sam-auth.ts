import { authorizerIdInDocument } from './openapi-resources';
import type { Resource } from './resources';
import { asObject, entries, pick } from './sam-values';
import { isObject, type JsonObject } from './template';
import type { Json } from './types';

/** Returns the authorization properties of the route that an event creates. */
export function authorizationOf(api: Resource | undefined, sam: JsonObject, event: JsonObject): JsonObject {
  const { DefaultAuthorizer, Authorizers, EnableIamAuthorizer } = authOf(sam);
  const name = event.Authorizer ?? DefaultAuthorizer;
  if (name === undefined || name === 'NONE' || !api) return {};
  if (name === 'AWS_IAM' && EnableIamAuthorizer !== undefined) return { AuthorizationType: 'AWS_IAM' };
  const authorizer = asObject(asObject(Authorizers)[String(name)]);
  const isLambda = authorizer.FunctionArn !== undefined;
  const scopes = event.AuthorizationScopes ?? authorizer.AuthorizationScopes;
  return {
    AuthorizationType: isLambda ? 'CUSTOM' : 'JWT',
    AuthorizerId: {
      Ref: isDocument(api.properties.Body)
        ? authorizerIdInDocument(api.logicalId, String(name))
        : `${api.logicalId}${String(name)}Authorizer`,
    },
    ...(scopes === undefined || isLambda ? {} : { AuthorizationScopes: scopes }),
  };
}

/** Whether the body of an API is an OpenAPI document in the template. */
export function isDocument(body: Json | undefined): boolean {
  return isObject(body) && isObject(body.paths);
}

/**
 * Adds SAM's authorizers to an OpenAPI document as security schemes. The default authorizer applies to operations
 * without `security`.
 */
export function withAuth(body: JsonObject, sam: JsonObject): JsonObject {
  const { Authorizers, DefaultAuthorizer: used } = authOf(sam);
  if (!isDocument(body) || (Authorizers === undefined && used === undefined)) return body;
  const components = asObject(body.components);
  const schemes: JsonObject = {};
  for (const [name, authorizer] of entries(Authorizers)) {
    const { AuthorizerType, ...properties } = authorizerOf(asObject(authorizer));
    const extension = { type: AuthorizerType ?? null, ...documentForm(properties) };
    schemes[name] = { type: 'oauth2', 'x-amazon-apigateway-authorizer': extension };
  }
  if (used === 'AWS_IAM') schemes.AWS_IAM = { type: 'apiKey', 'x-amazon-apigateway-authtype': 'awsSigv4' };
  const { AuthorizationScopes: scopes = [] } = asObject(asObject(Authorizers)[String(used)]);
  return {
    ...(typeof used === 'string' && used !== 'NONE' ? { security: [{ [used]: scopes }] } : {}),
    ...body,
    components: { ...components, securitySchemes: { ...asObject(components.securitySchemes), ...schemes } },
  };
}

/** Converts authorizer properties to the names that OpenAPI extensions use. */
function documentForm({ IdentitySource: sources, JwtConfiguration: jwt, ...others }: JsonObject): JsonObject {
  const { Issuer, Audience } = asObject(jwt);
  return {
    ...(sources === undefined ? {} : { identitySource: sources }),
    ...(jwt === undefined ? {} : { jwtConfiguration: { issuer: Issuer ?? null, audience: Audience ?? [] } }),
    ...pick(others, {
      AuthorizerUri: 'authorizerUri',
      AuthorizerCredentialsArn: 'authorizerCredentials',
      AuthorizerPayloadFormatVersion: 'authorizerPayloadFormatVersion',
      AuthorizerResultTtlInSeconds: 'authorizerResultTtlInSeconds',
      EnableSimpleResponses: 'enableSimpleResponses',
    }),
  };
}

/** Converts a SAM authorizer to the CloudFormation properties of an authorizer. */
export function authorizerOf(sam: JsonObject): JsonObject {
  if (sam.JwtConfiguration !== undefined) return jwtAuthorizer(sam, sam.JwtConfiguration);
  return sam.FunctionArn === undefined ? {} : lambdaAuthorizer(sam);
}

function jwtAuthorizer({ IdentitySource }: JsonObject, jwt: Json): JsonObject {
  const { issuer, audience, Issuer, Audience } = asObject(jwt);
  return {
    AuthorizerType: 'JWT',
    IdentitySource: [IdentitySource ?? '$request.header.Authorization'],
    JwtConfiguration: { Issuer: Issuer ?? issuer ?? null, Audience: Audience ?? audience ?? [] },
  };
}

function lambdaAuthorizer(sam: JsonObject): JsonObject {
  const identity = asObject(sam.Identity);
  const names = {
    Headers: 'request.header',
    QueryStrings: 'request.querystring',
    StageVariables: 'stageVariables',
    Context: 'context',
  };
  const sources = Object.entries(names).flatMap(([group, prefix]) => {
    const listed = identity[group];
    return Array.isArray(listed) ? listed.map((name) => `$${prefix}.${String(name)}`) : [];
  });
  return {
    AuthorizerType: 'REQUEST',
    IdentitySource: sources,
    AuthorizerUri: invocationUri(sam.FunctionArn),
    ...pick(sam, {
      FunctionInvokeRole: 'AuthorizerCredentialsArn',
      AuthorizerPayloadFormatVersion: 'AuthorizerPayloadFormatVersion',
      EnableSimpleResponses: 'EnableSimpleResponses',
    }),
    ...(identity.ReauthorizeEvery === undefined ? {} : { AuthorizerResultTtlInSeconds: identity.ReauthorizeEvery }),
  };
}

export function authOf(sam: JsonObject): JsonObject {
  return asObject(sam.Auth);
}

/** Returns the URI that API Gateway uses to invoke a function. */
export function invocationUri(arn: Json): Json {
  const uri = 'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Arn}/invocations';
  return { 'Fn::Sub': [uri, { Arn: arn }] };
}
