import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemblyOfTemplate, modelOf, readAssembly } from '../../src';
import { parseData } from '../../src/model/template';
import { diffOf } from '../../src/report/diff/diff';
import type { Finding } from '../../src/report/diff/finding';
import { snapshots, temporaryFolder } from '../_helpers/apps';
import { apigwv2 } from '../_helpers/cli';

type Resources = Record<string, { Type: string; Properties: Record<string, unknown>; Metadata?: object }>;

/** A new copy of the template that each test changes in one place. */
function shop(): Resources {
  return (parseData(template, 'shop') as unknown as { Resources: Resources }).Resources;
}

const template = `
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Name: shop
      ProtocolType: HTTP
      CorsConfiguration: { AllowOrigins: ['https://shop.example'], AllowMethods: [GET], MaxAge: 60 }
      DisableExecuteApiEndpoint: true
  Login:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties:
      ApiId: !Ref Api
      Name: login
      AuthorizerType: JWT
      IdentitySource: [$request.header.Authorization]
      JwtConfiguration: { Issuer: 'https://login.example', Audience: [shop, back-office] }
  Check:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties:
      ApiId: !Ref Api
      Name: check
      AuthorizerType: REQUEST
      AuthorizerUri: !GetAtt Checker.Arn
      AuthorizerPayloadFormatVersion: '2.0'
      AuthorizerResultTtlInSeconds: 60
      EnableSimpleResponses: true
      IdentitySource: [$request.header.Authorization, $context.routeKey]
  Checker: { Type: AWS::Lambda::Function, Properties: { Handler: check.handler, Runtime: nodejs22.x, Code: { ZipFile: c } } }
  Books: { Type: AWS::Lambda::Function, Properties: { Handler: books.handler, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  Orders: { Type: AWS::Lambda::Function, Properties: { Handler: orders.handler, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  Role: { Type: AWS::IAM::Role, Properties: {} }
  BooksTarget:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationUri: !GetAtt Books.Arn
      PayloadFormatVersion: '2.0'
      TimeoutInMillis: 5000
      RequestParameters: { 'append:header.x': '1' }
  List: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /books, Target: !Sub 'integrations/\${BooksTarget}' } }
  Get:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      { ApiId: !Ref Api, RouteKey: 'GET /books/{id}', Target: !Sub 'integrations/\${BooksTarget}', AuthorizationType: CUSTOM, AuthorizerId: !Ref Check }
  Own:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      { ApiId: !Ref Api, RouteKey: 'GET /books/{id}/own', Target: !Sub 'integrations/\${BooksTarget}', AuthorizationType: CUSTOM, AuthorizerId: !Ref Check }
  Put:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Api
      RouteKey: PUT /books/{id}
      Target: !Sub integrations/\${BooksTarget}
      AuthorizationType: JWT
      AuthorizerId: !Ref Login
      AuthorizationScopes: [write, admin]
  Admin: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /admin, AuthorizationType: AWS_IAM } }
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties:
      ApiId: !Ref Api
      StageName: prod
      AutoDeploy: true
      StageVariables: { color: blue }
      DefaultRouteSettings: { ThrottlingRateLimit: 100 }
      RouteSettings: { GET /books: { ThrottlingRateLimit: 10 } }
      AccessLogSettings: { DestinationArn: a, Format: b }
  Domain:
    Type: AWS::ApiGatewayV2::DomainName
    Properties:
      DomainName: api.shop.example
      DomainNameConfigurations: [{ SecurityPolicy: TLS_1_2, CertificateArn: c }]
      MutualTlsAuthentication: { TruststoreUri: 's3://trust/store.pem' }
  Mapping: { Type: AWS::ApiGatewayV2::ApiMapping, Properties: { ApiId: !Ref Api, DomainName: !Ref Domain, Stage: !Ref Stage, ApiMappingKey: v1 } }
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action } }
  Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: $connect, AuthorizationType: AWS_IAM } }
  Send: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: send, ApiKeyRequired: true, RouteResponseSelectionExpression: $default } }
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Name: partner, Enabled: true } }
`;

function findings(
  change: (resources: Resources) => void,
  prepare: (resources: Resources) => void = () => {},
): Finding[] {
  const [old, young] = [shop(), shop()];
  [old, young].forEach(prepare);
  change(young);
  return diff(old, young).findings;
}

