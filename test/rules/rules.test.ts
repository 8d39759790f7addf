import {
  App,
  Annotations,
  Aspects,
  CfnCondition,
  CfnResource,
  Fn,
  Lazy,
  NestedStack,
  Stack,
  Stage,
  Validations,
} from 'aws-cdk-lib';
import { CfnApi, CfnIntegration, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as apigatewayv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as apigwv2 from '../../lib';
import { HttpJwtAuthorizer } from '../../lib/authorizers';
import { HttpUrlIntegration } from '../../lib/integrations';
import { Rules, SecureApis } from '../../lib/rules';
import { TYPES } from '../../lib/validation/engine/kinds';
import { expectFailure } from '../_helpers/failure';
import { validationsAcknowledge } from '../_helpers/validations';
import {
  calls,
  codesOf,
  domain,
  http,
  integration,
  mapping,
  placesOf,
  route,
  stage,
  findingsOf,
  findingsOfProgram,
  webSocket,
} from '../negatives/negative';

const url = () => new HttpUrlIntegration('Url', 'https://example.com');
const appOf = (context?: Record<string, unknown>) => new App({ analyticsReporting: false, context });
const DISABLED = 'cdk-apigatewayv2:disabledRules';

describe('the construct tree that rules check', () => {
  test.each<[string, (app: App, stack: Stack) => void]>([
    ['an API', (_, stack) => new apigwv2.HttpApi(stack, 'Api').addStage('v1', { stageName: 'v1' })],
    ['a reference to an API', (_, stack) => void apigwv2.HttpApi.fromHttpApiAttributes(stack, 'A', { httpApiId: 'a' })],
    [
      'a domain name',
      (_, stack) =>
        void new apigwv2.DomainName(stack, 'D', {
          domainName: 'a.example.com',
          certificate: {
            certificateRef: { certificateId: 'arn:aws:acm:eu-west-1:111111111111:certificate/x' },
          } as never,
        }),
    ],
    ['a usage plan', (_, stack) => void new apigwv2.UsagePlan(stack, 'P')],
    ['the secure set', (app) => Aspects.of(app).add(new SecureApis())],
    ['a call of check()', (app) => Rules.of(app).check()],
  ])('begins at %s', (_, make) => {
    const app = appOf();
    const stack = new Stack(app, 'Stack');
    http(stack, { name: '' });
    expect(findingsOf(app).errors).toEqual([]);
    const other = appOf();
    const second = new Stack(other, 'Stack');
    http(second, { name: '' });
    make(other, second);
    expect(codesOf(findingsOf(other).errors)).toEqual(['ApiNameInvalid']);
  });

  test('includes overrides, deletions and properties that are set later', () => {
    const { errors } = findingsOfProgram((stack) => {
      const api = new apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url() });
      const l1 = api.node.defaultChild as CfnApi;
      l1.addPropertyOverride('CorsConfiguration.AllowOrigins', ['example.com']);
      l1.corsConfiguration = { allowOrigins: ['*'], maxAge: 1 };
      const target = integration(l1, { timeoutInMillis: 49 });
      target.addPropertyDeletionOverride('TimeoutInMillis');
      integration(l1, { tlsConfig: { serverNameToVerify: 'a' } }).addDeletionOverride('Properties.TlsConfig');
      integration(l1).addOverride('Properties.TimeoutInMillis', 30_001);
      route(l1, 'GET /a').routeKey = 'GET a';
      stage(l1, 'prod').addPropertyOverride('StageName', 'no such');
      integration(l1).addPropertyOverride('RequestParameters', { 'header.x': 'y' });
    });
    expect(codesOf(errors).sort()).toEqual([
      'CorsOriginWithoutScheme',
      'IntegrationTimeoutOutOfRange',
      'RequestMappingKeyInvalid',
      'RoutePathInvalid',
      'StageNameInvalid',
    ]);
  });

  test('includes the changes of Aspects', () => {
    const { errors } = findingsOfProgram((stack, app) => {
      route(http(stack), 'GET /a');
      Aspects.of(app).add({
        visit: (node) => {
          if (node instanceof CfnRoute) {
            node.routeKey = 'GET a';
          }
        },
      });
    });
    expect(codesOf(errors)).toEqual(['RoutePathInvalid']);
  });

  test('includes resources of CfnResource', () => {
    const { errors } = findingsOfProgram((stack) => {
      const api = http(stack);
      const properties = { ApiId: api.ref, RouteKey: 'GET a' };
      new CfnResource(stack, 'R', { type: 'AWS::ApiGatewayV2::Route', properties });
    });
    expect(codesOf(errors)).toEqual(['RoutePathInvalid']);
  });

  test('includes resources of custom classes', () => {
    class Route extends CfnResource {
      public constructor(scope: Stack, id: string, properties: { [name: string]: unknown }) {
        super(scope, id, { type: 'AWS::ApiGatewayV2::Route', properties });
      }
    }
    class Lowered extends CfnRoute {
      protected override get cfnProperties(): Record<string, unknown> {
        return { ...super.cfnProperties, routeKey: this.routeKey.toLowerCase() };
      }
    }
    const { errors } = findingsOfProgram((stack) => {
      const api = http(stack);
      new Route(stack, 'Generic', { ApiId: api.ref, RouteKey: 'GET a' });
      new Lowered(stack, 'Lowered', { apiId: api.ref, routeKey: 'GET /a' });
    });
    expect(placesOf(errors)).toEqual(['[RoutePathInvalid] Stack/Generic', '[RouteKeyInvalid] Stack/Lowered']);
  });

  test.each(Object.entries(TYPES).filter(([, type]) => type.startsWith('AWS::ApiGateway')))(
    'includes the properties of the L1 class: %s',
    (_, type) => {
      const classes = [...Object.values(apigateway), ...Object.values(apigatewayv2)] as unknown[] as {
        CFN_RESOURCE_TYPE_NAME?: string;
      }[];
      const L1 = classes.find((one) => one.CFN_RESOURCE_TYPE_NAME === type) as never as typeof CfnApi;
      const lists = ['subnetIds', 'securityGroupIds'];
      const given = (name: string) => (name === 'tags' ? undefined : lists.includes(name) ? ['x'] : 'x');
      const required = new Proxy({}, { get: (_target, name) => given(String(name)) });
      const resource = new L1(new Stack(appOf(), 'Stack'), 'L1', required as never);
      const { cfnProperties } = resource as unknown as { cfnProperties: { [name: string]: unknown } };
      const missing = Object.keys(cfnProperties).filter((name) => !(name in resource));
      expect(Object.hasOwn(L1, 'CFN_RESOURCE_TYPE_NAME')).toBe(true);
      expect(missing).toEqual([]);
      expect(Object.keys(cfnProperties).length).toBeGreaterThan(0);
    },
  );

  test('excludes a resource whose type an escape hatch changes', () => {
    const { errors } = findingsOfProgram((stack) => route(http(stack), 'GET a').addOverride('Type', 'Custom::Route'));
    expect(errors).toEqual([]);
  });

  test.each<[string, (app: App, stack: Stack) => Stack]>([
    ['another stack', (app) => new Stack(app, 'Other')],
    ['a nested stack', (_, stack) => new NestedStack(stack, 'Nested')],
    ['a stack in a stack', (_, stack) => new Stack(stack, 'Inner')],
  ])('includes several stacks: a route in %s', (_, place) => {
    const { errors } = findingsOfProgram((stack, app) => {
      const api = http(stack);
      route(api, 'GET /a/{x}');
      new CfnRoute(place(app, stack), 'Far', { apiId: api.ref, routeKey: 'GET /a/{y}' });
    });
    expect(codesOf(errors)).toEqual(['RouteDuplicate']);
  });

  test('resolves references in any form', () => {
    const { errors } = findingsOfProgram((stack) => {
      const api = http(stack);
      const lazy = Lazy.string({ produce: () => api.ref });
      for (const [i, apiId] of [api.ref, api.attrApiId, lazy, Fn.sub('${Api}', { Api: api.ref })].entries()) {
        new CfnRoute(stack, `R${i}`, { apiId, routeKey: 'GET /a' });
      }
    });
    expect(codesOf(errors)).toEqual(['RouteDuplicate']);
    expect(errors).toHaveLength(3);
  });

  test('includes routes of an imported API, by its ID', () => {
    const { errors } = findingsOfProgram((stack) => {
      for (const [i, apiId] of ['one', 'one', 'two'].entries()) {
        new CfnRoute(stack, `R${i}`, { apiId, routeKey: 'GET /a' });
      }
    });
    expect(codesOf(errors)).toEqual(['RouteDuplicate']);
    expect(errors).toHaveLength(1);
  });

  test('is separate for each CDK stage', () => {
    const app = appOf();
    const stages = ['One', 'Two'].map((id) => new Stage(app, id));
    for (const one of stages) {
      const stack = new Stack(one, 'Stack');
      new apigwv2.HttpApi(stack, 'Api');
      http(stack, { name: '' });
    }
    const { errors } = findingsOf(app);
    expect(codesOf(errors)).toEqual(['ApiNameInvalid']);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('One/Stack/');
  });
});

