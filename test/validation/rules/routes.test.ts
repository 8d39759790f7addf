import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, CfnResource, Fn, Tags } from 'aws-cdk-lib';
import { CfnModel, CfnRoute, CfnRouteResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpApi, WebSocketApi } from '../../../lib';
import { HttpUrlIntegration, WebSocketMockIntegration } from '../../../lib/integrations';
import {
  authorizer,
  calls,
  codesOf,
  http,
  integration,
  jwt,
  route,
  stage,
  findingsOfProgram,
  webSocket,
} from '../../negatives/negative';

type Program = (stack: Stack) => unknown;

/** The codes and the messages of a program. */
function findingsOf(build: Program): { errors: string[]; warnings: string[]; text: string } {
  const { errors, warnings } = findingsOfProgram((stack) => void build(stack));
  return { errors: codesOf(errors), warnings: codesOf(warnings), text: [...errors, ...warnings].join('\n') };
}

const none = { errors: [], warnings: [], text: '' };
const path =
  (of: string): Program =>
  (s) =>
    route(http(s), `GET ${of}`);

describe('a path segment', () => {
  test.each([
    ['/files/*', '/files/{proxy+}'],
    ['/a/*/b', '/a/{name}/b'],
    ['/**', '/{proxy+}'],
    ['/(.*)', '/{proxy+}'],
    ['/{proxy*}', '/{proxy+}'],
    ['/{*path}', '/{path+}'],
    ['/{**rest}', '/{rest+}'],
    ['/[id]/[...slug]', '/{id}/{slug+}'],
    ['/users/<id>', '/users/{id}'],
    ['/users/<int:id>', '/users/{id}'],
    ['/files/<path:name>', '/files/{name+}'],
    ['/a/{id?}', "/a/{id}'? Add a second route 'GET /a'"],
    ['/a/:id?', "/a/{id}'? Add a second route 'GET /a'"],
    ['/a/{id:\\d+}', '/a/{id}'],
    ['/a/{id}.json', '/a/{id}'],
    ['/range/{from}{to}', '/range/{from}'],
    ['/books/{book id}', '/books/{book-id}'],
    ['/books/{}', '/books/{id}'],
    ['/my books', '/my-books'],
    ['/a//b', '/a/b'],
    ['/a?b=c', '/a'],
  ])('that is invalid causes an error for %s, and the error proposes %s', (given, meant) => {
    const { errors, warnings, text } = findingsOf(path(given));
    expect([errors, warnings]).toEqual([['RouteSegmentInvalid'], []]);
    expect(text).toContain(`got 'GET ${given}'`);
    expect(text).toContain(`Did you mean 'GET ${meant}`);
  });

  test.each([
    '~ann',
    '100%',
    '@me',
    'a!',
    'a,b',
    'a;v=1',
    'a=b',
    '$metadata',
    'a+b',
    'a&b',
    'Books(1)',
    'bücher',
    "a'b",
  ])('that is invalid causes an error for /%s, and the error proposes a parameter', (segment) => {
    const { errors, text } = findingsOf(path(`/x/${segment}`));
    expect(errors).toEqual(['RouteSegmentInvalid']);
    expect(text).toContain(`To match '${segment}', use a parameter: 'GET /x/{name}'`);
  });

  test.each([
    ['/users/:id', '/users/{id}'],
    ['/:a/b/:c', '/{a}/b/{c}'],
    ['/users/{id:int}', '/users/{id}'],
    ['/files/{name:path}', '/files/{name+}'],
  ])('in the syntax of another framework causes a warning for %s, and the warning proposes %s', (given, meant) => {
    const { errors, warnings, text } = findingsOf(path(given));
    expect([errors, warnings]).toEqual([[], ['RouteParameterOfOtherFramework']]);
    expect(text).toContain(`Did you mean 'GET ${meant}'?`);
  });

  test.each(['/', '/events:batchGet', '/a:b/{c:d}', '/.well-known/x', '/a-b_c.d', '/{a.b}/{c-d}/{e+}'])(
    'of %s is valid',
    (given) => {
      expect(findingsOf(path(given))).toEqual(none);
    },
  );
});