function diff(old: Resources, young: Resources) {
  const model = (resources: Resources) => modelOf(assemblyOfTemplate({ Resources: resources } as never));
  return diffOf(model(old), model(young));
}

const set = (id: string, property: string, value: unknown) => (resources: Resources) => {
  resources[id].Properties[property] = value;
};
const unset = (id: string, property: string) => (resources: Resources) => {
  delete resources[id].Properties[property];
};
const remove = (id: string) => (resources: Resources) => {
  delete resources[id];
};
const both =
  (...changes: ((resources: Resources) => void)[]) =>
  (resources: Resources) =>
    changes.forEach((change) => change(resources));
const route = (RouteKey: string, others: object = {}) => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: { ApiId: { Ref: 'Api' }, RouteKey, ...others },
});

test('a comparison of an input with itself reports no findings', () => {
  expect(findings(() => {})).toEqual([]);
});

test.each<[string, (resources: Resources) => void, string, string, string]>([
  // These changes are exposures.
  [
    'a removed authorizer',
    both(...['AuthorizationType', 'AuthorizerId', 'AuthorizationScopes'].map((name) => unset('Put', name))),
    'exposure',
    'AuthorizerRemoved',
    'PUT /books/{id}',
  ],
  ['IAM to none', set('Admin', 'AuthorizationType', 'NONE'), 'exposure', 'AuthorizerRemoved', 'GET /admin'],
  ['IAM of $connect to none', set('Connect', 'AuthorizationType', 'NONE'), 'exposure', 'AuthorizerRemoved', '$connect'],
  [
    'a replaced authorizer',
    both(set('Get', 'AuthorizerId', { Ref: 'Login' }), set('Get', 'AuthorizationType', 'JWT')),
    'exposure',
    'AuthorizerExchanged',
    'GET /books/{id}',
  ],
  ['removed scopes', unset('Put', 'AuthorizationScopes'), 'exposure', 'ScopesRemoved', 'PUT /books/{id}'],
  [
    'an additional scope that grants access',
    set('Put', 'AuthorizationScopes', ['write', 'admin', 'read']),
    'exposure',
    'ScopesWidened',
    'PUT /books/{id}',
  ],
  ['an API key that is no longer required', unset('Send', 'ApiKeyRequired'), 'exposure', 'ApiKeyNotRequired', 'send'],
  [
    'another issuer',
    set('Login', 'JwtConfiguration', { Issuer: 'https://other', Audience: ['shop', 'back-office'] }),
    'exposure',
    'JwtIssuerChanged',
    'login',
  ],
  [
    'another audience',
    set('Login', 'JwtConfiguration', { Issuer: 'https://login.example', Audience: ['shop'] }),
    'exposure',
    'JwtAudienceChanged',
    'login',
  ],
  [
    'a different authorizer function',
    set('Check', 'AuthorizerUri', { 'Fn::GetAtt': ['Books', 'Arn'] }),
    'exposure',
    'AuthorizerExchanged',
    'check',
  ],
  [
    'CORS for all origins',
    set('Api', 'CorsConfiguration', { AllowOrigins: ['*'], AllowMethods: ['GET'], MaxAge: 60 }),
    'exposure',
    'CorsWidened',
    'CORS',
  ],
  [
    'CORS with credentials',
    set('Api', 'CorsConfiguration', {
      AllowOrigins: ['https://shop.example'],
      AllowMethods: ['GET'],
      MaxAge: 60,
      AllowCredentials: true,
    }),
    'exposure',
    'CorsWidened',
    'CORS',
  ],
  [
    'CORS that is known only at deployment',
    set('Api', 'CorsConfiguration', { AllowOrigins: [{ Ref: 'Nothing' }], AllowMethods: ['GET'], MaxAge: 60 }),
    'exposure',
    'CorsWidened',
    'CORS',
  ],
  [
    'removed mutual TLS',
    unset('Domain', 'MutualTlsAuthentication'),
    'exposure',
    'MutualTlsRemoved',
    'api.shop.example',
  ],
  [
    'another truststore',
    set('Domain', 'MutualTlsAuthentication', { TruststoreUri: 's3://x/y' }),
    'exposure',
    'TruststoreChanged',
    'api.shop.example',
  ],
  [
    'an enabled default endpoint with mutual TLS',
    set('Api', 'DisableExecuteApiEndpoint', false),
    'exposure',
    'EndpointEnabled',
    'shop',
  ],
  [
    'a cache that routes share',
    set('Check', 'AuthorizerResultTtlInSeconds', 60),
    'exposure',
    'AuthorizerCacheShared',
    'check',
  ],
  [
    'an older TLS version',
    set('Domain', 'DomainNameConfigurations', [{ SecurityPolicy: 'TLS_1_0', CertificateArn: 'c' }]),
    'exposure',
    'SecurityPolicyChanged',
    'api.shop.example',
  ],
  // These changes are breaking.
  ['a removed route', remove('List'), 'breaking', 'RouteRemoved', 'GET /books'],
  [
    'a route with a different path',
    set('Admin', 'RouteKey', 'GET /v2/admin'),
    'breaking',
    'RouteMoved',
    'GET /v2/admin',
  ],
  [
    'a renamed path parameter',
    set('Put', 'RouteKey', 'PUT /books/{isbn}'),
    'breaking',
    'ParameterRenamed',
    'PUT /books/{isbn}',
  ],
  ['an added authorizer', set('List', 'AuthorizationType', 'AWS_IAM'), 'breaking', 'AuthorizerAdded', 'GET /books'],
  ['a removed scope', set('Put', 'AuthorizationScopes', ['write']), 'breaking', 'ScopesNarrowed', 'PUT /books/{id}'],
  [
    'an API key that is newly required',
    set('Connect', 'ApiKeyRequired', true),
    'breaking',
    'ApiKeyRequired',
    '$connect',
  ],
  [
    'a different payload format',
    set('BooksTarget', 'PayloadFormatVersion', '1.0'),
    'breaking',
    'PayloadFormatChanged',
    'GET /books',
  ],
  [
    'a different route selection expression',
    set('Chat', 'RouteSelectionExpression', '$request.body.type'),
    'breaking',
    'SelectionExpressionChanged',
    'chat',
  ],
  [
    'a removed route response',
    unset('Send', 'RouteResponseSelectionExpression'),
    'breaking',
    'SelectionExpressionChanged',
    'send',
  ],
  ['a renamed stage', set('Stage', 'StageName', 'live'), 'breaking', 'StageMoved', 'live'],
  ['a removed mapping', remove('Mapping'), 'breaking', 'MappingRemoved', 'https://api.shop.example/v1'],
  [
    'a mapping with a different key',
    set('Mapping', 'ApiMappingKey', 'v2'),
    'breaking',
    'MappingMoved',
    'https://api.shop.example/v2',
  ],
  [
    'a mapping to another API',
    set('Mapping', 'ApiId', { Ref: 'Chat' }),
    'breaking',
    'MappingMoved',
    'wss://api.shop.example/v1',
  ],
  [
    'a narrower CORS configuration',
    set('Api', 'CorsConfiguration', { AllowOrigins: ['https://shop.example'], MaxAge: 60 }),
    'breaking',
    'CorsNarrowed',
    'CORS',
  ],
  ['an API key with a different name', set('Key', 'Name', 'other'), 'breaking', 'ApiKeyReplaced', 'other'],
  ['an API key with a different value', set('Key', 'Value', 'x'.repeat(20)), 'breaking', 'ApiKeyReplaced', 'partner'],
  [
    'an authorizer with a different response format',
    unset('Check', 'EnableSimpleResponses'),
    'breaking',
    'ResponseFormatChanged',
    'check',
  ],
  // These changes are neither exposures nor breaking.
  [
    'another function',
    set('BooksTarget', 'IntegrationUri', { 'Fn::GetAtt': ['Orders', 'Arn'] }),
    'change',
    'TargetChanged',
    'GET /books',
  ],
  ['another timeout', set('BooksTarget', 'TimeoutInMillis', 1000), 'change', 'TimeoutChanged', 'GET /books'],
  [
    'another mapping',
    set('BooksTarget', 'RequestParameters', { 'append:header.x': '2' }),
    'change',
    'MappingChanged',
    'GET /books',
  ],
  [
    'another role',
    set('BooksTarget', 'CredentialsArn', { 'Fn::GetAtt': ['Role', 'Arn'] }),
    'change',
    'CredentialsChanged',
    'GET /books',
  ],
  [
    'changed throttling',
    set('Stage', 'DefaultRouteSettings', { ThrottlingRateLimit: 50 }),
    'change',
    'ThrottlingChanged',
    'prod',
  ],
  [
    'changed throttling of a route',
    set('Stage', 'RouteSettings', { 'GET /books': { ThrottlingRateLimit: 5 } }),
    'change',
    'ThrottlingChanged',
    'GET /books',
  ],
  [
    'a different access log',
    set('Stage', 'AccessLogSettings', { DestinationArn: 'x', Format: 'b' }),
    'change',
    'LoggingChanged',
    'prod',
  ],
  [
    'a different stage variable',
    set('Stage', 'StageVariables', { color: 'red' }),
    'change',
    'VariablesChanged',
    'prod',
  ],
  ['a new route', (resources) => (resources.New = route('GET /new')), 'change', 'RouteAdded', 'GET /new'],
])('%s', (name, change, severity, code, where) => {
  const prepare = name === 'a cache that routes share' ? set('Check', 'AuthorizerResultTtlInSeconds', 0) : undefined;
  const sharedKey = set('Check', 'IdentitySource', ['$request.header.Authorization']);
  const found = findings(change, prepare && both(prepare, sharedKey));
  expect(found.filter((one) => one.code !== 'CacheTimeChanged' || code === 'CacheTimeChanged')).toMatchObject([
    { severity, code, names: expect.arrayContaining([where]) },
    ...(name === 'CORS that is known only at deployment' ? [{ code: 'CorsNarrowed' }] : []),
  ]);
});

