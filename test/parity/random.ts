import fc from 'fast-check';

/**
 * Random programs as plain data: stacks, and a list of steps. A step consists of a kind and data, and refers to the constructs of
 * earlier steps by number, modulo the number of constructs. Therefore, every sublist of the steps is also a program, so fast-check can
 * remove steps to reduce a program. `random-build.ts` turns a description into constructs.
 */

// The numbers are small, so that steps often refer to the same construct.
const index = fc.nat(3);
const optional = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) => fc.record<T, never>(model, { requiredKeys: [] });
const oneOf = <T extends string | number | boolean>(...values: T[]) => fc.constantFrom(...values);
/** A marker for a string that is known only at deployment. */
export const TOKEN = '(token)';
const text = oneOf('a', 'B-c', 'x y', 'x_1.z', TOKEN);
// Timeouts in milliseconds, up to 29 seconds. A timeout from 29 to 30 seconds causes the known difference
// `http-timeout`.
const timeout = oneOf(50, 1000, 12_345, 29_000);

const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;
const method = fc.constantFrom(...METHODS);
const scopes = fc.uniqueArray(oneOf('read', 'write', 'admin/all'), { minLength: 1 });

// Each position has one parameter name, because two names in one position conflict. A path with `--` causes the known
// difference `route-path-collision`.
const segment = oneOf('a', 'users', 'b-c', 'v1.0', 'X_y', '{}');
const path = fc
  .tuple(fc.array(segment, { maxLength: 3 }), fc.boolean())
  .map(
    ([segments, greedy]) =>
      `/${[...segments.map((s, i) => (s === '{}' ? `{p${i}}` : s)), ...(greedy ? ['{rest+}'] : [])].join('/')}`,
  );

const mapping = fc.array(
  fc.tuple(
    oneOf(
      'appendHeader',
      'overwriteHeader',
      'removeHeader',
      'appendQueryString',
      'overwriteQueryString',
      'removeQueryString',
      'overwritePath',
      'custom',
      'fromObject',
    ),
    oneOf('header', 'query', 'body', 'path', 'parameter', 'context', 'stage', 'custom'),
  ),
  { minLength: 1, maxLength: 3 },
);

const integration = fc
  .record({
    kind: oneOf('url', 'lambda', 'sqs', 'events', 'states', 'alb', 'nlb', 'cloudMap', 'shared'),
    options: optional({
      which: index,
      stack: index,
      timeout,
      mapping,
      method,
      payload: oneOf('1.0', '2.0', 'custom'),
      scoped: fc.boolean(),
      link: fc.boolean(),
      name: oneOf('api.example.com', 'b.example.com'),
      action: index,
    }),
  })
  .map(({ kind, options }) => ({ kind, ...options }));

const authorizer = fc
  .record({
    kind: oneOf('none', 'iam', 'jwt', 'pool', 'lambda', 'imported', 'importedJwt', 'shared'),
    options: optional({
      which: index,
      stack: index,
      name: text,
      source: fc.boolean(),
      // The cache time in seconds is at most an hour.
      ttl: oneOf(0, 60, 3600),
      responses: oneOf('simple', 'iam', 'both'),
      role: fc.boolean(),
      clients: oneOf(1, 2),
      region: fc.boolean(),
    }),
  })
  .map(({ kind, options }) => ({ kind, ...options }));

const cors = optional({
  allowCredentials: fc.boolean(),
  allowHeaders: fc.uniqueArray(oneOf('Authorization', 'X-Custom'), { minLength: 1 }),
  allowMethods: fc.uniqueArray(
    method.map((m) => (m === 'ANY' ? ('*' as const) : m)),
    { minLength: 1 },
  ),
  // The origin `*` is left out, because API Gateway rejects it together with credentials.
  allowOrigins: fc.uniqueArray(oneOf('https://a.example.com', 'https://b.example.com'), { minLength: 1 }),
  exposeHeaders: fc.uniqueArray(oneOf('Date', 'X-Custom'), { minLength: 1 }),
  maxAge: oneOf(0, 10, 86_400),
});

const domainMapping = optional({ which: index, key: fc.boolean() });

const stage = {
  autoDeploy: fc.boolean(),
  description: text,
  detailedMetrics: fc.boolean(),
  throttle: optional({ rateLimit: oneOf(1, 100), burstLimit: oneOf(1, 200) }),
  variables: fc.dictionary(oneOf('a', 'b_c'), oneOf('x', 'y-z', TOKEN)),
  moreVariables: fc.boolean(),
  logs: oneOf('default', 'json', 'custom'),
  mapping: domainMapping,
};

