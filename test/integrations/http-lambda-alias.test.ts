import type { Stack } from 'aws-cdk-lib';
import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as lambda from 'aws-cdk-lib/aws-lambda';

import { HttpApi, HttpMethod, IntegrationCredentials } from '../../lib';
import { HttpLambdaAliasIntegration } from '../../lib/integrations';
import { all, ENV, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

function handlerOf(stack: Stack, id = 'F'): lambda.Function {
  return new lambda.Function(stack, id, {
    code: lambda.Code.fromInline('x'),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_22_X,
  });
}

function setup() {
  const stack = stackOf({ env: ENV });
  const handler = handlerOf(stack);
  const [live, beta] = ['live', 'beta'].map((name) => handler.addAlias(name));
  return { stack, handler, live, beta, api: new HttpApi(stack, 'Api') };
}

test.each([
  ['alias', undefined],
  ['lambdaAlias', 'lambdaAlias'],
])('the integration calls the alias that the stage variable %s names', (name, stageVariable) => {
  const { stack, live, beta, api } = setup();
  api.addRoutes({ path: '/a', integration: new HttpLambdaAliasIntegration('I', [live, beta], { stageVariable }) });
  expect(one(stack, 'Integration')).toEqual({
    ApiId: { Ref: 'ApiF70053CD' },
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: {
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':apigateway:eu-west-1:lambda:path/2015-03-31/functions/',
          { 'Fn::GetAtt': ['FC4345940', 'Arn'] },
          `:\${stageVariables.${name}}/invocations`,
        ],
      ],
    },
    PayloadFormatVersion: '2.0',
  });
});

const permissions = (stack: Stack) =>
  all(stack, 'AWS::Lambda::Permission').map(({ FunctionName, SourceArn }) => [
    FunctionName.Ref,
    SourceArn['Fn::Join'][1].at(-1),
  ]);

test('each route gets permission to invoke each alias', () => {
  const { stack, live, beta, api } = setup();
  const integration = new HttpLambdaAliasIntegration('I', [live, beta]);
  api.addRoutes({ path: '/a', methods: [HttpMethod.GET], integration });
  api.addRoutes({ path: '/b', integration });
  const ids = [live, beta].map((alias) => stack.resolve(alias.functionArn).Ref);
  expect(permissions(stack)).toEqual([
    [ids[0], '/*/*/a'],
    [ids[1], '/*/*/a'],
    [ids[0], '/*/*/b'],
    [ids[1], '/*/*/b'],
  ]);
  Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Integration', 1);
});

test('the catch-all route gets permission to invoke each alias', () => {
  const { stack, live } = setup();
  new HttpApi(stack, 'Other', { defaultIntegration: new HttpLambdaAliasIntegration('I', [live]) });
  expect(permissions(stack).map(([, source]) => source)).toEqual(['/*/*']);
});

test('with scopePermissionToRoute false, the API gets one permission for each alias', () => {
  const { stack, live, beta, api } = setup();
  const integration = new HttpLambdaAliasIntegration('I', [live, beta], { scopePermissionToRoute: false });
  api.addRoutes({ path: '/a', integration });
  api.addRoutes({ path: '/b', integration });
  expect(permissions(stack).map(([, source]) => source)).toEqual(['/*/*/*', '/*/*/*']);
});

test('with credentials, no permission is created', () => {
  const { stack, live, api } = setup();
  const credentials = IntegrationCredentials.useCallerIdentity();
  api.addRoutes({
    path: '/a',
    integration: new HttpLambdaAliasIntegration('I', [live], { credentials, description: 'd' }),
  });
  expect(permissions(stack)).toEqual([]);
  expect(one(stack, 'Integration')).toMatchObject({
    CredentialsArn: stack.resolve(credentials.credentialsArn),
    Description: 'd',
  });
});

test('aliases whose names are tokens have separate permissions', () => {
  const { stack, handler, api } = setup();
  const aliases = ['One', 'Two'].map(
    (id) =>
      new lambda.Alias(stack, id, {
        aliasName: `${stack.stackName}${stack.partition}`,
        version: handler.currentVersion,
      }),
  );
  api.addRoutes({ path: '/a', integration: new HttpLambdaAliasIntegration('I', aliases) });
  expect(permissions(stack)).toHaveLength(2);
});

test('a stage without the stage variable causes one warning', () => {
  const { stack, live, beta } = setup();
  const api = new HttpApi(stack, 'Other', { createDefaultStage: false });
  const integration = new HttpLambdaAliasIntegration('I', [live, beta]);
  api.addRoutes({ path: '/a', integration });
  api.addRoutes({ path: '/b', integration });
  api.addStage('Good', { stageName: 'good', stageVariables: { alias: 'live' } });
  api.addStage('Late', { stageName: 'late' }).addStageVariable('alias', beta.aliasName);
  api.addStage('Bad', { stageName: 'bad', stageVariables: { other: 'live' } });
  new CfnStage(stack, 'L1', { apiId: api.apiId, stageName: 'l1' });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('StageVariableMissing'));
  expect(warnings.map(({ id }) => id).sort()).toEqual(['/Stack/L1', '/Stack/Other/Bad']);
  expect(warnings[0].entry.data).toContain("'Stack/Other/ANY--a' reads the Lambda alias");
  expect(warnings[0].entry.data).toContain("Set 'stageVariables: { alias: alias.aliasName }'");
});

test('an alias integration fails for an invalid name of a stage variable', () => {
  const { live, api } = setup();
  const integration = new HttpLambdaAliasIntegration('I', [live], { stageVariable: 'the-alias' });
  expectFailure(() => api.addRoutes({ path: '/a', integration }), {
    code: 'StageVariableInvalid',
    path: 'Stack/Api/ANY--a',
    given: "got 'the-alias'",
    fix: "Did you mean 'the_alias'?",
  });
});

test('an alias integration fails for an empty list of aliases', () => {
  expectFailure(() => new HttpLambdaAliasIntegration('I', []), {
    code: 'LambdaAliasesMissing',
    given: "the integration 'I'",
    fix: 'Pass at least one alias',
  });
});

test('aliases of imported versions of one function are accepted', () => {
  const { stack, handler, live, api } = setup();
  const version = lambda.Version.fromVersionArn(stack, 'V7', `${handler.functionArn}:7`);
  const alias = new lambda.Alias(stack, 'Seven', { aliasName: 'seven', version });
  api.addRoutes({ path: '/a', integration: new HttpLambdaAliasIntegration('I', [live, alias]) });
  expect(permissions(stack)).toHaveLength(2);
});

test('an alias integration fails for aliases of different functions', () => {
  const { stack, live } = setup();
  const other = handlerOf(stack, 'G').addAlias('other');
  expectFailure(() => new HttpLambdaAliasIntegration('I', [live, other]), {
    code: 'LambdaAliasesOfSeveralFunctions',
    given: "aliases of 'Stack/F' and of 'Stack/G'",
    fix: 'Create an integration for each function',
  });
});

test('an alias integration fails for aliases of different imported functions', () => {
  const stack = stackOf();
  const aliases = ['F', 'G'].map((name) => {
    const arn = `arn:aws:lambda:eu-west-1:111111111111:function:${name}`;
    return new lambda.Alias(stack, name, {
      aliasName: 'a',
      version: lambda.Version.fromVersionArn(stack, `${name}1`, `${arn}:1`),
    });
  });
  expectFailure(() => new HttpLambdaAliasIntegration('I', aliases), {
    code: 'LambdaAliasesOfSeveralFunctions',
    given: "the integration 'I'",
    fix: 'Create an integration for each function',
  });
});