describe('a value that is known only at deployment', () => {
  test('is never validated: conditions of a template', () => {
    const { errors, warnings } = findingsOfProgram((stack) => {
      const condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals('a', 'b') });
      const api = http(stack);
      route(api, 'GET /a');
      route(api, 'GET /a').cfnOptions.condition = condition;
      stage(api, 'prod');
      stage(api, 'prod').addOverride('Condition', 'Condition');
      const on = domain(stack);
      mapping(api, on, 'a');
      mapping(api, on, 'a').cfnOptions.condition = condition;
    });
    expect([errors, warnings]).toEqual([[], []]);
  });

  test('is validated if both resources have the same condition', () => {
    const { errors } = findingsOfProgram((stack) => {
      const condition = new CfnCondition(stack, 'Condition', { expression: Fn.conditionEquals('a', 'b') });
      const api = http(stack);
      for (const one of [route(api, 'GET /a'), route(api, 'GET /a')]) {
        one.cfnOptions.condition = condition;
      }
    });
    expect(codesOf(errors)).toEqual(['RouteDuplicate']);
  });

  test('is never validated: intrinsic functions and parameters', () => {
    const { errors, warnings } = findingsOfProgram((stack) => {
      const unknown = Fn.importValue('x');
      const api = http(stack, {
        name: unknown,
        description: unknown,
        corsConfiguration: {
          allowOrigins: [unknown],
          maxAge: Lazy.number({ produce: () => 90_000 }),
          allowMethods: [unknown],
        },
      });
      const target = integration(api, {
        integrationUri: unknown,
        requestParameters: { 'overwrite:header.a': unknown },
      });
      integration(api, { requestParameters: Lazy.any({ produce: () => ({ 'overwrite:path': Fn.ref('X') }) }) });
      integration(api, {
        integrationUri: Fn.join('', ['x', unknown]),
        timeoutInMillis: Lazy.number({ produce: () => 1 }),
      });
      route(api, `GET /${unknown}`, { target: `integrations/${target.ref}`, authorizerId: unknown });
      route(api, unknown);
      stage(api, unknown, { stageVariables: { a: unknown }, routeSettings: { 'GET /x': { ThrottlingRateLimit: 1 } } });
      new CfnStage(stack, 'NoApi', { apiId: unknown, stageName: '$default', autoDeploy: true });
      new CfnIntegration(stack, 'Broken', {
        payloadFormatVersion: '1.0',
        apiId: api.ref,
        integrationType: 'HTTP_PROXY',
        integrationMethod: 'ANY',
        integrationUri: 'https://example.com',
        responseParameters: Fn.conditionIf('a', 'b', 'c'),
      });
    });
    expect([errors, warnings]).toEqual([[], []]);
  });

  test('is never validated: routes of an OpenAPI document', () => {
    const { errors, warnings } = findingsOfProgram((stack) => {
      const body = { openapi: '3.0.1', info: { title: 'Books' }, paths: { 'Fn::ImportValue': 'Paths' } };
      const api = new CfnApi(stack, 'Api', { body });
      stage(api, 'prod', { routeSettings: { 'GET /x': { ThrottlingRateLimit: 1 } } });
      new CfnApi(stack, 'FromS3', { bodyS3Location: { bucket: 'b', key: 'k' } });
    });
    expect([errors, warnings]).toEqual([[], []]);
  });
});

