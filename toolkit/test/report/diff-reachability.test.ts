import { assemblyOfTemplate, modelOf, type Finding } from '../../src';
import { parseData, type Template } from '../../src/model/template';
import { diffOf } from '../../src/report/diff/diff';

/**
 * Changes to conditions, parameters, other routes or domain names that make a route public although its own authorizer
 * does not change.
 */

const template = `
Parameters:
  Env: { Type: String, Default: test }
  Auth: { Type: String, Default: AWS_IAM }
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP, DisableExecuteApiEndpoint: true } }
  Login:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties: { ApiId: !Ref Api, Name: login, AuthorizerType: JWT, JwtConfiguration: { Issuer: 'https://i', Audience: [a] } }
  Guarded: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /guarded, AuthorizationType: AWS_IAM } }
  Depends:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Api
      RouteKey: GET /depends
      AuthorizationType: !If [IsProd, JWT, !Ref AWS::NoValue]
      AuthorizerId: !If [IsProd, !Ref Login, !Ref AWS::NoValue]
  Chosen: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /chosen, AuthorizationType: !Ref Auth } }
  Sometimes: { Type: AWS::ApiGatewayV2::Route, Condition: IsProd, Properties: { ApiId: !Ref Api, RouteKey: GET /sometimes } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: $default } }
  Domain: { Type: AWS::ApiGatewayV2::DomainName, Properties: { DomainName: api.example, MutualTlsAuthentication: { TruststoreUri: 's3://a/b' } } }
  Mapping: { Type: AWS::ApiGatewayV2::ApiMapping, Properties: { ApiId: !Ref Api, DomainName: !Ref Domain, Stage: !Ref Stage } }
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET } }
  Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: $connect, AuthorizationType: AWS_IAM } }
`;

type Change = (template: Required<Template>) => void;

const parsed = () => parseData(template, 'template') as unknown as Required<Template>;
const model = (one: Template) => modelOf(assemblyOfTemplate(one));

function findings(change: Change, prepare: Change = () => {}): Finding[] {
  const [old, young] = [parsed(), parsed()];
  [old, young].forEach(prepare);
  change(young);
  return diffOf(model(old), model(young)).findings;
}

const set =
  (id: string, property: string, value: unknown): Change =>
  ({ Resources }) =>
    Object.assign(Resources[id].Properties!, { [property]: value });
const add =
  (id: string, type: string, properties: object): Change =>
  ({ Resources }) => {
    Resources[id] = { Type: `AWS::ApiGatewayV2::${type}`, Properties: { ApiId: { Ref: 'Api' }, ...properties } };
  };
const expression = (value: string): Change => {
  return ({ Conditions }) => (Conditions.IsProd = { 'Fn::Equals': [{ Ref: 'Env' }, value] });
};

