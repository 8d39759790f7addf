import { Token } from 'aws-cdk-lib/core';

import { fail } from '../validation/errors';

/** What a kind of source is called by each protocol; WebSocket APIs say `route` where HTTP APIs have a dollar sign. */
const SYNTAX = {
  header: { http: '$request.header.', webSocket: 'route.request.header.' },
  queryString: { http: '$request.querystring.', webSocket: 'route.request.querystring.' },
  context: { http: '$context.', webSocket: 'context.' },
  stageVariable: { http: '$stageVariables.', webSocket: 'stageVariables.' },
} as const;

/** What a name may hold, by kind of source. */
const VALID = {
  header: /^[\w!#$%&'*+.^`|~-]+$/,
  queryString: /^[^\s=&#]+$/,
  context: /^\w+(\.\w+)*$/,
  stageVariable: /^\w+$/,
} as const;

/**
 * Where an authorizer finds the identity of a client, for HTTP and WebSocket APIs alike. A request without it is refused before
 * anything is called.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export class IdentitySource {
  /**
   * A header of the request; for a WebSocket API of the one that opens the connection.
   *
   * Throws `IdentitySourceInvalid` where this is no name of a header.
   *
   * @param name the name, in any case
   */
  public static header(name: string): IdentitySource {
    return new IdentitySource('header', name);
  }

  /**
   * A query parameter of the request; for a WebSocket API of the one that opens the connection. Browsers, whose WebSockets send no
   * headers of yours, can send these.
   *
   * Throws `IdentitySourceInvalid` where this is no name of a parameter.
   *
   * @param name the name, in its case
   */
  public static queryString(name: string): IdentitySource {
    return new IdentitySource('queryString', name);
  }

  /**
   * A variable of the request's context. Only Lambda authorizers read it.
   *
   * Throws `IdentitySourceInvalid` where this is no name of a variable.
   *
   * @param variable the name without `$context.`, such as `routeKey` or `identity.sourceIp`
   */
  public static context(variable: string): IdentitySource {
    return new IdentitySource('context', variable);
  }

  /**
   * A stage variable. Only Lambda authorizers read it.
   *
   * Throws `IdentitySourceInvalid` where this is no name of a stage variable.
   *
   * @param name letters, digits and underscores
   */
  public static stageVariable(name: string): IdentitySource {
    return new IdentitySource('stageVariable', name);
  }

  private constructor(
    private readonly kind: keyof typeof SYNTAX,
    private readonly name: string,
  ) {
    if (!Token.isUnresolved(name) && !VALID[kind].test(name)) {
      fail(
        undefined,
        'IdentitySourceInvalid',
        `'${name}' names no identity source of kind ${kind}. Write the bare name, as in IdentitySource.header('Authorization').`,
      );
    }
  }

  /** The source as HTTP APIs know it, such as `$request.header.Authorization`. */
  public get httpExpression(): string {
    return SYNTAX[this.kind].http + this.name;
  }

  /** The source as WebSocket APIs know it, such as `route.request.header.Authorization`. */
  public get webSocketExpression(): string {
    return SYNTAX[this.kind].webSocket + this.name;
  }

  /**
   * Whether it is part of the request itself.
   *
   * @internal
   */
  public get _ofRequest(): boolean {
    return this.kind === 'header' || this.kind === 'queryString';
  }
}

/** How an authorizer is given its identity sources. */
interface IdentitySources {
  readonly identitySource?: string[];
  readonly identitySources?: IdentitySource[];
}

/** The identity sources of an authorizer, however they were given; `Authorization` where they were not. */
export function identitySourcesOf(
  scope: string,
  { identitySource, identitySources }: IdentitySources,
  protocol: 'http' | 'webSocket',
): string[] {
  if (identitySource && identitySources) {
    fail(
      scope,
      'IdentitySourceAmbiguous',
      "both 'identitySource' and 'identitySources' are given. Give the typed ones, 'identitySources', alone.",
    );
  }
  if (identitySource) {
    return identitySource;
  }
  const sources = identitySources ?? [IdentitySource.header('Authorization')];
  return sources.map((source) => (protocol === 'http' ? source.httpExpression : source.webSocketExpression));
}

/** The same for an authorizer that reads a token, which is in one place. */
export function tokenSourceOf(scope: string, given: IdentitySources): string[] {
  const { identitySources } = given;
  if (identitySources && (identitySources.length !== 1 || !identitySources[0]._ofRequest)) {
    const names = identitySources.map((source) => `'${source.httpExpression}'`).join(', ');
    fail(
      scope,
      'IdentitySourceUnsupported',
      `a token is in exactly one header or query parameter, got ${names || 'none'}. Give one IdentitySource.header() or queryString().`,
    );
  }
  return identitySourcesOf(scope, given, 'http');
}