describe('the target of a route', () => {
  const target =
    (of: (id: string, s: Stack) => string): Program =>
    (s) => {
      const api = http(s);
      route(api, 'GET /a', { target: of(integration(api).ref, s) });
    };

  test.each<[string, (id: string, s: Stack) => string, string]>([
    ['a bare reference', (id) => id, "got '<integration ID>'"],
    ['integration/ and a reference', (id) => `integration/${id}`, "got 'integration/<integration ID>'"],
    ['a leading slash', (id) => `/integrations/${id}`, "got '/integrations/<integration ID>'"],
    ['Fn::Join', (id) => Fn.join('/', ['integration', id]), "got 'integration/<integration ID>'"],
    ['Fn::Sub', (id) => Fn.sub('integration/${Id}', { Id: id }), "got 'integration/<integration ID>'"],
    ['an unknown ID', () => `integration/${Fn.importValue('Id')}`, "got 'integration/…'"],
    ['an ARN', () => 'arn:aws:lambda:eu-west-1:111111111111:function:f', "got 'arn:aws:lambda:"],
    ['a plain ID', () => 'abc1234', "got 'abc1234'"],
    ['no ID', () => 'integrations/', "got 'integrations/'"],
  ])('is invalid: %s', (_, of, said) => {
    const { errors, text } = findingsOf(target(of));
    expect(errors).toEqual(['RouteTargetInvalid']);
    expect(text).toContain(said);
  });

  test.each<[string, (id: string, s: Stack) => string]>([
    ['a reference', (id) => `integrations/${id}`],
    ['Fn::Join', (id) => Fn.join('/', ['integrations', id])],
    ['Fn::Sub', (id) => Fn.sub('integrations/${Id}', { Id: id })],
    ['an imported value', () => Fn.importValue('Target')],
    ['an imported ID', () => `integrations/${Fn.importValue('Id')}`],
    ['a parameter', (_, s) => new CfnParameter(s, 'Target').valueAsString],
    ['a parameter and the rest of the target', (_, s) => `${new CfnParameter(s, 'Target').valueAsString}/abc`],
    ['a literal ID', () => 'integrations/abc1234'],
  ])('is valid: %s', (_, of) => {
    expect(findingsOf(target(of))).toEqual(none);
  });

  test('has at most 128 characters', () => {
    expect(findingsOf(target(() => `integrations/${'a'.repeat(120)}`)).warnings).toEqual(['LengthOutOfRange']);
    expect(findingsOf(target(() => `integrations/${'a'.repeat(115)}`))).toEqual(none);
    expect(findingsOf(target(() => '')).warnings).toEqual(['LengthOutOfRange']);
  });
});

describe('a URL with a parameter', () => {
  const behind =
    (uri: string, keys: string[], requestParameters?: object): Program =>
    (s) => {
      const api = http(s);
      const target = integration(api, { integrationUri: uri, requestParameters });
      keys.forEach((key) => route(api, key, calls(target)));
    };
  const URL = 'https://example.com/books/{isbn}';

  test.each([
    ['a route with another parameter', behind(URL, ['GET /books/{id}'])],
    ['a route without the parameter', behind(URL, ['GET /books'])],
    ['the catch-all route', behind(URL, ['$default'])],
    ['only one of two routes', behind(URL, ['GET /books/{isbn}', 'GET /books'])],
    ['a host that is known only at deployment', behind(`https://${Fn.importValue('host')}/{isbn}`, ['GET /books'])],
  ])('is reported with %s', (_, build) => {
    expect(findingsOf(build).warnings).toEqual(['IntegrationPathParameterUnknown']);
  });

  test.each([
    ['a route that has the parameter', behind(URL, ['GET /books/{isbn}'])],
    ['a greedy route', behind('https://example.com/{proxy}', ['ANY /{proxy+}', 'ANY /'])],
    ['a stage variable', behind('https://${stageVariables.host}/a', ['GET /books'])],
    ['a mapping that replaces the path', behind(URL, ['GET /books'], { 'overwrite:path': '/x' })],
    ['a route with an unknown key', behind(URL, [Fn.importValue('key')])],
  ])('is not reported with %s', (_, build) => {
    expect(findingsOf(build)).toEqual(none);
  });
});

