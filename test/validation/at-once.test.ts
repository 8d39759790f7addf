import { App, Aspects, Duration, Lazy, Stack, Token } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import * as apigwv2 from '../../lib';
import { HttpUrlIntegration, WebSocketAwsIntegration, WebSocketMockIntegration } from '../../lib/integrations';
import { Rules } from '../../lib/rules';
import { expectFailure, thrownBy } from '../_helpers/failure';

const { HttpMethod, HttpAuthorizerType, HttpIntegrationType, HttpIntegrationSubtype } = apigwv2;

interface World {
  readonly stack: Stack;
  readonly api: apigwv2.HttpApi;
  readonly chat: apigwv2.WebSocketApi;
}

function world(context?: Record<string, unknown>): World {
  const stack = new Stack(new App({ context, analyticsReporting: false }), 'Stack');
  return { stack, api: new apigwv2.HttpApi(stack, 'Api'), chat: new apigwv2.WebSocketApi(stack, 'Chat') };
}

const url = () => new HttpUrlIntegration('Url', 'https://example.com');
const mock = () => new WebSocketMockIntegration('Mock');
const routes = ({ api }: World, path: string) => api.addRoutes({ path, methods: [HttpMethod.GET], integration: url() });
const integrate = ({ stack, api }: World, props: object) =>
  new apigwv2.HttpIntegration(stack, 'I', {
    httpApi: api,
    integrationType: HttpIntegrationType.HTTP_PROXY,
    integrationUri: 'https://example.com',
    ...props,
  });
const act = (w: World, mapping: { [key: string]: string }, props: object = {}) =>
  integrate(w, {
    integrationType: HttpIntegrationType.AWS_PROXY,
    integrationSubtype: HttpIntegrationSubtype.SQS_SEND_MESSAGE,
    integrationUri: undefined,
    credentials: { credentialsArn: 'arn:aws:iam::111111111111:role/r' },
    parameterMapping: mapped(mapping),
    ...props,
  });
const mapped = (mapping: { [key: string]: string }) =>
  apigwv2.ParameterMapping.fromObject(
    Object.fromEntries(Object.entries(mapping).map(([key, value]) => [key, apigwv2.MappingValue.custom(value)])),
  );
const URI =
  'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111111111111:function:f/invocations';
const authorize = ({ stack, api }: World, props: object) =>
  new apigwv2.HttpAuthorizer(stack, 'A', {
    httpApi: api,
    type: HttpAuthorizerType.LAMBDA,
    identitySource: ['$request.header.Authorization'],
    authorizerUri: URI,
    ...props,
  });
const jwt = (w: World, props: object) =>
  authorize(w, {
    type: HttpAuthorizerType.JWT,
    authorizerUri: undefined,
    jwtIssuer: 'https://issuer.example.com',
    jwtAudience: ['a'],
    ...props,
  });
const stage = ({ stack, api }: World, props: object) =>
  new apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 'prod', ...props });
const logs = (stack: Stack, format: string) => ({
  accessLogSettings: {
    destination: new apigwv2.LogGroupLogDestination(new LogGroup(stack, 'Logs')),
    format: AccessLogFormat.custom(format),
  },
});