describe('errors', () => {
  test('are reported together, in the order of the tree, each with code, path, value and fix', () => {
    const { errors } = findingsOfProgram((stack) => {
      const b = new CfnApi(stack, 'B', { name: '', protocolType: 'HTTP' });
      new CfnRoute(stack, 'C', { apiId: b.ref, routeKey: 'put /c/', authorizationScopes: ['x'] });
      new CfnApi(stack, 'A', { name: 'x'.repeat(129), protocolType: 'HTTP', version: '' });
    });
    expect(placesOf(errors)).toEqual([
      '[ApiNameInvalid] Stack/B',
      '[RouteKeyInvalid] Stack/C',
      '[ScopesWithoutJwtAuthorizer] Stack/C',
      '[ApiNameInvalid] Stack/A',
    ]);
    expect(errors[1]).toContain(
      "[RouteKeyInvalid] RouteKey must be '$default', or consist of a method (GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, ANY), " +
        "a space and a path, got 'put /c/'. Did you mean 'PUT /c'? To disable the rule: Rules.of(scope).disable('RouteKeyInvalid', '<reason>'). ",
    );
  });

  test('end with instructions to disable the rule, the URL of the rule and the line that created the construct', () => {
    const app = appOf();
    new apigwv2.HttpApi(new Stack(app, 'Stack'), 'Api', { apiName: 'ok' }).addStage('V1', { stageName: 'v1' });
    const stack = app.node.findChild('Stack') as Stack;
    new CfnRoute(stack, 'C', { apiId: 'abc', routeKey: 'GET /c' }).addPropertyOverride('OperationName', 5);
    const webSocket = new CfnApi(stack, 'Chat', { name: 'chat', protocolType: 'WEBSOCKET' });
    const [error] = findingsOf(app).errors.filter((message) => message.includes(webSocket.node.id));
    expect(error).toMatch(
      /To disable the rule: Rules\.of\(scope\)\.disable\('RouteSelectionExpressionMissing', '<reason>'\)\. See https:\/\/\S+\/codes\/RouteSelectionExpressionMissing Created at test\/rules\/rules\.test\.ts:\d+:\d+ @Stack\/Chat$/,
    );
  });

  test('are the same when an app is synthesized again', () => {
    const app = appOf();
    const api = new apigwv2.HttpApi(new Stack(app, 'Stack'), 'Api', { defaultIntegration: url() });
    const first = route(api.node.defaultChild as CfnApi, 'GET a');
    const errors = findingsOf(app).errors;
    expect(findingsOf(app).errors).toEqual(errors);
    first.routeKey = 'GET /a';
    expect(findingsOf(app).errors).toEqual([]);
  });

  test('of an L2 contain the path of the construct, not the path of its resource', () => {
    const { errors } = findingsOfProgram((stack) => {
      const api = new apigwv2.HttpApi(stack, 'Api', {
        defaultIntegration: new HttpUrlIntegration('Url', 'https://x.y'),
      });
      (api.node.defaultChild as CfnApi).name = '';
    });
    expect(errors[0]).toMatch(/^\[ApiNameInvalid\] apiName must .* @Stack\/Api$/);
  });

  test.each([
    ['get /a', "'GET /a'"],
    ['GET  a', "'GET /a'"],
    ['* /a', "'ANY /a'"],
    ['/a', "'ANY /a'"],
    ['default', "'$default'"],
    ['$DEFAULT', "'$default'"],
    ['GET ', "'GET /'"],
    ['FETCH /a', "'ANY /a'"],
    ['books', "'GET /books', for example"],
  ])('suggest a route key for %j: %s', (key, meant) => {
    const { errors } = findingsOfProgram((stack) => route(http(stack), key));
    expect(errors[0]).toContain(meant);
  });
});