describe('properties of the other protocol', () => {
  test.each<[string, Program]>([
    ['DisableSchemaValidation', (s) => http(s, { disableSchemaValidation: true })],
    ['RequestParameters', (s) => route(http(s), 'GET /a', { requestParameters: { a: { Required: true } } })],
    ['RequestModels', (s) => route(http(s), 'GET /a', { requestModels: { $default: 'x' } })],
    ['ModelSelectionExpression', (s) => route(http(s), 'GET /a', { modelSelectionExpression: '$request.body.a' })],
    [
      'RouteResponseSelectionExpression',
      (s) => route(http(s), 'GET /a', { routeResponseSelectionExpression: '$default' }),
    ],
  ])('%s causes an error on an HTTP API', (property, build) => {
    const { errors, warnings, text } = findingsOf(build);
    expect([errors, warnings]).toEqual([['UnsupportedByHttpApis'], []]);
    expect(text).toContain(`${property} must be omitted`);
  });

  test.each<[string, object]>([
    ['Target', { target: 'https://example.com' }],
    ['RouteKey', { routeKey: '$default' }],
    ['CredentialsArn', { credentialsArn: 'arn:aws:iam::111111111111:role/r' }],
    ['Body', { body: { openapi: '3.0.1', info: { title: 'Books' }, paths: {} } }],
    ['BodyS3Location', { bodyS3Location: { bucket: 'b', key: 'k' } }],
  ])('%s causes a warning on a WebSocket API', (property, props) => {
    const { errors, warnings, text } = findingsOf((s) => webSocket(s, props));
    expect([errors, warnings]).toEqual([[], ['HttpOnlyProperty']]);
    expect(text).toContain(`${property} must be omitted`);
  });

  test('empty values cause no finding', () => {
    const build: Program = (s) => {
      const api = http(s, { disableSchemaValidation: false, apiKeySelectionExpression: '$request.header.x-api-key' });
      route(api, 'GET /a', { requestModels: {}, requestParameters: {}, apiKeyRequired: false });
    };
    expect(findingsOf(build)).toEqual(none);
  });
});

test.each<[string, string, Program]>([
  [
    'ApiId of a route',
    'ApiId',
    (s) => new CfnResource(s, 'R', { type: 'AWS::ApiGatewayV2::Route', properties: { RouteKey: 'GET /a' } }),
  ],
  ['RouteKey of a route', 'RouteKey', (s) => route(http(s), 'GET /a').addPropertyDeletionOverride('RouteKey')],
  ...['ApiId', 'RouteId', 'RouteResponseKey'].map((property): [string, string, Program] => [
    `${property} of a route response`,
    property,
    (s) => response(s).addPropertyDeletionOverride(property),
  ]),
])('%s is required', (_, property, build) => {
  const { errors, text } = findingsOf(build);
  expect(errors).toEqual(['RequiredPropertyMissing']);
  expect(text).toContain(`${property} must be specified`);
});

test.each<[string, Program]>([
  ['IpAddressType', (s) => http(s, { ipAddressType: 'ipv6' })],
  [
    'BasePath',
    (s) =>
      http(s, {
        name: undefined,
        protocolType: undefined,
        body: { openapi: '3.0.1', info: { title: 'Books' }, paths: {} },
        basePath: '/v1',
      }),
  ],
])('%s with an unknown value causes a warning', (property, build) => {
  const { warnings, text } = findingsOf(build);
  expect(warnings).toEqual(['UnknownValue']);
  expect(text).toContain(`${property} must be one of`);
});

test.each<[string, Program]>([
  [
    'an integration',
    (s) => {
      http(s);
      const chat = webSocket(s);
      route(chat, 'send', calls(integration(http(s))));
    },
  ],
  ['a route', (s) => response(s).addPropertyOverride('RouteId', route(webSocket(s), 'other').ref)],
])('a reference to %s of another API causes a warning', (_, build) => {
  expect(findingsOf(build).warnings).toEqual(['ReferenceToOtherApi']);
});

describe('quick create', () => {
  const quick = (s: Stack, props: object = {}) => http(s, { target: 'https://example.com', ...props });

  test.each<[string, string, Program]>([
    ['a route with the key of quick create', 'RouteDuplicate', (s) => route(quick(s), '$default')],
    [
      'a route with the specified route key',
      'RouteDuplicate',
      (s) => route(quick(s, { routeKey: 'GET /a/{b}' }), 'GET /a/{c}'),
    ],
    ['a stage $default', 'QuickCreateConflict', (s) => stage(quick(s), '$default')],
  ])('cannot be combined with %s', (_, code, build) => {
    expect(findingsOf(build).errors).toEqual([code]);
  });

  test('in an L2 API cannot be combined with its default stage', () => {
    const build: Program = (s) => {
      const api = new HttpApi(s, 'Api');
      (api.node.defaultChild as CfnResource).addPropertyOverride('Target', 'https://example.com');
    };
    expect(findingsOf(build).errors).toEqual(['QuickCreateConflict']);
  });

  test('can be combined with other routes and stages', () => {
    const build: Program = (s) => {
      const api = quick(s);
      route(api, 'GET /a');
      stage(api, 'beta');
    };
    expect(findingsOf(build)).toEqual(none);
  });
});

