import { Duration, Fn, Lazy, Token } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import type { ApiKeyProps, UsagePlanProps, WebSocketApiProps, WebSocketStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { domain, fn, inApi, inStack, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

/** Lazy values and tokens in string, number, list, map and boolean properties of WebSocket APIs and authorizers. */

const later = (value?: string) => Lazy.string({ produce: () => value });
const number = (value?: number) => Lazy.number({ produce: () => value ?? 7 });
const list = (...values: string[]) => Lazy.list({ produce: () => values });
const any = <T>(value: T): T => Token.asAny(Lazy.any({ produce: () => value })) as T;

const apis = rows<() => WebSocketApiProps>(
  {
    'a name': () => ({ apiName: later('name') }),
    'a description': () => ({ description: later('described') }),
    'a description that resolves to undefined': () => ({ description: later() }),
    'a selection expression': () => ({ routeSelectionExpression: later('$request.body.x') }),
    'a Boolean value': () => ({ disableSchemaValidation: any(true) }),
    'an IP address type': () => ({ ipAddressType: any('dualstack') as never }),
    'a name that is an attribute': () => ({ apiName: Fn.getAtt('Other', 'Name').toString() }),
    'a name chosen at deployment': () => ({ apiName: Fn.conditionIf('C', 'a', 'b').toString() }),
  },
  (name, props) =>
    inStack(`tokens in a WebSocket API: ${name}`, (m, stack) => {
      const api = new m.apigwv2.WebSocketApi(stack, 'Api', props());
      return { name: api.webSocketApiName };
    }),
);

const stages = rows<(m: Modules, stack: Stack) => Partial<WebSocketStageProps>>(
  {
    'a name': () => ({ stageName: later('dev') }),
    'a Boolean value': () => ({ autoDeploy: any(true), detailedMetricsEnabled: any(false) }),
    'a throttle': () => ({ throttle: { rateLimit: number(), burstLimit: number(8) } }),
    'a throttle that resolves to undefined': () => ({ throttle: any({}) }),
    variables: () => ({ stageVariables: { a: later('b'), c: later() } }),
    'a map of variables': () => ({ stageVariables: any({ a: 'b' }) }),
    'a variable name': () => ({ stageVariables: { [later('key')]: 'value' } }),
    'a log destination': () => ({
      accessLogSettings: { destination: { bind: () => ({ destinationArn: later('arn:aws:logs:a:b:log-group:c') }) } },
    }),
    'a domain name': (m, stack) => ({
      domainMapping: { domainName: domain(m, stack, 'Domain', { domainName: later('a.example.com') }) },
    }),
  },
  (name, props) =>
    inStack(`tokens in a WebSocket stage: ${name}`, (m, stack) => {
      const integration = new m.integrations.WebSocketMockIntegration('Mock');
      const webSocketApi = new m.apigwv2.WebSocketApi(stack, 'Api', { connectRouteOptions: { integration } });
      const stage = new m.apigwv2.WebSocketStage(stack, 'Stage', {
        webSocketApi,
        stageName: 'live',
        ...props(m, stack),
      });
      stage.addStageVariable('later', later('x'));
      return { url: stage.url, callback: stage.callbackUrl, name: stage.stageName };
    }),
);

const integrations = rows<(m: Modules, stack: Stack) => InstanceType<Modules['apigwv2']['WebSocketRouteIntegration']>>(
  {
    AWS: (m) =>
      new m.integrations.WebSocketAwsIntegration('Aws', {
        integrationUri: later('arn:aws:apigateway:eu-west-1:sqs:path/1/q'),
        integrationMethod: later('POST'),
        requestParameters: { 'integration.request.header.a': later("'b'") },
        requestTemplates: { [later('application/json')]: later('{}') },
        templateSelectionExpression: later('\\$default'),
        timeout: Duration.millis(number(60)),
      }),
    'AWS, with maps': (m) =>
      new m.integrations.WebSocketAwsIntegration('Aws', {
        integrationUri: 'arn:aws:apigateway:eu-west-1:sqs:path/1/q',
        integrationMethod: 'POST',
        requestParameters: any({ 'integration.request.header.a': "'b'" }),
        requestTemplates: any({ $default: '{}' }),
        passthroughBehavior: any('NEVER') as never,
        contentHandling: any('CONVERT_TO_TEXT') as never,
      }),
    mock: (m) =>
      new m.integrations.WebSocketMockIntegration('Mock', {
        requestTemplates: any({ $default: '{"statusCode":200}' }),
        templateSelectionExpression: later('\\$default'),
      }),
    Lambda: (m, stack) =>
      new m.integrations.WebSocketLambdaIntegration('Lambda', fn(stack), {
        timeout: Duration.millis(number(1000)),
        contentHandling: any('CONVERT_TO_BINARY') as never,
      }),
  },
  (name, make) =>
    inStack(`tokens in a WebSocket integration: ${name}`, (m, stack) => {
      const api = new m.apigwv2.WebSocketApi(stack, 'Api');
      const integration = make(m, stack);
      api.addRoute('a', { integration, returnResponse: true });
      api.addRoute('b', { integration });
    }),
);

const keys: Program[] = [
  ...rows<() => ApiKeyProps>(
    {
      strings: () => ({
        apiKeyName: later('n'),
        value: later('v'.repeat(20)),
        description: later('d'),
        customerId: later('c'),
      }),
      'Boolean values': () => ({ enabled: any(false), generateDistinctId: any(true) }),
      'values that resolve to undefined': () => ({ apiKeyName: later(), value: undefined, enabled: undefined }),
    },
    (name, props) =>
      inStack(`tokens in an API key: ${name}`, (m, stack) => {
        new m.apigwv2.ApiKey(stack, 'Key', props());
        new m.apigwv2.RateLimitedApiKey(stack, 'Limited', { ...props(), throttle: { burstLimit: number() } });
      }),
  ),
  ...rows<(m: Modules) => UsagePlanProps>(
    {
      strings: () => ({ usagePlanName: later('p'), description: later('d') }),
      quota: (m) => ({ quota: { limit: number(), offset: number(1), period: m.apigwv2.Period.WEEK } }),
      'a period': () => ({ quota: { limit: 5, period: any('DAY') as never } }),
      throttle: () => ({ throttle: { rateLimit: number(), burstLimit: number() } }),
    },
    (name, props) =>
      inStack(`tokens in a usage plan: ${name}`, (m, stack) => {
        new m.apigwv2.UsagePlan(stack, 'Plan', props(m));
      }),
  ),
];

const authorizers: Program[] = [
  ...rows<
    (m: Modules, stack: Stack) => Parameters<InstanceType<Modules['apigwv2']['HttpApi']>['addRoutes']>[0]['authorizer']
  >(
    {
      'strings of a JWT authorizer': (m) =>
        new m.authorizers.HttpJwtAuthorizer('Auth', later('https://issuer.example.com'), {
          authorizerName: later('name'),
          jwtAudience: [later('aud')],
          identitySource: [later('$request.header.X')],
        }),
      'lists of a JWT authorizer': (m) =>
        new m.authorizers.HttpJwtAuthorizer('Auth', 'https://issuer.example.com', {
          jwtAudience: list('a', 'b'),
          identitySource: list('$request.header.X'),
        }),
      'strings of a Lambda authorizer': (m, stack) =>
        new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack), {
          authorizerName: later('name'),
          identitySource: [later('$request.header.X')],
          resultsCacheTtl: Duration.seconds(number(60)),
        }),
      'lists of a Lambda authorizer': (m, stack) =>
        new m.authorizers.HttpLambdaAuthorizer('Auth', fn(stack), {
          identitySource: list('$request.header.X', '$context.routeKey'),
        }),
    },
    (name, make) =>
      inApi(`tokens in HttpAuthorizer: ${name}`, (m, api, stack) => {
        const authorizer = make(m, stack);
        api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
      }),
  ),
  inApi('tokens in HttpAuthorizer: lists of scopes', (m, api) => {
    const authorizer = new m.authorizers.HttpJwtAuthorizer('Auth', 'https://issuer.example.com', {
      jwtAudience: ['a'],
    });
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer, authorizationScopes: list('a', 'b') });
    api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer, authorizationScopes: [later('a')] });
  }),
  inStack('tokens in WebSocketAuthorizer: lists', (m, stack) => {
    const authorizer = new m.authorizers.WebSocketLambdaAuthorizer('Auth', fn(stack), {
      authorizerName: later('name'),
      identitySource: list('route.request.header.A', 'context.b'),
    });
    const integration = new m.integrations.WebSocketMockIntegration('Mock');
    new m.apigwv2.WebSocketApi(stack, 'Api', { connectRouteOptions: { integration, authorizer } });
  }),
];

export const programs: Program[] = [...apis, ...stages, ...integrations, ...keys, ...authorizers];