test('a change to an integration that several routes share causes one finding', () => {
  const [found] = findings(set('BooksTarget', 'TimeoutInMillis', 1000));
  expect(found.names).toEqual(['GET /books', 'GET /books/{id}', 'GET /books/{id}/own', 'PUT /books/{id}']);
  expect(found.message).toBe('timeout in milliseconds: 5000 → 1000');
});

test('a new public route is an exposure if a protected catch-all route handled its requests before', () => {
  const prepare = (resources: Resources) => {
    resources.All = route('ANY /{proxy+}', { AuthorizationType: 'AWS_IAM' });
  };
  const found = findings((resources) => (resources.New = route('GET /new/{id}')), prepare);
  expect(found.map(({ code }) => code)).toEqual(['RouteTakesOver', 'RouteAdded']);
  expect(found[0].message).toBe(
    'receives requests that went to ANY /{proxy+} before, and is open to everybody now; previously: IAM',
  );
});

test('removing a protected route is an exposure if a public catch-all route exists', () => {
  const found = findings(remove('Admin'), (resources) => (resources.All = route('$default')));
  expect(found.map(({ severity, code }) => [severity, code])).toEqual([
    ['exposure', 'RouteFallsBack'],
    ['breaking', 'RouteRemoved'],
  ]);
});

