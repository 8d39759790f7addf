import { CfnCondition, CfnResource, Fn, Lazy, Stack, Stage, Token } from 'aws-cdk-lib';
import { CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import { CfnApiMapping, CfnModel, CfnRoute, CfnRoutingRule, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnAlias, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import {
  action,
  authorizer,
  calls,
  codesOf,
  domain,
  http,
  integration,
  jwt,
  mapping,
  route,
  stage,
  times,
  findingsOfProgram,
  webSocket,
} from '../negatives/negative';
import { waitFor } from '../_helpers/dependencies';

const UNKNOWN = Fn.importValue('x');
const invoke = { invokeApi: { apiId: 'rest', stage: 'prod' } };

/** Programs with exactly one finding. The last string of each row is part of the finding's message. */
const found: [string, string, (stack: Stack) => unknown, string][] = [
  [
    'an identity source that is only a name',
    'IdentitySourceUnsupported',
    (s) => authorizer(http(s), { identitySource: ['token'] }),
    "'$request.header.token'",
  ],
  [
    'identity sources that are a string',
    'IdentitySourceUnsupported',
    (s) => authorizer(http(s), { identitySource: ['a b'] }),
    "'$request.header.Authorization'",
  ],
  [
    'an identity source of a WebSocket API that is only a name',
    'IdentitySourceUnsupported',
    (s) => authorizer(webSocket(s), { identitySource: ['token'] }),
    "'route.request.header.token'",
  ],
  [
    'identity sources of a WebSocket API that are a string',
    'IdentitySourceUnsupported',
    (s) => authorizer(webSocket(s), { identitySource: ['a b'] }),
    "'route.request.header.Authorization'",
  ],
  [
    'a variable of HTTP APIs in a WebSocket API',
    'IdentitySourceUnsupported',
    (s) => authorizer(webSocket(s), { identitySource: ['$context.stage'] }),
    "'context.stage'",
  ],
  [
    'a JWT authorizer without an issuer',
    'JwtConfigurationMissing',
    (s) => jwt(http(s), {}, { issuer: undefined }),
    'no issuer',
  ],
  [
    'a listener without a VPC link',
    'IntegrationUrlInvalid',
    (s) => integration(http(s), { integrationUri: 'arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/a/b/c' }),
    "specify connectionType 'VPC_LINK'",
  ],
  [
    'an invalid payload format for a function',
    'PayloadFormatInvalid',
    (s) =>
      integration(http(s), {
        integrationType: 'AWS_PROXY',
        integrationUri: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
        integrationMethod: 'POST',
        payloadFormatVersion: '3.0',
      }),
    "'1.0' or '2.0'",
  ],
  [
    'a route key without variables for a WebSocket API',
    'WebSocketMappingInvalid',
    (s) => integration(webSocket(s), { requestParameters: { name: "'x'" } }),
    "'integration.request.header.name'",
  ],
  [
    'an unknown key with a dollar sign',
    'WebSocketRouteKeyInvalid',
    (s) => route(webSocket(s), '$foo'),
    "Did you mean 'foo'?",
  ],
  ['a stage name with special characters', 'StageNameInvalid', (s) => stage(http(s), '***'), "Did you mean 'prod'?"],
  [
    'a stage variable without a name',
    'StageVariableInvalid',
    (s) => stage(http(s), 'p', { stageVariables: { '': 'x' } }),
    "Did you mean 'name'?",
  ],
  [
    'the origin of a browser extension',
    'CorsOriginWithoutScheme',
    (s) => http(s, { corsConfiguration: { allowOrigins: ['chrome-extension://x'] } }),
    'does not accept other schemes',
  ],
  [
    'a routing rule without an action',
    'RoutingRuleActionInvalid',
    (s) =>
      new CfnRoutingRule(s, 'R', {
        domainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com',
        priority: 1,
        conditions: [],
        actions: [invoke],
      }).addPropertyDeletionOverride('Actions'),
    'got 0',
  ],
  [
    'a parameter that the route does not have',
    'PathParameterUnknown',
    (s) => reads(s, 'GET /books'),
    "Add '{id}' to the path",
  ],
  [
    'a path parameter of the catch-all route',
    'PathParameterUnknown',
    (s) => reads(s, '$default'),
    "'$default' contains none",
  ],
  [
    'response mappings in lower case',
    'ResponseMappingFormInvalid',
    (s) => responses(s, { 200: { responseParameters: [{ destination: 'x', source: 'y' }] } }),
    "the members responseParameters for status '200'",
  ],
  ['a model name with special characters', 'ModelNameInvalid', (s) => model(s, '---', {}), "Did you mean 'Message'?"],
  [
    'a long schema that is a string',
    'ModelSchemaTooLong',
    (s) => model(s, 'm', `{"a":"${'x'.repeat(32_761)}"}`),
    '32769 characters',
  ],
  [
    'a throttle of a route',
    'ThrottleUnusual',
    (s) => settings(s, { ThrottlingRateLimit: -1 }),
    "RouteSettings['GET /a'].ThrottlingRateLimit",
  ],
  [
    'settings of an unknown route',
    'RouteSettingsUnknownRoute',
    (s) => stage(http(s), 'p', { routeSettings: { 'GET /zzz': {} } }),
    "such as 'GET /books'",
  ],
  [
    'two usage plans with stages by name',
    'ApiKeyInTwoPlans',
    (s) => inPlans(s, 'api', 'prod'),
    "the stage 'prod' of 'api'",
  ],
  [
    'scopes without an authorizer',
    'ScopesWithoutJwtAuthorizer',
    (s) => route(http(s), 'GET /a', { authorizationScopes: ['a', 'b'] }),
    'got 2 scopes with authorization type NONE',
  ],
  [
    'many permissions, including an overridden permission',
    'FunctionPolicyLarge',
    (s) => {
      permissions(s, 'handler', undefined, 44);
      const one = new CfnPermission(s, 'Own', {
        action: 'lambda:*',
        functionName: 'x',
        principal: 'apigateway.amazonaws.com',
      });
      one.addPropertyOverride('FunctionName', 'handler');
    },
    "The function 'handler' must have fewer than 45 permissions, got 45",
  ],
  [
    'many permissions that refer to the function by its name',
    'FunctionPolicyLarge',
    (s) => permissions(s, 'handler'),
    'got 45',
  ],
  [
    'many permissions of an alias',
    'FunctionPolicyLarge',
    (s) => permissions(s, new CfnAlias(s, 'A', { functionName: 'f', functionVersion: '1', name: 'live' }).ref),
    'got 45',
  ],
];

test.each(found)('the rules report %s', (_, code, build, said) => {
  const { errors, warnings } = findingsOfProgram((stack) => void build(stack));
  expect(codesOf([...errors, ...warnings])).toEqual([code]);
  expect([...errors, ...warnings].join('\n')).toContain(said);
});

const silent: [string, (stack: Stack) => unknown][] = [
  [
    'a cache with unknown identity sources',
    (s) => authorizer(http(s), { identitySource: Token.asList({ Ref: 'L' }), authorizerResultTtlInSeconds: 300 }),
  ],
  [
    'many permissions of several functions',
    (s) => ['a', 'b'].forEach((name) => permissions(new Construct(s, name), name, undefined, 44)),
  ],
  [
    'the period of a quota that is a token',
    (s) => new CfnUsagePlan(s, 'P', { quota: { limit: 1, offset: 99, period: UNKNOWN } }),
  ],
  ['a schema with tokens and lists', (s) => model(s, 'm', { title: UNKNOWN, maximum: null, required: ['a'] })],
  [
    'settings of a stage of an unknown API',
    (s) => new CfnStage(s, 'S', { apiId: UNKNOWN, stageName: 'p', autoDeploy: true, routeSettings: { 'GET /a': {} } }),
  ],
  [
    'a route without a target, and a route that reads headers on $connect',
    (s) => {
      const api = webSocket(s);
      const reads = integration(api, {
        requestParameters: { 'integration.request.header.x': 'route.request.header.x' },
      });
      const requestParameters = { 'route.request.header.x': { Required: true } };
      route(api, '$connect', { ...calls(reads), requestParameters });
      route(api, 'a');
    },
  ],
  ['a TLS name that is a token', (s) => integration(http(s), { tlsConfig: { serverNameToVerify: UNKNOWN } })],
  ['an imported source of a JWT authorizer', (s) => jwt(http(s), { identitySource: [UNKNOWN] })],
  [
    'imported lists',
    (s) => jwt(http(s), { identitySource: Token.asList({ Ref: 'L' }) }, { audience: Token.asList({ Ref: 'L' }) }),
  ],
  [
    'imported scopes',
    (s) => {
      const authorizationScopes = Token.asList({ Ref: 'L' });
      route(http(s), 'GET /a', { authorizationType: 'JWT', authorizerId: 'abc', authorizationScopes });
    },
  ],
  [
    'scopes of an imported authorization type',
    (s) => route(http(s), 'GET /a', { authorizationType: UNKNOWN, authorizationScopes: ['a'] }),
  ],
  ['an action that is an imported value', (s) => action(http(s), UNKNOWN, {})],
  ['an unknown type', (s) => integration(http(s), { integrationType: UNKNOWN, payloadFormatVersion: '2.0' })],
  [
    'parameters of an action that are a token',
    (s) => action(http(s), 'SQS-SendMessage', Token.asAny({ Ref: 'P' }) as never),
  ],
  ['a path of a route that is a token', (s) => reads(s, `GET /${UNKNOWN}`)],
  [
    'response mappings that are tokens',
    (s) =>
      responses(s, {
        200: Token.asAny({ Ref: 'P' }),
        404: { ResponseParameters: [] },
        500: { ResponseParameters: [Token.asAny({ Ref: 'P' })] },
      }),
  ],
  ['a schema that is a token', (s) => model(s, UNKNOWN, Token.asAny({ 'Fn::Transform': {} }))],
  ['usage plans whose API has no stage name', (s) => inPlans(s, UNKNOWN, UNKNOWN)],
  ['usage plans without stages', (s) => inPlans(s, undefined, undefined)],
  [
    'configurations of a domain name that are a token',
    (s) => domain(s, {}, { domainNameConfigurations: Token.asAny({ Ref: 'P' }) }),
  ],
  [
    'conditions of a routing rule that are a token',
    (s) =>
      new CfnRoutingRule(s, 'R', {
        domainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com',
        priority: 1,
        conditions: Token.asAny({ Ref: 'P' }) as never,
        actions: [invoke],
      }),
  ],
  [
    'actions of a routing rule that are a token',
    (s) =>
      new CfnRoutingRule(s, 'R', {
        domainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com',
        priority: 1,
        conditions: [],
        actions: Token.asAny({ Ref: 'P' }) as never,
      }),
  ],
  [
    'a format that is a token',
    (s) => stage(http(s), 'p', { accessLogSettings: { destinationArn: UNKNOWN, format: UNKNOWN } }),
  ],
  [
    'models that are a token',
    (s) => route(webSocket(s), 'a', { modelSelectionExpression: 'x', requestModels: Token.asAny({ Ref: 'P' }) }),
  ],
  [
    'a mapping of an imported domain name',
    (s) => new CfnApiMapping(s, 'M', { apiId: http(s).ref, domainName: UNKNOWN, stage: 'p' }),
  ],
  [
    'a timeout of an integration of an imported API',
    (s) =>
      new CfnResource(s, 'I', {
        type: 'AWS::ApiGatewayV2::Integration',
        properties: { ApiId: UNKNOWN, IntegrationType: 'MOCK', TimeoutInMillis: 30_000 },
      }),
  ],
  [
    'a stage whose deployment is known only at deployment',
    (s) => stage(http(s), 'p', { autoDeploy: Token.asAny({ Ref: 'P' }) as never }),
  ],
  ['a stage that depends on a whole stack', (s) => waiting(s)],
  [
    'permissions with conditions',
    (s) => permissions(s, 'handler', new CfnCondition(s, 'C', { expression: Fn.conditionEquals('a', 'b') })),
  ],
  ['permissions of unknown functions', (s) => permissions(s, UNKNOWN)],
  ['a route whose target is not an integration', (s) => route(webSocket(s), 'a', { target: 'integrations/abc' })],
  [
    'two references in one value',
    (s) => {
      const api = http(s);
      route(api, 'GET /a', { target: `${integration(api).ref}/${integration(api).ref}` });
      new CfnRoute(s, 'Route', { apiId: `${api.ref}${http(s).ref}`, routeKey: 'get a' });
    },
  ],
  ['a string from a lazy value', (s) => route(http(s), `GET ${Lazy.string({ produce: () => 'x' })}`)],
  [
    'a list that fails to resolve',
    (s) =>
      http(s, {
        corsConfiguration: { allowOrigins: Token.asList({ resolve: () => undefined, creationStack: [] } as never) },
      }),
  ],
  [
    'mutual TLS of an API whose default endpoint is known only at deployment',
    (s) =>
      mapping(
        http(s, { disableExecuteApiEndpoint: Token.asAny({ Ref: 'P' }) as never }),
        domain(s, {}, { mutualTlsAuthentication: { truststoreUri: 's3://b/k' } }),
      ),
  ],
];

test.each(silent)('the rules do not report %s', (_, build) => {
  expect(findingsOfProgram((stack) => void build(stack))).toEqual({ errors: [], warnings: [] });
});

test('a CDK stage inside an app is checked separately', () => {
  const { errors } = findingsOfProgram((_, app) => {
    http(new Stack(new Stage(app, 'Inner'), 'Stack'), { name: '' });
  });
  expect(errors).toEqual([]);
});

test('a stage of an API from another app causes no warning about a missing deployment', () => {
  const { warnings } = findingsOfProgram((stack) => {
    new CfnStage(stack, 'S', { apiId: 'abc', stageName: 'prod' });
    new CfnStage(stack, 'Alone', { apiId: UNKNOWN, stageName: 'prod' });
  });
  expect(warnings).toEqual([]);
});

function reads(stack: Stack, key: string): void {
  const api = http(stack);
  const target = integration(api, { requestParameters: { 'overwrite:path': '$request.path.id' } });
  route(api, key, calls(target));
}

function responses(stack: Stack, responseParameters: object): void {
  integration(http(stack), { responseParameters });
}

function model(stack: Stack, name: string, schema: unknown): void {
  const made = new CfnModel(stack, 'Model', { apiId: webSocket(stack).ref, name, schema: {} });
  made.addPropertyOverride('Schema', schema);
}

function settings(stack: Stack, of: object): void {
  const api = http(stack);
  const get = route(api, 'GET /a');
  waitFor(stage(api, 'p', { routeSettings: { 'GET /a': of } }), get);
}

function waiting(stack: Stack): void {
  const api = http(stack);
  const get = route(api, 'GET /a');
  const between = new CfnResource(stack, 'Between', { type: 'AWS::CloudFormation::WaitConditionHandle' });
  waitFor(between, new CfnResource(new Stack(stack.node.root as never, 'Other'), 'X', { type: 'A::B::C' }));
  waitFor(between, get);
  waitFor(stage(api, 'p', { routeSettings: { 'GET /a': {} } }), between);
}

function inPlans(stack: Stack, apiId: string | undefined, name: string | undefined): void {
  times(2, (i) => {
    const apiStages = apiId === undefined ? undefined : [{ apiId, stage: name }];
    const plan = new CfnUsagePlan(stack, `Plan${i}`, { apiStages });
    new CfnUsagePlanKey(stack, `Key${i}`, { keyId: 'key', keyType: 'API_KEY', usagePlanId: plan.ref });
  });
}

function permissions(stack: Construct, functionName: string, condition?: CfnCondition, n = 45): void {
  times(n, (i) => {
    new CfnPermission(stack, `P${i}`, {
      action: 'lambda:InvokeFunction',
      functionName,
      principal: 'apigateway.amazonaws.com',
    }).cfnOptions.condition = condition;
  });
}