describe('tags', () => {
  test.each<[string, string, Program]>([
    ['of Tags.of()', 'TagKeyReserved', (s) => Tags.of(http(s)).add('aws:owner', 'x')],
    ['of an override', 'TagKeyReserved', (s) => http(s).addPropertyOverride('Tags', { 'aws:owner': 'x' })],
    ['in a list', 'TagsInvalid', (s) => http(s).addPropertyOverride('Tags', [{ Key: 'a', Value: 'b' }])],
    ['with a key that is too long', 'TagsInvalid', (s) => http(s, { tags: { ['k'.repeat(129)]: '' } })],
    [
      'in a set of 51 tags',
      'TagsInvalid',
      (s) => http(s, { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, ''])) }),
    ],
  ])('%s are reported if they are invalid', (_, code, build) => {
    expect(findingsOf(build).errors).toEqual([code]);
  });

  test('are not reported if they are removed, or are known only at deployment', () => {
    const build: Program = (s) => {
      http(s, { tags: { 'aws:owner': 'x' } }).addPropertyDeletionOverride('Tags');
      http(s, { tags: { owner: Fn.importValue('x') } });
    };
    expect(findingsOf(build)).toEqual(none);
  });
});

describe('the authorization of a route', () => {
  test.each<[string, string, Program]>([
    ['REQUEST', "Did you mean 'CUSTOM'?", (s) => route(http(s), 'GET /a', { authorizationType: 'REQUEST' })],
    [
      'COGNITO_USER_POOLS',
      "Did you mean 'JWT'?",
      (s) => route(http(s), 'GET /a', { authorizationType: 'COGNITO_USER_POOLS' }),
    ],
    ['IAM', "Did you mean 'AWS_IAM'?", (s) => route(http(s), 'GET /a', { authorizationType: 'IAM' })],
    ['aws_iam', "Did you mean 'AWS_IAM'?", (s) => route(webSocket(s), '$connect', { authorizationType: 'aws_iam' })],
    [
      'JWT',
      'Use a Lambda authorizer',
      (s) => route(webSocket(s), '$connect', { authorizationType: 'JWT', authorizerId: 'a' }),
    ],
  ])('has an unknown type %s', (type, said, build) => {
    const { errors, text } = findingsOf(build);
    expect(errors).toEqual(['AuthorizationTypeUnknown']);
    expect(text).toContain(`got '${type}'`);
    expect(text).toContain(said);
  });

  test.each<[string, string[], string[], Program]>([
    [
      'JWT without an authorizer',
      ['RouteAuthorizerMissing'],
      [],
      (s) => route(http(s), 'GET /a', { authorizationType: 'JWT' }),
    ],
    [
      'CUSTOM on $connect without an authorizer',
      ['RouteAuthorizerMissing'],
      [],
      (s) => route(webSocket(s), '$connect', { authorizationType: 'CUSTOM' }),
    ],
    [
      'JWT with a Lambda authorizer',
      ['RouteAuthorizerTypeMismatch'],
      [],
      (s) => {
        const api = http(s);
        route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: authorizer(api).ref });
      },
    ],
    [
      'an authorizer without a type',
      [],
      ['RouteAuthorizerUnused'],
      (s) => {
        const api = http(s);
        route(api, 'GET /a', { authorizerId: jwt(api).ref });
      },
    ],
    [
      'an authorizer with NONE',
      [],
      ['RouteAuthorizerUnused'],
      (s) => route(http(s), 'GET /a', { authorizationType: 'NONE', authorizerId: 'a' }),
    ],
    [
      'an imported authorizer',
      [],
      [],
      (s) => route(http(s), 'GET /a', { authorizationType: 'JWT', authorizerId: Fn.importValue('x') }),
    ],
    [
      'an imported type',
      [],
      [],
      (s) => route(http(s), 'GET /a', { authorizationType: Fn.importValue('x'), authorizerId: 'a' }),
    ],
    [
      'scopes on $connect',
      ['ScopesWithoutJwtAuthorizer'],
      [],
      (s) => route(webSocket(s), '$connect', { authorizationScopes: ['a'] }),
    ],
  ])('%s', (_, errors, warnings, build) => {
    expect(findingsOf(build)).toMatchObject({ errors, warnings });
  });
});