describe('changed logical IDs', () => {
  /** Renames the logical IDs of all resources, or of some. */
  function rename(resources: Resources, ids = Object.keys(resources)): Resources {
    const text = JSON.stringify(resources);
    return JSON.parse(
      ids.reduce(
        (all, id) =>
          all
            .replaceAll(`"Ref":"${id}"`, `"Ref":"${id}2"`)
            .replaceAll(`"Fn::GetAtt":["${id}"`, `"Fn::GetAtt":["${id}2"`)
            .replaceAll(`\${${id}}`, `\${${id}2}`)
            .replaceAll(`"${id}":{"Type"`, `"${id}2":{"Type"`),
        text,
      ),
    ) as Resources;
  }

  const clientsHold = ['Api', 'Chat', 'Key'];

  test('cause no finding, and are counted', async () => {
    const ids = Object.keys(shop()).filter((id) => !clientsHold.includes(id) && id !== 'Role');
    const { findings: found, renamedLogicalIds } = diff(shop(), rename(shop(), ids));
    expect(found).toEqual([]);
    expect(renamedLogicalIds).toBe(13);
  });

  test('of an API cause a breaking change only if clients use its default endpoint', () => {
    const { findings: found } = diff(shop(), rename(shop()));
    expect(found.map(({ severity, code, names }) => [severity, code, ...names])).toEqual([
      ['change', 'ApiReplaced', 'shop'],
      ['breaking', 'ApiReplaced', 'chat'],
      ['breaking', 'ApiReplaced', 'partner'].map((text) => text.replace('ApiR', 'ApiKeyR')),
    ]);
  });

  test('of moved constructs cause no finding for routes', () => {
    const withPaths = (scope: string) => {
      const resources = shop();
      for (const [id, resource] of Object.entries(resources)) {
        resource.Metadata = { 'aws:cdk:path': `Shop/${scope}${id}/Resource` };
      }
      return resources;
    };
    const { findings: found } = diff(withPaths(''), rename(withPaths('Inner/')));
    expect(found.filter(({ subject }) => subject === 'route')).toEqual([]);
  });
});