describe('warnings', () => {
  const ID = 'cdk-apigatewayv2:StageNotDeployed';
  const unused = (app: App) => new apigwv2.HttpApi(new Stack(app, 'Stack'), 'Api', { createDefaultStage: false });

  test('contain an ID and the path of the construct', () => {
    const app = appOf();
    unused(app).addStage('Prod', { stageName: 'prod' });
    const { warnings } = findingsOf(app);
    expect(placesOf(warnings)).toEqual(['[StageNotDeployed] Stack/Api/Prod']);
    expect(warnings[0]).toContain(`[ack: ${ID}]`);
  });

  test.each<[string, (app: App, api: apigwv2.HttpApi) => void]>([
    ['Validations, for an app', (app) => Validations.of(app).acknowledge({ id: ID, reason: 'a test' })],
    ['Validations, for an API', (_, api) => Validations.of(api).acknowledge({ id: ID, reason: 'a test' })],
    ['Annotations, for a stack', (_, api) => Annotations.of(api.stack).acknowledgeWarning(ID, 'a test')],
    ['Rules, for an app', (app) => Rules.of(app).disable('StageNotDeployed', 'a test')],
    ['Annotations, for an API', (_, api) => Annotations.of(api).acknowledgeWarning(ID)],
    ['Rules', (_, api) => Rules.of(api).disable('StageNotDeployed', 'a test')],
  ])('are acknowledged by %s', (by, acknowledge) => {
    if (by.startsWith('Validations') && !validationsAcknowledge()) {
      return;
    }
    const app = appOf();
    const api = unused(app);
    acknowledge(app, api);
    api.addStage('Prod', { stageName: 'prod' });
    expect(findingsOf(app).warnings).toEqual([]);
  });
});