describe('models of a WebSocket route', () => {
  const models =
    (
      props: object,
      names: string[] = ['one'],
      key = 'send',
      routeSelectionExpression = '$request.body.action',
    ): Program =>
    (s) => {
      const api = webSocket(s, { routeSelectionExpression });
      const made = names.map(
        (name, i) => new CfnModel(s, `Model${i}`, { apiId: api.ref, name, schema: { type: 'object' } }),
      );
      const user = route(api, key, props);
      made.forEach((model) => user.node.addDependency(model));
    };
  const selected = (expression: string) => ({ modelSelectionExpression: expression, requestModels: { send: 'one' } });

  test.each<[string, string[], Program]>([
    ['without a default', ['ModelSelectionWithoutDefault'], models(selected('$request.body.kind'))],
    [
      'selected by the key of another route',
      ['ModelSelectionWithoutDefault'],
      models(selected('$request.body.action'), ['one'], 'other'),
    ],
    ['selected by the key of the route', [], models(selected('$request.body.action'))],
    ['selected by the key of the route, in braces', [], models(selected('${request.body.action}'))],
    ['without a selection expression', ['ModelSelectionMismatch'], models({ requestModels: { $default: 'one' } })],
    ['that are missing', ['ModelSelectionMismatch'], models({ modelSelectionExpression: '$request.body.a' })],
    [
      'that do not exist',
      ['ModelUnknown'],
      models({ ...selected('$request.body.action'), requestModels: { send: 'two' } }),
    ],
    ['whose names are unknown', [], models(selected('$request.body.action'), [Fn.importValue('x')])],
    [
      'whose names are too long',
      ['LengthOutOfRange'],
      models({ ...selected('$request.body.action'), requestModels: { send: '' } }),
    ],
  ])('%s', (_, warnings, build) => {
    expect(findingsOf(build)).toMatchObject({ errors: [], warnings });
  });

  test.each([
    ['without a default', { modelSelectionExpression: '$request.body.kind' }],
    ['without an expression', {}],
  ])('of an L2 cause no error: %s', (_, props) => {
    const build: Program = (s) => {
      const api = new WebSocketApi(s, 'Api');
      const route = api.addRoute('send', { integration: new WebSocketMockIntegration('Mock') });
      (route.node.defaultChild as CfnRoute).requestModels = { a: 'Empty' };
      Object.assign(route.node.defaultChild as CfnRoute, props);
    };
    expect(findingsOf(build).errors).toEqual([]);
  });
});

test('a response model that does not exist causes a warning', () => {
  expect(findingsOf((s) => response(s).addPropertyOverride('ResponseModels', { $default: 'x' })).warnings).toEqual([
    'ModelUnknown',
  ]);
});

describe('API protocols and documents', () => {
  test.each<[string, string[], string[], Program]>([
    ['an API without a protocol', ['ApiProtocolInvalid'], [], (s) => http(s, { protocolType: undefined })],
    ['the protocol http in lower case', ['ApiProtocolInvalid'], [], (s) => http(s, { protocolType: 'http' })],
    ['an imported protocol', [], [], (s) => http(s, { protocolType: Fn.importValue('x') })],
    [
      'an authorizer of an API with a document',
      [],
      ['ResourceBesideDocument'],
      (s) => jwt(http(s, { name: undefined, body: { openapi: '3.0.1', info: { title: 'Books' }, paths: {} } })),
    ],
    ['a route of an existing API', [], [], (s) => new CfnRoute(s, 'R', { apiId: 'abc', routeKey: 'GET /a' })],
    [
      'a role without quick create',
      [],
      ['QuickCreateWithoutTarget'],
      (s) => http(s, { credentialsArn: 'arn:aws:iam::111111111111:role/r' }),
    ],
    [
      'a target that is a load balancer',
      [],
      ['QuickCreateTargetInvalid'],
      (s) => http(s, { target: 'arn:aws:elasticloadbalancing:x' }),
    ],
    ['a target that is too long', [], ['LengthOutOfRange'], (s) => http(s, { target: `https://${'x'.repeat(2041)}` })],
  ])('%s', (_, errors, warnings, build) => {
    expect(findingsOf(build)).toMatchObject({ errors, warnings });
  });
});

test('L2 APIs of both protocols with usual routes cause no findings', () => {
  const build: Program = (s) => {
    new HttpApi(s, 'Api').addRoutes({ path: '/a/{b}', integration: new HttpUrlIntegration('Url', 'https://x.y/{b}') });
    new WebSocketApi(s, 'Chat').addRoute('send', { integration: new WebSocketMockIntegration('Mock') });
  };
  expect(findingsOf(build)).toEqual(none);
});

function response(stack: Stack): CfnRouteResponse {
  const api = webSocket(stack);
  const { ref } = route(api, 'send', { routeResponseSelectionExpression: '$default' });
  return new CfnRouteResponse(stack, 'Response', { apiId: api.ref, routeId: ref, routeResponseKey: '$default' });
}