const socketIntegration = fc
  .record({
    kind: oneOf('lambda', 'aws', 'mock', 'shared'),
    options: optional({
      which: index,
      stack: index,
      timeout,
      content: oneOf('CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'),
      templates: fc.boolean(),
      selection: fc.boolean(),
      role: fc.boolean(),
      parameters: fc.boolean(),
      passthrough: oneOf('WHEN_NO_MATCH', 'NEVER', 'WHEN_NO_TEMPLATES'),
    }),
  })
  .map(({ kind, options }) => ({ kind, ...options }));

const socketRoute = fc
  .record({ integration: socketIntegration, options: optional({ returnResponse: fc.boolean() }) })
  .map(({ integration: i, options }) => ({ integration: i, ...options }));

// Only `$connect` has authorizers. On other routes, authorizers are rejected or cause the known difference
// `websocket-none-authorizer`.
const connectRoute = fc
  .record({
    route: socketRoute,
    options: optional({
      authorizer: fc
        .record({
          kind: oneOf('none', 'iam', 'lambda', 'imported'),
          options: optional({ name: text, source: fc.boolean(), stack: index }),
        })
        .map(({ kind, options }) => ({ kind, ...options })),
    }),
  })
  .map(({ route, options }) => ({ ...route, ...options }));

const limits = {
  throttle: stage.throttle,
  quota: fc.record({ limit: oneOf(1, 1000), period: oneOf('DAY', 'WEEK', 'MONTH') }),
};

const key = {
  name: text,
  value: oneOf('12345678901234567890', 'abcdefghijklmnopqrstuvwxyz'),
  description: text,
  customerId: text,
  enabled: fc.boolean(),
  distinct: fc.boolean(),
};

/** The generators of the steps, by kind. */
const STEPS = {
  httpApi: optional({
    stack: index,
    name: text,
    description: text,
    integration,
    defaultStage: fc.boolean(),
    cors,
    mapping: domainMapping,
    disableEndpoint: fc.boolean(),
    authorizer,
    scopes,
    selection: fc.boolean(),
    dualStack: fc.boolean(),
  }),
  importHttpApi: optional({ stack: index, endpoint: fc.boolean() }),
  addRoutes: fc
    .record({
      path,
      integration,
      options: optional({
        api: index,
        methods: fc.uniqueArray(method, { minLength: 1, maxLength: 3 }),
        authorizer,
        scopes,
      }),
    })
    .map(({ options, ...rest }) => ({ ...rest, ...options })),
  httpRoute: fc
    .record({ path, method, integration, options: optional({ api: index, stack: index, authorizer, scopes }) })
    .map(({ options, ...rest }) => ({ ...rest, ...options })),
  grantInvoke: optional({ route: index, own: fc.boolean() }),
  httpIntegration: optional({ api: index, stack: index, service: fc.boolean(), timeout, mapping, method }),
  httpAuthorizer: optional({
    api: index,
    stack: index,
    jwt: fc.boolean(),
    name: text,
    ttl: oneOf(0, 60, 3600),
    simple: fc.boolean(),
  }),
  httpStage: optional({ api: index, stack: index, direct: fc.boolean(), unnamed: fc.boolean(), ...stage }),
  importHttpStage: optional({ api: index, stack: index }),
  vpcLink: optional({
    stack: index,
    name: text,
    subnets: fc.boolean(),
    groups: fc.boolean(),
    more: fc.boolean(),
    imported: fc.boolean(),
  }),
  addVpcLink: optional({ api: index, again: fc.boolean() }),
  domainName: optional({
    stack: index,
    socket: fc.boolean(),
    imported: fc.boolean(),
    edge: fc.boolean(),
    more: fc.boolean(),
    mtls: fc.boolean(),
    certificateName: text,
    tls: fc.boolean(),
    dualStack: fc.boolean(),
  }),
  apiMapping: optional({
    stack: index,
    socket: fc.boolean(),
    api: index,
    stage: index,
    domain: index,
    key: fc.boolean(),
  }),
  arn: optional({
    socket: fc.boolean(),
    api: index,
    method,
    path,
    stage: oneOf('$default', 'dev'),
    helper: fc.boolean(),
  }),
  metric: optional({
    on: oneOf('api', 'stage', 'socket', 'socketStage'),
    which: index,
    name: oneOf('Count', 'ClientError', 'ServerError', 'DataProcessed', 'IntegrationLatency', 'Latency', ''),
    minutes: oneOf(1, 60),
    statistic: oneOf('Sum', 'p99'),
  }),
  webSocketApi: optional({
    stack: index,
    name: text,
    description: text,
    keys: oneOf('header', 'authorizer'),
    selection: fc.boolean(),
    connect: connectRoute,
    disconnect: socketRoute,
    default: socketRoute,
    dualStack: fc.boolean(),
    validation: fc.boolean(),
  }),
  importWebSocketApi: optional({ stack: index }),
  socketRoute: fc
    .record({
      route: socketRoute,
      key: oneOf('send', 'join-room', 'a.b', '$default', '$disconnect'),
      options: optional({ api: index, stack: index, direct: fc.boolean(), keyRequired: fc.boolean() }),
    })
    .map(({ options, ...rest }) => ({ ...rest, ...options })),
  webSocketIntegration: optional({
    api: index,
    stack: index,
    mock: fc.boolean(),
    timeout,
    content: oneOf('CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'),
    templates: fc.boolean(),
  }),
  webSocketAuthorizer: optional({ api: index, stack: index, name: text }),
  webSocketStage: optional({ api: index, stack: index, grant: fc.boolean(), ...stage }),
  importWebSocketStage: optional({ api: index, stack: index }),
  grantManageConnections: optional({ api: index }),
  apiKey: optional({ stack: index, imported: fc.boolean(), grant: oneOf('read', 'write', 'both'), ...key }),
  rateLimitedApiKey: optional({ stack: index, stage: index, withoutStage: fc.boolean(), ...key, ...limits }),
  usagePlan: optional({
    stack: index,
    stage: index,
    later: fc.boolean(),
    imported: fc.boolean(),
    key: index,
    named: fc.boolean(),
    name: text,
    description: text,
    ...limits,
  }),
  tag: optional({ socket: fc.boolean(), stack: fc.boolean(), api: index, retain: fc.boolean() }),
};

