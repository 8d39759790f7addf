import type { JsonObject } from '../../model/template';
import type { Api, Authorizer, Json, Route } from '../../model/types';
import { isUnresolved, known, textOf } from '../../model/values';
import { Names, present, valueOf, type ValueForm } from './values';

/** Options for the security schemes. */
export interface SecurityOptions {
  readonly extensions: boolean;
  readonly form: ValueForm;
}

/** The security schemes of an API, and the security requirements of its operations. */
export class Security {
  readonly schemes: JsonObject = {};
  private readonly names = new Map<string, string>();
  private readonly iam: string | undefined;

  constructor(
    private readonly api: Api,
    private readonly options: SecurityOptions,
  ) {
    const unique = new Names();
    for (const authorizer of api.authorizers) {
      const name = unique.unique(textOf(authorizer.name) || authorizer.source.logicalId);
      this.names.set(authorizer.id, name);
      this.schemes[name] = authorizer.type === 'JWT' ? this.jwtScheme(authorizer) : this.lambdaScheme(authorizer);
    }
    if (!api.routes.some(({ authorization }) => authorization === 'AWS_IAM')) return;
    this.iam = unique.unique('iam');
    this.schemes[this.iam] = {
      type: 'apiKey',
      name: 'Authorization',
      in: 'header',
      description: 'AWS Signature Version 4',
      ...(options.extensions ? { 'x-amazon-apigateway-authtype': 'awsSigv4' } : {}),
    };
  }

  /**
   * Returns the members of an operation that describe the authorization of its route. `undefined` if OpenAPI cannot
   * express the authorization.
   */
  ofRoute(route: Route): JsonObject | undefined {
    const { authorization, authorizer, scopes } = route;
    if (authorization === 'NONE') return {};
    if (authorization === 'AWS_IAM') {
      return {
        security: [{ [this.iam!]: [] }],
        ...(this.options.extensions ? { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } } : {}),
      };
    }
    const found =
      authorizer && 'id' in authorizer ? this.api.authorizers.find(({ id }) => id === authorizer.id) : undefined;
    const name = found && this.names.get(found.id);
    if (name === undefined || isUnresolved(authorization)) return undefined;
    // OpenAPI 3.0 allows scopes only for OAuth 2 and OpenID Connect. API Gateway also reads scopes for schemes with its
    // authorizer extension.
    const { type } = this.schemes[name] as JsonObject;
    const takesScopes = this.options.extensions || type === 'openIdConnect';
    return { security: [{ [name]: takesScopes ? this.scopes(scopes) : [] }] };
  }

  /** Returns the authorization scopes of a route. A list that is known only at deployment becomes one scope. */
  private scopes(scopes: Route['scopes']): Json {
    const value = this.value(scopes) as Json;
    return typeof value === 'string' ? [value] : value;
  }

  /**
   * Creates a security scheme. With extensions, the scheme has the form of an API Gateway export. Without them, it has
   * a form that other tools support.
   */
  private jwtScheme(authorizer: Authorizer): JsonObject {
    const issuer = known(authorizer.jwt)?.issuer;
    if (this.options.extensions) {
      return { type: 'oauth2', flows: {}, 'x-amazon-apigateway-authorizer': this.authorizer(authorizer) };
    }
    if (typeof issuer === 'string' && /^https:\/\/[^\s<>{}]+$/.test(issuer)) {
      const base = issuer.replace(/\/$/, '');
      return { type: 'openIdConnect', openIdConnectUrl: `${base}/.well-known/openid-configuration` };
    }
    const description = issuer === undefined ? undefined : `Tokens of ${textOf(issuer)}`;
    return present({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description });
  }

  private lambdaScheme(authorizer: Authorizer): JsonObject {
    const [source] = (known(authorizer.identitySources) ?? []).map(textOf).flatMap((text) => {
      const [, where, name] = text.match(/^\$request\.(header|querystring)\.(.+)$/) ?? [];
      return name === undefined ? [] : [{ name, in: where === 'header' ? 'header' : 'query' }];
    });
    return {
      type: 'apiKey',
      ...(source ?? { name: 'Unused', in: 'header' }),
      ...(this.options.extensions
        ? { 'x-amazon-apigateway-authorizer': this.authorizer(authorizer) }
        : { description: 'A Lambda authorizer checks this value' }),
    };
  }

  private authorizer(authorizer: Authorizer): JsonObject {
    const { type, jwt, identitySources: sources } = authorizer;
    const isList = !isUnresolved(sources);
    const source = isList ? (sources.length > 0 ? sources.map(textOf).join(', ') : undefined) : this.value(sources);
    return present({
      type: typeof type === 'string' ? type.toLowerCase() : this.value(type),
      identitySource: source,
      jwtConfiguration: this.value(jwt),
      authorizerUri: this.value(authorizer.uri),
      authorizerCredentials: this.value(authorizer.credentials),
      authorizerPayloadFormatVersion: this.value(authorizer.payloadFormatVersion),
      authorizerResultTtlInSeconds: this.value(authorizer.resultTtlSeconds),
      enableSimpleResponses: this.value(authorizer.enableSimpleResponses),
      identityValidationExpression: this.value(authorizer.identityValidationExpression),
    });
  }

  private value(value: unknown): Json | undefined {
    return valueOf(value, this.options.form);
  }
}
