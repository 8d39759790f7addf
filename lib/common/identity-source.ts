import { fail } from '../validation/errors';

/** The prefixes of identity source expressions for HTTP APIs and for WebSocket APIs. */
const SYNTAX = {
  header: { http: '$request.header.', webSocket: 'route.request.header.' },
  queryString: { http: '$request.querystring.', webSocket: 'route.request.querystring.' },
  context: { http: '$context.', webSocket: 'context.' },
  stageVariable: { http: '$stageVariables.', webSocket: 'stageVariables.' },
} as const;

/**
 * An identity source of an authorizer: a value that the authorizer requires, such as a request header or a stage variable.
 *
 * API Gateway rejects a request that lacks an identity source, and does not invoke the authorizer.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { IdentitySource, WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketLambdaAuthorizer } from 'cdk-apigatewayv2/authorizers';
 * import { WebSocketLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const connect: lambda.Function;
 * declare const authorize: lambda.Function;
 *
 * new WebSocketApi(this, 'Chat', {
 *   connectRouteOptions: {
 *     integration: new WebSocketLambdaIntegration('Connect', connect),
 *     authorizer: new WebSocketLambdaAuthorizer('Authorizer', authorize, {
 *       identitySources: [IdentitySource.queryString('token')],
 *     }),
 *   },
 * });
 */
export class IdentitySource {
  /**
   * A request header. For a WebSocket API, the client sends the header in the request that opens the connection.
   *
   * @param name The name of the header, which is not case-sensitive
   */
  public static header(name: string): IdentitySource {
    return new IdentitySource('header', name);
  }

  /**
   * A query string parameter.
   *
   * For a WebSocket API, the client sends the parameter in the request that opens the connection. Browsers can set query string parameters
   * of WebSocket connections, but not headers.
   *
   * @param name The name of the parameter, which is case-sensitive
   */
  public static queryString(name: string): IdentitySource {
    return new IdentitySource('queryString', name);
  }

  /**
   * A context variable of the request. Only Lambda authorizers can read context variables.
   *
   * @param variable The name without `$context.`, such as `routeKey` or `identity.sourceIp`
   */
  public static context(variable: string): IdentitySource {
    return new IdentitySource('context', variable);
  }

  /**
   * A stage variable. Only Lambda authorizers can read stage variables.
   *
   * @param name The name of the stage variable: letters, digits and underscores
   */
  public static stageVariable(name: string): IdentitySource {
    return new IdentitySource('stageVariable', name);
  }

  private constructor(
    private readonly kind: keyof typeof SYNTAX,
    private readonly name: string,
  ) {}

  /** The expression for an HTTP API, such as `$request.header.Authorization`. */
  public get httpExpression(): string {
    return SYNTAX[this.kind].http + this.name;
  }

  /** The expression for a WebSocket API, such as `route.request.header.Authorization`. */
  public get webSocketExpression(): string {
    return SYNTAX[this.kind].webSocket + this.name;
  }
}

/** The two properties that can specify the identity sources of an authorizer. */
interface IdentitySources {
  readonly identitySource?: string[];
  readonly identitySources?: IdentitySource[];
}

/** Renders the identity sources of an authorizer. The default is the header `Authorization`. */
export function identitySourcesOf(
  scope: string,
  { identitySource, identitySources }: IdentitySources,
  protocol: 'http' | 'webSocket',
): string[] {
  if (identitySource && identitySources) {
    fail(
      scope,
      'IdentitySourceAmbiguous',
      "specify either 'identitySource' or 'identitySources', not both. Prefer the typed 'identitySources'.",
    );
  }
  if (identitySource) {
    return identitySource;
  }
  const sources = identitySources ?? [IdentitySource.header('Authorization')];
  return sources.map((source) => (protocol === 'http' ? source.httpExpression : source.webSocketExpression));
}