/** Values that a constructor rejects. Each row contains the code, the program, the path of the construct, the value and the fix. */
const rejected: [string, (w: World) => unknown, string, string, string][] = [
  [
    'ApiNameInvalid',
    (w) => new apigwv2.HttpApi(w.stack, 'X', { apiName: 'x'.repeat(129) }),
    'Stack/X',
    '(129 c',
    'Shorten',
  ],
  [
    'ApiNameInvalid',
    (w) => new apigwv2.WebSocketApi(w.stack, 'X', { apiName: '' }),
    'Stack/X',
    "got ''",
    'Specify a value',
  ],
  [
    'RouteSelectionExpressionMissing',
    (w) => new apigwv2.WebSocketApi(w.stack, 'X', { routeSelectionExpression: '' }),
    'Stack/X',
    "got ''",
    "Use '$request.body.action'",
  ],
  ['RouteSegmentInvalid', (w) => routes(w, '/a{b}'), 'Stack/Api/GET--a{b}', "got '/a{b}'", "Did you mean '/{b}'?"],
  ['RouteSegmentInvalid', (w) => routes(w, '/a?b=c'), 'Stack/Api/GET--a?b=c', "got '/a?b=c'", "Did you mean '/a'?"],
  [
    'RouteSegmentInvalid',
    (w) => routes(w, '/a/{id?}'),
    'Stack/Api/GET--a--{id?}',
    "got '/a/{id?}'",
    "Did you mean '/a/{id}'? Add a second route '/a'",
  ],
  ['RouteSegmentInvalid', (w) => routes(w, '/?a'), 'Stack/Api/GET--?a', "got '/?a'", "Did you mean '/'?"],
  ['RouteSegmentInvalid', (w) => routes(w, '/a//b'), 'Stack/Api/GET--a----b', "got '/a//b'", "Did you mean '/a/b'?"],
  ['RouteSegmentInvalid', (w) => routes(w, '/a b'), 'Stack/Api/GET--a b', "got '/a b'", "Did you mean '/a-b'?"],
  [
    'GreedyParameterNotLast',
    (w) => routes(w, '/{a+}/b'),
    'Stack/Api/GET--{a+}--b',
    "got '/{a+}/b'",
    "Did you mean '/{a+}', or '/{a}/b'?",
  ],
  ...(['ScopesWithoutJwtAuthorizer', 'TooManyScopes'] as const).map(
    (code): [string, (w: World) => unknown, string, string, string] => {
      const wrong = {
        ScopesWithoutJwtAuthorizer: ['AWS_IAM', ['a'], 'authorization type AWS_IAM', 'HttpJwtAuthorizer'],
        TooManyScopes: ['JWT', Array.from({ length: 11 }, (_, i) => `s${i}`), '11 scopes', 'List at most 10'],
      } as const;
      const [authorizationType, authorizationScopes, given, fix] = wrong[code];
      return [
        code,
        ({ api }) =>
          api.addRoutes({
            path: '/a',
            integration: url(),
            authorizer: { bind: () => ({ authorizationType, authorizerId: 'a' }) },
            authorizationScopes: [...authorizationScopes],
          }),
        'Stack/Api/ANY--a',
        given,
        fix,
      ];
    },
  ),
  [
    'WebSocketRouteKeyInvalid',
    ({ chat }) => chat.addRoute('$disconnected', { integration: mock() }),
    'Stack/Chat/$disconnected-Route',
    "got '$disconnected'",
    "Did you mean '$disconnect'?",
  ],
  [
    'WebSocketRouteKeyInvalid',
    (w) => new apigwv2.WebSocketRoute(w.stack, 'R', { webSocketApi: w.chat, routeKey: '', integration: mock() }),
    'Stack/R',
    "got ''",
    'Use a value that messages contain',
  ],
  [
    'HttpIntegrationTypeInvalid',
    (w) => integrate(w, { integrationType: 'AWS', integrationUri: 'arn:aws:lambda:eu-west-1:111111111111:function:f' }),
    'Stack/I',
    "got 'AWS'",
    'Did you mean AWS_PROXY?',
  ],
  [
    'IntegrationUrlInvalid',
    (w) => integrate(w, { integrationUri: '//example.com' }),
    'Stack/I',
    "got '//example.com'",
    "Did you mean 'https://example.com'?",
  ],
  [
    'PayloadFormatInvalid',
    (w) => integrate(w, { payloadFormatVersion: apigwv2.PayloadFormatVersion.custom('3.0') }),
    'Stack/I',
    "got '3.0'",
    "Use '1.0'",
  ],
  [
    'RequestMappingKeyInvalid',
    (w) => act(w, { QueueUrl: 'a', MessageBody: 'b', 'append:querystring.DelaySeconds': 'c' }),
    'Stack/I',
    "got 'append:querystring.DelaySeconds'",
    "Did you mean 'DelaySeconds'?",
  ],
  [
    'RequestMappingKeyInvalid',
    (w) => integrate(w, { parameterMapping: mapped({ 'Append:Header.a': 'b' }) }),
    'Stack/I',
    "got 'Append:Header.a'",
    "Did you mean 'append:header.a'?",
  ],
  [
    'RequestMappingKeyInvalid',
    (w) => integrate(w, { parameterMapping: mapped({ 'x-name': 'b' }) }),
    'Stack/I',
    "got 'x-name'",
    "Use 'overwrite:header.x-name'",
  ],
  [
    'ReservedHeaderMapped',
    (w) => integrate(w, { parameterMapping: mapped({ 'overwrite:header.authorization': 'b' }) }),
    'Stack/I',
    "got 'overwrite:header.authorization'",
    'Use a header that API Gateway does not reserve',
  ],
  [
    'MappingSourceInvalid',
    (w) => integrate(w, { parameterMapping: mapped({ 'overwrite:header.a': '$response.header.b' }) }),
    'Stack/I',
    "got '$response.header.b'",
    'responseParameterMapping',
  ],
  [
    'ReservedHeaderMapped',
    (w) => integrate(w, { parameterMapping: mapped({ 'remove:header.Authorization': '' }) }),
    'Stack/I',
    "got 'remove:header.Authorization'",
    'Remove the key',
  ],
  [
    'RequestMappingKeyInvalid',
    (w) => integrate(w, { parameterMapping: mapped({ 'overwrite:headers.x': 'b' }) }),
    'Stack/I',
    "got 'overwrite:headers.x'",
    "Did you mean 'overwrite:header.x'?",
  ],
  [
    'RequestMappingKeyInvalid',
    (w) => integrate(w, { parameterMapping: mapped({ 'overwrite:path.id': 'b' }) }),
    'Stack/I',
    "got 'overwrite:path.id'",
    "Did you mean 'overwrite:path'?",
  ],
  [
    'IntegrationTimeoutOutOfRange',
    (w) => integrate(w, { timeout: Duration.millis(29) }),
    'Stack/I',
    'got 29',
    'Did you mean 29000',
  ],
  [
    'IntegrationUrlInvalid',
    (w) => integrate(w, { integrationUri: 'arn:aws:lambda:eu-west-1:111111111111:function:f' }),
    'Stack/I',
    'function:f',
    "Use integration type 'AWS_PROXY'",
  ],
  [
    'HttpIntegrationTypeInvalid',
    (w) => integrate(w, { integrationType: 'IntegrationType.AWS_PROXY' }),
    'Stack/I',
    "got 'IntegrationType.AWS_PROXY'",
    'Did you mean AWS_PROXY?',
  ],
  [
    'FunctionUriInvalid',
    (w) => integrate(w, { integrationType: 'AWS_PROXY', integrationUri: 'books' }),
    'Stack/I',
    "got 'books'",
    'handler.functionArn',
  ],
  [
    'PrivateTargetInvalid',
    (w) => integrate(w, { connectionType: 'VPC_LINK', connectionId: 'l', integrationUri: 'http://internal' }),
    'Stack/I',
    "got 'http://internal'",
    'listener.listenerArn',
  ],
  [
    'CredentialsArnInvalid',
    (w) => integrate(w, { credentials: { credentialsArn: 'gateway' } }),
    'Stack/I',
    "got 'gateway'",
    'role.roleArn',
  ],
  [
    'IntegrationSubtypeUnknown',
    (w) => act(w, {}, { integrationSubtype: 'SQS-SendMessages' }),
    'Stack/I',
    "got 'SQS-SendMessages'",
    'Use ',
  ],
  [
    'IntegrationTargetMissing',
    (w) => integrate(w, { integrationUri: undefined }),
    'Stack/I',
    'got nothing',
    'Specify the URI',
  ],
  [
    'WebSocketMappingInvalid',
    ({ chat }) =>
      chat.addRoute('a', {
        integration: new WebSocketAwsIntegration('I', {
          integrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
          integrationMethod: 'POST',
          requestParameters: { 'header.a': "'b'" },
        }),
      }),
    'Stack/Chat/a-Route/I',
    "got 'header.a'",
    "Did you mean 'integration.request.header.a'?",
  ],
  [
    'AuthorizerTypeInvalid',
    (w) => authorize(w, { type: HttpAuthorizerType.IAM, authorizerUri: undefined }),
    'Stack/A',
    "got 'AWS_IAM'",
    'HttpIamAuthorizer',
  ],
  [
    'AuthorizerUriInvalid',
    (w) => authorize(w, { authorizerUri: 'arn:aws:lambda:eu-west-1:111111111111:function:f' }),
    'Stack/A',
    "got 'arn:aws:lambda:eu-west-1:111111111111:function:f'",
    `Did you mean '${URI}'?`,
  ],
  [
    'AuthorizerTtlOutOfRange',
    (w) => authorize(w, { resultsCacheTtl: Duration.seconds(3601) }),
    'Stack/A',
    'got 3601',
    'Use 3600',
  ],
  [
    'AuthorizerCacheWithoutSource',
    (w) => authorize(w, { identitySource: [], resultsCacheTtl: Duration.minutes(5) }),
    'Stack/A',
    '300 seconds',
    'Specify an identity source',
  ],
  [
    'SimpleResponsesUnsupported',
    (w) =>
      authorize(w, {
        enableSimpleResponses: true,
        payloadFormatVersion: apigwv2.AuthorizerPayloadVersion.VERSION_1_0,
      }),
    'Stack/A',
    'got true',
    'Use payload format 2.0',
  ],
  [
    'IdentitySourceUnsupported',
    (w) => authorize(w, { identitySource: ['context.routeKey'] }),
    'Stack/A',
    "got 'context.routeKey'",
    "Did you mean '$context.routeKey'?",
  ],
  [
    'IdentitySourceUnsupported',
    ({ stack, chat }) =>
      new apigwv2.WebSocketAuthorizer(stack, 'A', {
        webSocketApi: chat,
        type: apigwv2.WebSocketAuthorizerType.LAMBDA,
        authorizerUri: URI,
        identitySource: ['$request.querystring.token'],
      }),
    'Stack/A',
    "got '$request.querystring.token'",
    "Did you mean 'route.request.querystring.token'?",
  ],
  [
    'JwtIssuerInvalid',
    (w) => jwt(w, { jwtIssuer: 'issuer.example.com' }),
    'Stack/A',
    "got 'issuer.example.com'",
    "Did you mean 'https://issuer.example.com'?",
  ],
  [
    'TooManyAudiences',
    (w) => jwt(w, { jwtAudience: Array.from({ length: 51 }, (_, i) => `a${i}`) }),
    'Stack/A',
    '51 audiences',
    'second authorizer',
  ],
  [
    'JwtIdentitySourceInvalid',
    (w) => jwt(w, { identitySource: ['route.request.header.Auth'] }),
    'Stack/A',
    "got 'route.request.header.Auth'",
    "Did you mean '$request.header.Auth'?",
  ],
  [
    'JwtIdentitySourceInvalid',
    (w) => jwt(w, { identitySource: ['$request.header.X', '$request.header.Y'] }),
    'Stack/A',
    'got $request.header.X, $request.header.Y',
    "Use ['$request.header.X']",
  ],
  ['StageNameInvalid', (w) => stage(w, { stageName: 'v1.0' }), 'Stack/S', "got 'v1.0'", "Did you mean 'v1-0'?"],
  [
    'StageNameInvalid',
    ({ stack, chat }) => new apigwv2.WebSocketStage(stack, 'S', { webSocketApi: chat, stageName: 'v1 {beta}' }),
    'Stack/S',
    "got 'v1 {beta}'",
    "Did you mean 'v1-beta'?",
  ],
  [
    'StageVariableInvalid',
    (w) => stage(w, { stageVariables: { table: 'a@b' } }),
    'Stack/S',
    "got 'a@b'",
    "Encode the value of 'table'",
  ],
  [
    'TooManyStageVariables',
    (w) => stage(w, { stageVariables: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`v${i}`, 'x'])) }),
    'Stack/S',
    '101 variables',
    'environment',
  ],
  [
    'StageVariableInvalid',
    (w) => (stage(w, {}) as apigwv2.HttpStage).addStageVariable('a-b', 'x'),
    'Stack/S',
    "got 'a-b'",
    "Did you mean 'a_b'?",
  ],
  ['ThrottleInvalid', (w) => stage(w, { throttle: { burstLimit: 1.5 } }), 'Stack/S', 'got 1.5', 'Use 2'],
  [
    'ThrottleInvalid',
    (w) => stage(w, { routeSettings: [{ routeKey: apigwv2.HttpRouteKey.DEFAULT, throttle: { burstLimit: 0.5 } }] }),
    'Stack/S',
    'got 0.5',
    'Use 1',
  ],
  [
    'AccessLogFormatTooLong',
    (w) => stage(w, logs(w.stack, `$context.requestId ${'x'.repeat(3072)}`)),
    'Stack/S',
    '3091 bytes',
    'Remove variables from the format',
  ],
  [
    'AccessLogFormatWithoutRequestId',
    (w) => stage(w, logs(w.stack, '$context.status')),
    'Stack/S',
    "got '$context.status'",
    'Add',
  ],
  [
    'AccessLogFormatNotOneLine',
    (w) => stage(w, logs(w.stack, '$context.requestId\n$context.status')),
    'Stack/S',
    'be one line',
    'JSON.stringify',
  ],
  [
    'AccessLogVariableUnknown',
    (w) => stage(w, logs(w.stack, '$context.requestId $context.connectionId')),
    'Stack/S',
    "got '$context.connectionId'",
    'HttpAccessLogVariable',
  ],
  [
    'AccessLogDestinationInvalid',
    (w) => stage(w, { accessLogSettings: { destination: { bind: () => ({ destinationArn: '/aws/logs' }) } } }),
    'Stack/S',
    "got '/aws/logs'",
    'logGroup.logGroupArn',
  ],
  [
    'StageDeploymentConflict',
    (w) => stage(w, { autoDeploy: true, deploymentOptions: {} }),
    'Stack/S',
    "be false if 'deploymentOptions' is specified, got true",
    'Remove the deployment',
  ],
  [
    'ApiMappingKeyInvalid',
    (w) =>
      new apigwv2.ApiMapping(w.stack, 'M', {
        api: w.api,
        domainName: apigwv2.DomainName.fromDomainNameAttributes(w.stack, 'D', {
          name: 'a.example.com',
          regionalDomainName: 'r',
          regionalHostedZoneId: 'z',
        }),
        apiMappingKey: 'x'.repeat(301),
      }),
    'Stack/M',
    '(301 characters)',
    'Shorten the key',
  ],
  [
    'ApiKeyValueInvalid',
    (w) => new apigwv2.ApiKey(w.stack, 'K', { value: 'short' }),
    'Stack/K',
    "got 'short'",
    'Use a longer value',
  ],
  [
    'UsagePlanLimitInvalid',
    (w) => new apigwv2.UsagePlan(w.stack, 'P', { quota: { limit: -1, period: apigwv2.Period.DAY } }),
    'Stack/P',
    'got -1',
    'Use 1',
  ],
  [
    'ModelNameInvalid',
    ({ chat }) =>
      chat.addModel('M', { modelName: 'a-b', schema: apigwv2.WebSocketModelSchema.fromInline({ type: 'object' }) }),
    'Stack/Chat/M',
    "got 'a-b'",
    "Did you mean 'ab'?",
  ],
];