test.each<[string, Change, string[]]>([
  [
    'a condition with a different expression',
    expression('live'),
    [
      'exposure AuthorizerRemoved GET /depends: has callers (JWT login if IsProd, else everybody) that depend on a condition, and the condition changed',
      'breaking ConditionChanged GET /sometimes: exists only if IsProd, and the condition changed',
    ],
  ],
  [
    'a route that becomes public if a condition is false',
    set('Guarded', 'AuthorizationType', { 'Fn::If': ['IsProd', 'AWS_IAM', 'NONE'] }),
    ['exposure AuthorizerRemoved GET /guarded: is open to IAM if IsProd, else everybody now; previously: IAM'],
  ],
  [
    'a route that was already public if a condition is false',
    (all) => {
      set('Depends', 'AuthorizationType', 'JWT')(all);
      set('Depends', 'AuthorizerId', { Ref: 'Login' })(all);
    },
    [
      'breaking AuthorizerAdded GET /depends: is open to JWT login now; previously: JWT login if IsProd, else everybody',
    ],
  ],
  [
    'a changed default of the parameter that is the authorization type',
    ({ Parameters }) => (Parameters.Auth.Default = 'NONE'),
    [
      'exposure AuthorizationDefaultChanged GET /chosen: has a new default for <Auth>: AWS_IAM → NONE',
      'change ParameterDefaultChanged Auth: default: AWS_IAM → NONE',
    ],
  ],
  [
    'a changed default of a parameter that a condition uses',
    ({ Parameters }) => (Parameters.Env.Default = 'prod'),
    ['change ParameterDefaultChanged Env: default: test → prod'],
  ],
  [
    'a domain name without mutual TLS in addition to one with mutual TLS',
    (all) => {
      all.Resources.Open = { Type: 'AWS::ApiGatewayV2::DomainName', Properties: { DomainName: 'open.example' } };
      add('OpenMapping', 'ApiMapping', { DomainName: { Ref: 'Open' }, Stage: { Ref: 'Stage' } })(all);
    },
    [
      'exposure MutualTlsAvoidable shop: can be called without a client certificate now, through open.example',
      'change DomainAdded open.example: is new',
      'change MappingAdded https://open.example/: is new and maps to shop, stage $default',
    ],
  ],
  [
    'a WebSocket API without its $connect route',
    ({ Resources }) => void delete Resources.Connect,
    [
      'exposure AuthorizerRemoved $connect: everybody may connect now; previously: IAM',
      'breaking RouteRemoved $connect: is removed',
    ],
  ],
  [
    'a public route for all methods that receives requests of a protected catch-all route',
    (all) => {
      set('Guarded', 'RouteKey', 'GET /{proxy+}')(all);
      add('New', 'Route', { RouteKey: 'ANY /new' })(all);
    },
    [
      'exposure RouteTakesOver ANY /new: receives requests that went to GET /{proxy+} before, and is open to everybody now; previously: IAM',
      'change RouteAdded ANY /new: is new: open to everybody, calls nothing',
    ],
  ],
  [
    'a route that has moved, so that its requests match a public catch-all route',
    set('Guarded', 'RouteKey', 'GET /elsewhere'),
    [
      'exposure RouteFallsBack GET /guarded: requests now go to ANY /{all+}, which is open to everybody now; previously: IAM',
      'breaking RouteMoved GET /elsewhere: has moved; previously: GET /guarded',
    ],
  ],
  [
    'a route that matches more methods',
    set('Guarded', 'RouteKey', 'ANY /guarded'),
    ['change RouteWidened ANY /guarded: matches more requests now; previously: GET /guarded'],
  ],
  [
    'a route that matches fewer methods',
    set('Guarded', 'RouteKey', 'PUT /guarded'),
    ['breaking RouteMoved PUT /guarded: has moved; previously: GET /guarded'],
  ],
])('%s', (name, change, expected) => {
  const prepare: Change = name.startsWith('a public route for all')
    ? set('Guarded', 'RouteKey', 'GET /{proxy+}')
    : name.startsWith('a route that has moved')
      ? add('All', 'Route', { RouteKey: 'ANY /{all+}' })
      : () => {};
  const found = findings(change, prepare);
  expect(found.map((one) => `${one.severity} ${one.code} ${one.names.join()}: ${one.message}`)).toEqual(expected);
});

test('a condition with a different name and the same expression causes no finding', () => {
  const renamed = JSON.parse(JSON.stringify(parsed()).replaceAll('IsProd', 'ForProduction')) as Template;
  expect(diffOf(model(parsed()), model(renamed)).findings).toEqual([]);
});

test('an API with a different name and logical ID is matched by its routes, so that an exposed route is found', () => {
  const text = JSON.stringify(parsed()).replaceAll('"Api"', '"Store"').replaceAll('"shop"', '"store"');
  const young = JSON.parse(text.replace('"GET /guarded","AuthorizationType":"AWS_IAM"', '"GET /guarded"')) as Template;
  expect(diffOf(model(parsed()), model(young)).findings.map(({ severity, code }) => `${severity} ${code}`)).toEqual([
    'exposure AuthorizerRemoved',
    'change ApiReplaced',
    'change NameChanged',
  ]);
});

test('the settings of a route are compared with the default settings that they replace', () => {
  const prepare = set('Stage', 'DefaultRouteSettings', { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
  const found = findings(set('Stage', 'RouteSettings', { 'GET /guarded': { ThrottlingRateLimit: 10 } }), prepare);
  expect(found.map(({ names, message }) => [...names, message])).toEqual([
    ['GET /guarded', 'burst on the stage $default: 200 → nothing'],
    ['GET /guarded', 'requests a second on the stage $default: 100 → 10'],
  ]);
});