/** Steps that both libraries reject. Such a step ends a program, so it is rare. */
export const BAD_MOVES = [
  'short timeout',
  'path without slash',
  'a route twice',
  'domain mapping without default stage',
  'endpoint that is disabled',
  'grant on an open route',
  'mapping without a stage',
  'integration on two APIs',
  'too long a socket timeout',
  'credentials for any origin',
] as const;

type Steps = { [K in keyof typeof STEPS]: (typeof STEPS)[K] extends fc.Arbitrary<infer T> ? T : never };
export type Kind = keyof Steps;
/** The data of a step. */
export type Asked<K extends Kind> = Steps[K];
export type Integration = typeof integration extends fc.Arbitrary<infer T> ? T : never;
export type Authorizer = typeof authorizer extends fc.Arbitrary<infer T> ? T : never;
export type SocketIntegration = typeof socketIntegration extends fc.Arbitrary<infer T> ? T : never;
export type Connect = typeof connectRoute extends fc.Arbitrary<infer T> ? T : never;
export type Mapping = typeof mapping extends fc.Arbitrary<infer T> ? T : never;
export type Step = { [K in Kind]: [K, Asked<K>] }[Kind] | ['bad', (typeof BAD_MOVES)[number]];

/** A random program as plain data. */
export interface Description {
  /** The region of all stacks. The stacks share one environment, because references across environments need physical names. */
  readonly region?: string;
  /** The suffix of all construct IDs in the program. */
  readonly ids: string;
  /** Whether each stack is nested in the previous stack. */
  readonly stacks: boolean[];
  readonly steps: Step[];
}

const often: Kind[] = [
  'httpApi',
  'addRoutes',
  'addRoutes',
  'httpRoute',
  'httpStage',
  'webSocketApi',
  'socketRoute',
  'webSocketStage',
];
const step: fc.Arbitrary<Step> = fc.oneof(
  ...[...often, ...(Object.keys(STEPS) as Kind[])].map((kind) => ({
    weight: 3,
    arbitrary: fc.tuple(fc.constant(kind), STEPS[kind] as fc.Arbitrary<unknown>) as unknown as fc.Arbitrary<Step>,
  })),
  { weight: 1, arbitrary: fc.tuple(fc.constant('bad' as const), fc.constantFrom(...BAD_MOVES)) as fc.Arbitrary<Step> },
);

/** Generates programs. fast-check seeds them, prints them as JSON, and reduces them to the fewest and smallest steps. */
export const description: fc.Arbitrary<Description> = fc
  .record(
    {
      region: oneOf('eu-west-1', 'us-east-1'),
      ids: oneOf('', '-x', '.y', ' z'),
      stacks: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
      steps: fc.array(step, { minLength: 1, maxLength: 12, size: 'max' }),
    },
    { requiredKeys: ['ids', 'stacks', 'steps'] },
  )
  .map((d) => ({ ...d }));

/** The steps of a program as text, one call per line. */
export function printed({ region, ids, stacks, steps }: Description): string {
  return [
    ...stacks.map(
      (nested, i) =>
        `stack${i} = new ${nested && i > 0 ? `NestedStack(stack${i - 1}` : 'Stack(app'}, { region: ${region} });`,
    ),
    `// ids end in '${ids}'`,
    ...steps.map(([kind, asked]) => `${kind}(${JSON.stringify(asked)});`),
  ].join('\n');
}