describe('a constructor that validates', () => {
  test.each(rejected)('throws %s (%#)', (code, program, path, given, fix) => {
    expectFailure(() => program(world()), { code, path, given, fix });
  });

  test('throws an error whose stack trace contains the line of the caller', () => {
    expect(thrownBy(() => routes(world(), '/a b')).stack).toContain('at-once.test.ts');
  });

  test.each(rejected.map(([code, program]) => [code, program] as const))(
    'accepts the invalid value if %s is disabled (%#)',
    (code, program) => {
      expect(() => program(world({ 'cdk-apigatewayv2:disabledRules': { [code]: 'a test' } }))).not.toThrow();
    },
  );

  test('accepts the invalid value in a scope in which the rule is disabled', () => {
    const w = world();
    Rules.of(w.api).disable('RouteSegmentInvalid', 'a test');
    expect(() => routes(w, '/a b')).not.toThrow();
    expect(() => new apigwv2.HttpApi(w.stack, 'Other', { apiName: '' })).toThrow('[ApiNameInvalid]');
  });

  test('never validates a token', () => {
    const { stack, api, chat } = world();
    const text = Lazy.string({ produce: () => 'no such thing' });
    const number = Token.asNumber({ Ref: 'Number' });
    const list = Token.asList({ Ref: 'List' });
    const w = { stack, api, chat };
    expect(() => {
      new apigwv2.HttpApi(stack, 'X', { apiName: text, description: text });
      new apigwv2.WebSocketApi(stack, 'Y', { routeSelectionExpression: text });
      new apigwv2.HttpStage(stack, 'S', {
        httpApi: api,
        stageName: text,
        throttle: { rateLimit: number, burstLimit: number },
        stageVariables: Token.asAny({ Ref: 'Map' }) as never,
      });
      jwt(w, { jwtIssuer: text, jwtAudience: list, identitySource: list });
      integrate(w, { integrationUri: text, parameterMapping: mapped({ [text]: text }) });
      routes(w, `/${text}`);
      new apigwv2.ApiKey(stack, 'K', { value: text });
      new apigwv2.UsagePlan(stack, 'P', { throttle: { rateLimit: number, burstLimit: number } });
    }).not.toThrow();
  });
});

test('a value that can change later is validated at synthesis: a VPC link without a subnet', () => {
  const { stack } = world();
  Aspects.of(stack).add({ visit: () => undefined });
  const vpc = { vpcId: 'vpc', privateSubnets: [], isolatedSubnets: [], selectSubnets: () => ({ subnets: [] }) };
  new apigwv2.VpcLink(stack, 'Link', { vpc: vpc as never });
  expect(() => App.of(stack)!.synth()).toThrow(
    '[Stack/Link] [VpcLinkWithoutSubnets] subnets must list at least one subnet',
  );
});