test.each(snapshots)('a comparison of the snapshot %s with itself reports no findings', (_, folder) => {
  const model = modelOf(readAssembly(folder));
  expect(diffOf(model, JSON.parse(JSON.stringify(model)))).toMatchObject({ findings: [], renamedLogicalIds: 0 });
});

describe('apigwv2 diff', () => {
  const folder = join(__dirname, '../../../integ');
  const [, snapshot] = snapshots.find(([name]) => name === 'http-authorizers')!;
  const open = JSON.stringify({ Resources: { ...shop(), Admin: route('GET /admin') } });
  const old = join(temporaryFolder(), 'old.json');
  writeFileSync(old, JSON.stringify({ Resources: shop() }));

  test('prints text', async () => {
    const { status, out } = await apigwv2(['diff', old, '-'], { input: open });
    expect([status, out]).toEqual([
      0,
      `HTTP API shop  Api
  exposure   GET /admin   is open to everybody now; previously: IAM

1 finding: 1 exposure.
`,
    ]);
  });

  test('prints Markdown', async () => {
    const { out } = await apigwv2(['diff', old, '-', '--markdown'], { input: open });
    expect(out).toBe(`<!-- apigwv2 diff -->

### API diff: 1 finding: 1 exposure.

**HTTP API shop**

| severity | where | what |
| --- | --- | --- |
| **exposure** | \`GET /admin\` | is open to everybody now; previously: IAM |
`);
  });

  test('prints Markdown that fits in a comment, even for many findings', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`R${index}`, route(`GET /${index}`, { Target: `target ${index}` })]),
    );
    const { out } = await apigwv2(['diff', old, '-', '--markdown'], {
      input: JSON.stringify({ Resources: { ...shop(), ...many } }),
    });
    expect(out.length).toBeLessThan(65_536);
    expect(out).toMatch(/… and \d+ more findings, which do not fit in a comment\./);
  });

  test('prints JSON', async () => {
    const { out } = await apigwv2(['diff', old, '-', '--json'], { input: open });
    expect(JSON.parse(out)).toEqual({
      version: 1,
      findings: [
        {
          severity: 'exposure',
          code: 'AuthorizerRemoved',
          scope: 'HTTP API shop',
          api: 'Api',
          subject: 'route',
          names: ['GET /admin'],
          message: 'is open to everybody now; previously: IAM',
          before: 'IAM',
          after: 'everybody',
        },
      ],
      renamedLogicalIds: 0,
      notices: [],
    });
  });

  test.each([
    ['exposure,breaking', 1],
    ['exposure', 1],
    ['breaking', 0],
    ['change,breaking', 0],
  ])('with --fail-on %s, the command exits with status %i', async (list, status) => {
    expect((await apigwv2(['diff', old, '-', '--fail-on', list], { input: open })).status).toBe(status);
  });

  test('finds no differences between an assembly and the model that `apigwv2 routes --json` prints', async () => {
    const { out: input } = await apigwv2(['routes', snapshot, '--json']);
    const { out } = await apigwv2(['diff', snapshot, '-'], { input });
    expect(out).toBe('No differences in the APIs.\n');
  });

  test.each([
    [[], /^Pass the two inputs to compare: apigwv2 diff OLD NEW\.$/],
    [[old, old, old], /^The argument .* is not expected\. /],
    [[old, old, '--fail-on', 'all'], /^--fail-on must be one of exposure, breaking, change, but is all\.$/],
    [['-', '-'], /^OLD and NEW cannot both be standard input\.$/],
    [[old, 'gone'], /^gone does not exist\.$/],
  ])('rejects the arguments %j', async (args, message) => {
    const { status, err } = await apigwv2(['diff', ...args], { cwd: folder });
    expect(status).toBe(2);
    expect(err.trim()).toMatch(message);
  });
});