describe('a rule', () => {
  test('can be disabled for a construct and everything in its scope, and the assembly contains the reason', () => {
    const app = appOf();
    const stack = new Stack(app, 'Stack');
    const [one, two] = ['One', 'Two'].map((id) => new apigwv2.HttpApi(stack, id, { createDefaultStage: false }));
    for (const api of [one, two]) {
      (api.node.defaultChild as CfnApi).name = '';
    }
    Rules.of(one).disable('ApiNameInvalid', 'named elsewhere');
    expect(placesOf(findingsOf(app).errors)).toEqual(['[ApiNameInvalid] Stack/Two']);
    Rules.of(two).disable('ApiNameInvalid', 'named elsewhere too');
    const metadata = app
      .synth({ force: true })
      .getStackByName('Stack')
      .findMetadataByType('cdk-apigatewayv2:disabledRule');
    expect(metadata.map(({ data }) => data)).toEqual([
      { code: 'ApiNameInvalid', reason: 'named elsewhere' },
      { code: 'ApiNameInvalid', reason: 'named elsewhere too' },
    ]);
  });

  test('can be disabled for an app, by code or by context', () => {
    expect(
      findingsOfProgram((stack) => http(stack, { name: '' }), { [DISABLED]: { ApiNameInvalid: 'a test' } }).errors,
    ).toEqual([]);
    const { errors } = findingsOfProgram((stack, app) => {
      http(stack, { name: '', protocolType: 'REST' });
      Rules.of(app).disable('ApiNameInvalid', 'a test');
    });
    expect(codesOf(errors)).toEqual(['ApiProtocolInvalid']);
  });

  test('cannot be disabled by an unknown code', () => {
    expectFailure(() => Rules.of(new Stack(appOf(), 'Stack')).disable('NoSuchRule', 'a test'), {
      code: 'RuleUnknown',
      path: 'Stack',
      given: "'NoSuchRule'",
      fix: 'in brackets',
    });
  });

  test('cannot be disabled without a reason', () => {
    expectFailure(() => Rules.of(new Stack(appOf(), 'Stack')).disable('ApiNameInvalid', ' '), {
      code: 'RuleReasonMissing',
      path: 'Stack',
      given: "'ApiNameInvalid'",
      fix: 'Pass the reason',
    });
  });
});

