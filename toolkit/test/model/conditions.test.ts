import { modelOf, parseTemplate } from '../../src';
import { diffOf } from '../../src/report/diff/diff';
import { openApiOf } from '../../src/report/openapi/document';
import { routesReport } from '../../src/report/routes';

const template = (targetOfA = 'A', rest = '') => `
Parameters: { Env: { Type: String } }
Conditions: { Live: !Equals [!Ref Env, live], Test: !Not [!Condition Live] }
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP, DisableExecuteApiEndpoint: !If [Live, true, false] } }
  A: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  B: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  CallA: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt ${targetOfA}.Arn } }
  CallB: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt B.Arn } }
${rest}`;

const route = (target: string) =>
  `  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /a, Target: ${target} } }`;

const modelWith = (target: string, targetOfA?: string) => modelOf(parseTemplate(template(targetOfA, route(target))));

describe.each([
  ['!If [Live, !Sub "integrations/${CallA}", !Sub "integrations/${CallB}"]', 'Lambda A if Live, else Lambda B'],
  ['!Join [/, [integrations, !If [Live, !Ref CallA, !Ref CallB]]]', 'Lambda A if Live, else Lambda B'],
  ['!Sub ["integrations/${Id}", { Id: !If [Live, !Ref CallA, !Ref CallB] }]', 'Lambda A if Live, else Lambda B'],
  ['!If [Live, !Sub "integrations/${CallA}", !Ref AWS::NoValue]', 'Lambda A if Live, else nothing'],
  [
    '!If [Live, !Sub "integrations/${CallA}", !If [Test, !Sub "integrations/${CallB}", !Ref AWS::NoValue]]',
    'Lambda A if Live, else Lambda B if Test, else nothing',
  ],
])('a route with the target %s', (target, shown) => {
  test('calls the integration that the condition selects', () => {
    expect(routesReport(modelWith(target)).apis[0].rows).toMatchObject([{ target: shown }]);
  });

  test('causes a notice if its API is exported as an OpenAPI document', () => {
    const model = modelWith(target);
    expect(openApiOf(model, model.apis[0]).notices).toEqual([
      'The document has no integration for GET /a, because the integration depends on the condition Live.',
    ]);
  });

  test('is compared by its integrations', () => {
    const [old, young] = [modelWith(target), modelWith(target, 'B')];
    expect(diffOf(old, modelWith(target))).toMatchObject({ findings: [] });
    expect(diffOf(old, young).findings).toMatchObject([
      { code: 'TargetChanged', severity: 'change', message: 'target: Lambda A → Lambda B' },
    ]);
  });
});

test('a target that depends on a different condition is reported as a change', () => {
  const target = (condition: string) =>
    `!If [${condition}, !Sub "integrations/\${CallA}", !Sub "integrations/\${CallB}"]`;
  expect(diffOf(modelWith(target('Live')), modelWith(target('Test'))).findings).toMatchObject([
    { code: 'TargetChanged', before: 'Lambda A if Live, else Lambda B', after: 'Lambda A if Test, else Lambda B' },
  ]);
});

test('URLs state the conditions under which they exist or are disabled', () => {
  const text = template(
    'A',
    `
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: $default } }
  Domain: { Type: AWS::ApiGatewayV2::DomainName, Condition: Live, Properties: { DomainName: api.example.com } }
  Mapping: { Type: AWS::ApiGatewayV2::ApiMapping, Condition: Live, Properties: { ApiId: !Ref Api, DomainName: !Ref Domain, Stage: !Ref Stage } }`,
  );
  const urls = (yaml: string) => routesReport(modelOf(parseTemplate(yaml))).apis[0].urls.map(({ note }) => note);
  expect(urls(text)).toEqual(['disabled if Live', 'exists if Live']);
  expect(urls(text.replace('true, false', 'false, true'))[0]).toBe('disabled unless Live');
  expect(urls(text.replace('!If [Live, true, false]', '!Ref Env'))[0]).toBe('disabled if <Env>');
});

test('the throttling of routes states the condition under which it applies', () => {
  const settings = '!If [Live, { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 5 }, !Ref AWS::NoValue]';
  const stage = `  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: $default, DefaultRouteSettings: ${settings} } }`;
  const model = modelOf(parseTemplate(template('A', `${route('!Sub "integrations/${CallA}"')}\n${stage}`)));
  expect(routesReport(model).apis[0].rows).toMatchObject([{ throttling: '10/s, burst 5 if Live, else none' }]);
});
