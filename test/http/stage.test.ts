import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Fn } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as awsApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as logs from 'aws-cdk-lib/aws-logs';

import type { HttpStageProps, IStage } from '../../lib';
import { HttpApi, HttpStage, LogGroupLogDestination } from '../../lib';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { domain } from '../parity/fixtures';
import { ours } from '../parity/modules';

const GROUP = 'arn:aws:logs:eu-west-1:111111111111:log-group';

const stageOf = (stack: ReturnType<typeof stackOf>, props: Partial<HttpStageProps> = {}) =>
  new HttpStage(stack, 'Stage', {
    httpApi: props.httpApi ?? HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' }),
    ...props,
  });
const endpoint = (path: string) => ({
  'Fn::Join': ['', ['https://abc.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }, `/${path}`]],
});

test('a stage has the name $default by default', () => {
  const stack = stackOf({ env: ENV });
  const stage = stageOf(stack);
  expect(one(stack, 'Stage')).toEqual({ ApiId: 'abc', StageName: '$default' });
  expect(stage.stageName).toBe('$default');
  expect(stage.isHttpStage).toBe(true);
  expect(stack.resolve(stage.url)).toEqual(endpoint(''));
});

test.each(['dev', 'v1_2-x'])('a stage with the name %s has the name in its URL', (stageName) => {
  const stack = stackOf({ env: ENV });
  const stage = stageOf(stack, { stageName });
  expect(one(stack, 'Stage').StageName).toBe(stageName);
  expect(stack.resolve(stage.url)).toEqual(endpoint(stageName));
  expect(stage.stageRef).toEqual({ apiId: 'abc', stageName });
});

test('a stage passes every option to CloudFormation', () => {
  const stack = stackOf();
  stageOf(stack, {
    autoDeploy: true,
    description: 'For trying out',
    detailedMetricsEnabled: true,
    stageVariables: { a: '1' },
    throttle: { burstLimit: 5, rateLimit: 2.5 },
  });
  expect(one(stack, 'Stage')).toMatchObject({
    AutoDeploy: true,
    DefaultRouteSettings: { DetailedMetricsEnabled: true, ThrottlingBurstLimit: 5, ThrottlingRateLimit: 2.5 },
    Description: 'For trying out',
    StageVariables: { a: '1' },
  });
});

test.each([
  [{ throttle: { rateLimit: 0 } }, { ThrottlingRateLimit: 0 }],
  [{ throttle: { burstLimit: 0 } }, { ThrottlingBurstLimit: 0 }],
  [{ detailedMetricsEnabled: true }, { DetailedMetricsEnabled: true }],
  [{ throttle: { rateLimit: 1 }, detailedMetricsEnabled: false }, expect.objectContaining({ ThrottlingRateLimit: 1 })],
  [{ throttle: {} }, {}],
  [{}, undefined],
])('a stage with %j has the settings %j', (props, expected) => {
  const stack = stackOf();
  stageOf(stack, props);
  expect(one(stack, 'Stage').DefaultRouteSettings).toEqual(expected);
});

test('addStageVariable adds or replaces a variable without changing the object that was passed', () => {
  const stack = stackOf();
  const stageVariables = { a: '1' };
  const stage = stageOf(stack, { stageVariables });
  stage.addStageVariable('b', Fn.importValue('b'));
  stage.addStageVariable('a', '2');
  expect(one(stack, 'Stage').StageVariables).toEqual({ a: '2', b: { 'Fn::ImportValue': 'b' } });
  expect(stageVariables).toEqual({ a: '1' });
});

describe('the access log of a stage', () => {
  const destinationOf = (stack: ReturnType<typeof stackOf>) =>
    new LogGroupLogDestination(new logs.LogGroup(stack, 'Log'));

  test('uses the Common Log Format by default', () => {
    const stack = stackOf();
    const stage = stageOf(stack, { accessLogSettings: { destination: destinationOf(stack) } });
    expect(one(stack, 'Stage').AccessLogSettings).toEqual({
      DestinationArn: { 'Fn::GetAtt': [idsOf(stack, 'AWS::Logs::LogGroup')[0], 'Arn'] },
      Format: stage.defaultAccessLogFormat().toString(),
    });
  });

  test.each(['{"id":"$context.requestId"}', '$context.extendedRequestId', 'a $context.requestId b'])(
    'can use the format %s',
    (text) => {
      const stack = stackOf();
      const format = AccessLogFormat.custom(text);
      stageOf(stack, { accessLogSettings: { destination: destinationOf(stack), format } });
      expect(one(stack, 'Stage').AccessLogSettings.Format).toBe(text);
    },
  );

  test('can use a format that is a token', () => {
    const stack = stackOf();
    const format = AccessLogFormat.custom(new CfnParameter(stack, 'Format').valueAsString);
    stageOf(stack, { accessLogSettings: { destination: destinationOf(stack), format } });
    expect(one(stack, 'Stage').AccessLogSettings.Format).toEqual({ Ref: 'Format' });
  });

  test('can have a custom destination, which receives the stage', () => {
    const stack = stackOf();
    const bind = jest.fn((stage: IStage) => ({ destinationArn: `${GROUP}:${stage.stageName}` }));
    const stage = stageOf(stack, { stageName: 'dev', accessLogSettings: { destination: { bind } } });
    expect(bind).toHaveBeenCalledWith(stage);
    expect(one(stack, 'Stage').AccessLogSettings.DestinationArn).toBe(`${GROUP}:dev`);
  });

  test.each(['', 'plain', '$context.requestIdx', '$context.requestTime'])("fails for the format '%s'", (text) => {
    const stack = stackOf();
    const format = AccessLogFormat.custom(text);
    expectFailure(() => stageOf(stack, { accessLogSettings: { destination: destinationOf(stack), format } }), {
      code: 'AccessLogFormatWithoutRequestId',
      path: 'Stack/Stage',
      given: `'${text}'`,
      fix: "Add '$context.requestId'",
    });
  });
});

describe('the domain mapping of a stage', () => {
  test('maps the stage, which depends on the domain name', () => {
    const stack = stackOf();
    const domainName = domain(ours, stack);
    const stage = stageOf(stack, { stageName: 'dev', domainMapping: { domainName, mappingKey: 'beta' } });
    const [id] = idsOf(stack, 'DomainName');
    expect(one(stack, 'ApiMapping')).toEqual({
      ApiId: 'abc',
      ApiMappingKey: 'beta',
      DomainName: { Ref: id },
      Stage: 'dev',
    });
    expect(stack.resolve(stage.domainUrl)).toEqual({ 'Fn::Join': ['', ['https://', { Ref: id }, '/beta']] });
    expect(stage.node.children.map(({ node }) => node.id)).toEqual(['Resource', 'Stack--Domainbeta']);
  });

  test('accepts a key that is a token', () => {
    const stack = stackOf();
    const mappingKey = new CfnParameter(stack, 'Key').valueAsString;
    stageOf(stack, { domainMapping: { domainName: domain(ours, stack), mappingKey } });
    expect(one(stack, 'ApiMapping').ApiMappingKey).toEqual({ Ref: 'Key' });
  });

  test('accepts an L1 domain name', () => {
    const stack = stackOf();
    const domainName = new awsApigwv2.CfnDomainName(stack, 'L1', {
      domainName: 'a.example.com',
      domainNameConfigurations: [{ certificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/x' }],
    });
    stageOf(stack, { domainMapping: { domainName } });
    expect(one(stack, 'ApiMapping').DomainName).toEqual({ Ref: 'L1' });
  });

  test('is required to read the domain URL', () => {
    const stage = stageOf(stackOf());
    expectFailure(() => stage.domainUrl, {
      code: 'DomainMappingMissing',
      path: 'Stack/Stage',
      fix: "Specify 'domainMapping', add an ApiMapping, or use 'url'",
    });
  });
});

describe('a stage of an L1 API', () => {
  const l1 = (stack: ReturnType<typeof stackOf>) =>
    Object.assign(new awsApigwv2.CfnApi(stack, 'L1', { name: 'a', protocolType: 'HTTP' }), { isHttpApi: true });

  test('has a URL, a reference and metrics', () => {
    const stack = stackOf({ env: ENV });
    const stage = stageOf(stack, { httpApi: l1(stack), stageName: 'dev' });
    expect(JSON.stringify(stack.resolve(stage.url))).toContain('{"Ref":"L1"}');
    expect(stack.resolve(stage.stageRef)).toEqual({ apiId: { Ref: 'L1' }, stageName: 'dev' });
    expect(stack.resolve(stage.metricCount().dimensions)).toEqual({ ApiId: { Ref: 'L1' }, Stage: 'dev' });
  });

  test('throws when its API is read', () => {
    const stack = stackOf();
    const stage = stageOf(stack, { httpApi: l1(stack) });
    expectFailure(() => stage.api, { code: 'NotAnHttpApi', path: 'Stack/Stage', fix: 'pass an HttpApi' });
  });
});

describe('an imported stage', () => {
  const importOf = (stack = stackOf({ env: ENV }), stageName = 'dev') =>
    HttpStage.fromHttpStageAttributes(stack, 'Stage', {
      stageName,
      api: HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' }),
    });

  test('has the attributes that were passed, and creates no resources', () => {
    const stage = importOf();
    expect([stage.stageName, stage.api.apiId, stage.stageRef]).toEqual([
      'dev',
      'abc',
      { apiId: 'abc', stageName: 'dev' },
    ]);
    expect(stage.node.children).toEqual([]);
    expect(stage.metricCount().dimensions).toEqual({ ApiId: 'abc', Stage: 'dev' });
    expect(all(stage.stack, 'Stage')).toEqual([]);
  });

  test.each([
    ['dev', 'dev'],
    ['$default', ''],
  ])('with the name %s has a URL that ends with /%s', (stageName, path) => {
    const stage = importOf(undefined, stageName);
    expect(stage.stack.resolve(stage.url)).toEqual(endpoint(path));
  });

  test('throws when domainUrl is read if it was not passed', () => {
    const stage = importOf();
    expectFailure(() => stage.domainUrl, {
      code: 'StageDomainUrlUnknown',
      path: 'Stack/Stage',
      fix: "Specify 'domainUrl'",
    });
  });
});

test.each([
  ['a stage without its API', 'httpApi', (stack: Stack) => new HttpStage(stack, 'S', {} as never)],
  [
    'an imported stage without a name',
    'stageName',
    (stack: Stack) => HttpStage.fromHttpStageAttributes(stack, 'S', {} as never),
  ],
])('a stage fails for %s', (_, name, make) => {
  const failure = { code: 'RequiredPropMissing', given: `'${name}' is required`, fix: `Specify '${name}'` } as const;
  expect(() => make(stackOf())).toThrow(failure.fix);
});