describe('the rules in special cases', () => {
  test.each<[string, string[], (stack: Stack) => void]>([
    ['a preflight request that an ANY route receives', ['CorsPreflightCaught'], (s) => preflight(s, ['ANY /a'], [])],
    ['an ANY route with a public OPTIONS route', [], (s) => preflight(s, ['ANY /a'], ['OPTIONS /a'])],
    ['a GET route, which does not receive preflight requests', [], (s) => preflight(s, ['GET /a'], [])],
    [
      'a greedy ANY route with a public OPTIONS /{proxy+}',
      [],
      (s) => preflight(s, ['ANY /f/{p+}'], ['OPTIONS /{proxy+}']),
    ],
    ['a greedy ANY route with a public OPTIONS route', [], (s) => preflight(s, ['ANY /f/{p+}'], ['OPTIONS /f/{q+}'])],
    ['a greedy ANY route', ['CorsPreflightCaught'], (s) => preflight(s, ['ANY /f/{p+}'], ['OPTIONS /f'])],
    [
      'a default route with a protected OPTIONS route',
      ['CorsPreflightCaught'],
      (s) => preflight(s, ['$default', 'OPTIONS /{proxy+}'], []),
    ],
    ['a TLS 1.0 domain name of a REST API', ['DomainTlsUnsupported'], (s) => restDomain(s)],
    [
      'a scope without an authorizer',
      ['ScopesWithoutJwtAuthorizer'],
      (s) => void route(http(s), 'GET /a', { authorizationScopes: ['a'] }),
    ],
    [
      'a model selection expression without models',
      ['ModelSelectionMismatch'],
      (s) => void route(webSocket(s), 'a', { modelSelectionExpression: 'x' }),
    ],
    ['a deployment that names its stage', [], (s) => deployed(s)],
    [
      'Boolean values and numbers that are strings',
      ['CorsCredentialsWithAnyOrigin', 'CorsMaxAgeOutOfRange'],
      (s) => texts(s),
    ],
    ['an identity source in braces', [], (s) => void jwtSource(s, '${request.header.Auth}')],
    [
      'an execution log because of data tracing',
      ['ExecutionLogsOnHttpApi'],
      (s) => void stage(http(s), 'p', { defaultRouteSettings: { dataTraceEnabled: true } }),
    ],
  ])('%s', (_, codes, build) => {
    const { errors, warnings } = findingsOfProgram((stack) => build(stack));
    expect(codesOf([...errors, ...warnings])).toEqual(codes);
  });

  function preflight(stack: Stack, authorized: string[], open: string[]): void {
    const api = http(stack, { corsConfiguration: { allowOrigins: ['*'] } });
    for (const key of authorized) {
      route(api, key, { authorizationType: 'AWS_IAM' });
    }
    for (const key of open) {
      route(api, key);
    }
  }

  function restDomain(stack: Stack): void {
    const on = domain(stack, { securityPolicy: 'TLS_1_0' });
    const rest = new CfnResource(stack, 'Rest', { type: 'AWS::ApiGateway::RestApi', properties: { Name: 'rest' } });
    mapping(rest, on);
  }

  function deployed(stack: Stack): void {
    const api = http(stack);
    const books = route(api, 'GET /books', calls(integration(api)));
    const prod = stage(api, 'prod', { autoDeploy: undefined });
    const properties = { ApiId: api.ref, StageName: prod.ref };
    new CfnResource(stack, 'Deployment', { type: 'AWS::ApiGatewayV2::Deployment', properties }).addDependency(books);
    const test = stage(api, 'test', { autoDeploy: undefined });
    const second = new CfnResource(stack, 'Second', {
      type: 'AWS::ApiGatewayV2::Deployment',
      properties: { ApiId: api.ref, StageName: test.stageName },
    });
    second.addDependency(books);
    second.addDependency(test);
  }

  function texts(stack: Stack): void {
    const properties = {
      Name: 'Api',
      ProtocolType: 'HTTP',
      CorsConfiguration: { AllowCredentials: 'true', MaxAge: '-2', AllowOrigins: ['*'] },
    };
    new CfnResource(stack, 'Api', { type: 'AWS::ApiGatewayV2::Api', properties });
  }

  function jwtSource(stack: Stack, source: string): void {
    const api = new apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false });
    const authorizer = new HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', {
      jwtAudience: ['a'],
      identitySource: [source],
    });
    api.addRoutes({ path: '/a', integration: url(), authorizer });
  }
});
