const PAGE = 'https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/blob/main/docs/differences.md';

/** The reason why a value in a template differs after the migration. */
export interface Explanation {
  readonly why: string;

  /** The link to docs/differences.md, with an anchor if the page has a row about the difference. */
  readonly link: string;
}

interface Difference {
  readonly type: string | undefined;
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

interface Known {
  /** The anchor of the row in docs/differences.md. */
  readonly anchor?: string;
  readonly why: string;
  readonly matches: (difference: Difference, property: string) => boolean;
}

const V2 = 'AWS::ApiGatewayV2::';
const HASH = /[0-9a-f]{64}/;

/** The differences that can be explained from the templates alone. */
const KNOWN: readonly Known[] = [
  {
    why: 'The asset contains source files that the migration rewrote, so its hash changed.',
    matches: ({ before, after }) => HASH.test(JSON.stringify(before) ?? '') && HASH.test(JSON.stringify(after) ?? ''),
  },
  {
    anchor: 'cache-without-identity-source',
    why: 'API Gateway does not cache the results of an authorizer without an identity source.',
    matches: ({ type, after }, property) =>
      type === `${V2}Authorizer` && property === 'AuthorizerResultTtlInSeconds' && after === 0,
  },
  {
    anchor: 'default-scopes',
    why: 'Only routes with a JWT authorizer can have scopes.',
    matches: ({ type, path, after }) =>
      type === `${V2}Route` && path[3] === 'AuthorizationScopes' && after === undefined,
  },
  {
    anchor: 'imported-request-authorizer',
    why: 'The authorization type of a route with a Lambda authorizer is CUSTOM.',
    matches: ({ type, after }, property) =>
      type === `${V2}Route` && property === 'AuthorizationType' && after === 'CUSTOM',
  },
  {
    anchor: 'websocket-none-authorizer',
    why: 'The authorization type of a route with a WebSocketNoneAuthorizer is NONE.',
    matches: ({ type, after }, property) =>
      type === `${V2}Route` && property === 'AuthorizationType' && after === 'NONE',
  },
  {
    anchor: 'name-length',
    why: 'A name that consists of construct IDs is shortened to 128 characters.',
    matches: ({ before, after }, property) =>
      property === 'Name' && typeof before === 'string' && before.length > 128 && String(after).length <= 128,
  },
  {
    anchor: 'service-parameters',
    why: 'The integration now has the parameter that API Gateway requires.',
    matches: ({ type, before }, property) =>
      type === `${V2}Integration` && before === undefined && /^(QueueUrl|StateMachineArn|ExecutionArn)$/.test(property),
  },
  {
    anchor: 'mappings-in-a-stage',
    why: 'API mappings that are created in the scope of their stage no longer depend on each other.',
    matches: ({ type, path }) => type === `${V2}ApiMapping` && path[2] === 'DependsOn',
  },
  {
    anchor: 'user-pool-issuer',
    why: 'The issuer now contains the region of the user pool and the domain suffix of the partition.',
    matches: ({ type }, property) => type === `${V2}Authorizer` && property === 'Issuer',
  },
];

/** Returns the reason for a difference, if the reason can be derived from the templates. */
export function explain(difference: Difference): Explanation {
  const property = difference.path.at(-1) ?? '';
  const known = KNOWN.find(({ matches }) => matches(difference, property));
  if (known) return { why: known.why, link: known.anchor ? `${PAGE}#${known.anchor}` : PAGE };
  return { why: 'The reason is not known. Please report a bug if this page does not list the difference:', link: PAGE };
}

/** The anchors in docs/differences.md that explanations link to. */
export const ANCHORS: readonly string[] = KNOWN.flatMap(({ anchor }) => (anchor ? [anchor] : []));
