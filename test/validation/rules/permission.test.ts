import { CfnParameter, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnPermissionProps } from 'aws-cdk-lib/aws-lambda';
import { CfnAlias, CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { HttpApi } from '../../../lib/http/api';
import { HttpLambdaIntegration } from '../../../lib/integrations/http-lambda';
import { authorizer, codesOf, http, integration, route, findingsOfProgram, webSocket } from '../../negatives/negative';
import { fn } from '../../parity/fixtures';

const found = (build: (stack: Stack) => unknown) => {
  const { errors, warnings } = findingsOfProgram((stack) => void build(stack));
  return codesOf([...errors, ...warnings]);
};
let count = 0;
const permission = (s: Stack, props: Partial<CfnPermissionProps>) =>
  new CfnPermission(s, `Permission${count++}`, {
    action: 'lambda:InvokeFunction',
    functionName: 'f',
    principal: 'apigateway.amazonaws.com',
    ...props,
  });
const lambda = (s: Stack, functionName?: string) =>
  new CfnFunction(s, `Function${count++}`, {
    code: { zipFile: '1' },
    role: 'arn:aws:iam::111111111111:role/r',
    functionName,
  });
const arnOf = (api: CfnApi, rest: string) => `arn:aws:execute-api:eu-west-1:111111111111:${api.ref}${rest}`;
const invoke = (api: CfnApi, integrationUri: string, props: object = {}) =>
  integration(api, {
    integrationType: 'AWS_PROXY',
    integrationMethod: 'POST',
    integrationUri,
    payloadFormatVersion: '2.0',
    ...props,
  });

test.each<[string, 'HTTP' | 'WebSocket', boolean]>([
  ['', 'HTTP', false],
  ['/', 'HTTP', false],
  ['/*', 'HTTP', true],
  ['/*/*', 'HTTP', true],
  ['/*/*/*', 'HTTP', true],
  ['/*/books', 'HTTP', true],
  ['/prod', 'HTTP', false],
  ['/prod/books', 'HTTP', false],
  ['/prod/get/books', 'HTTP', false],
  ['/prod/GET', 'HTTP', false],
  ['/prod/GET/', 'HTTP', true],
  ['/prod/ANY/books', 'HTTP', true],
  ['/$default/GET/books/{id}', 'HTTP', true],
  ['/prod/$default', 'HTTP', true],
  ['/prod/G*', 'HTTP', true],
  ['/authorizers/abc', 'HTTP', true],
  ['/authorizers', 'HTTP', false],
  ['', 'WebSocket', false],
  ['/prod', 'WebSocket', false],
  ['/*/*', 'WebSocket', true],
  ['/*/*$connect', 'WebSocket', true],
  ['/prod/sendMessage', 'WebSocket', true],
  ['/*/GET/chat', 'WebSocket', false],
  ['/*/*/sendMessage', 'WebSocket', false],
  ['/authorizers/*', 'WebSocket', true],
])("a source ARN that ends with '<API ID>%s' is valid for an API of type %s: %p", (rest, kind, isSound) => {
  const codes = found((s) => permission(s, { sourceArn: arnOf(kind === 'HTTP' ? http(s) : webSocket(s), rest) }));
  expect(codes).toEqual(isSound ? [] : ['PermissionSourceInvalid']);
});

test.each<[string, (stack: Stack) => string | undefined, string[]]>([
  ['of another service', () => 'arn:aws:s3:::bucket', []],
  ['of the resource of an API', () => 'arn:aws:apigateway:eu-west-1::/apis/abc', ['PermissionSourceInvalid']],
  ['of an existing API', () => 'arn:aws:execute-api:eu-west-1:111111111111:abc', ['PermissionSourceInvalid']],
  ['of an existing API with a wildcard', () => 'arn:aws:execute-api:eu-west-1:111111111111:abc/prod/x', []],
  ['that is known only at deployment', (s) => new CfnParameter(s, 'P').valueAsString, []],
  [
    'by Fn::Sub',
    () => Fn.sub('arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}'),
    ['PermissionSourceInvalid'],
  ],
  [
    'by Fn::Join',
    (s) => Fn.join(':', ['arn:aws:execute-api', s.region, s.account, `${http(s).ref}/prod/books`]),
    ['PermissionSourceInvalid'],
  ],
  ['by Fn::Join with wildcards', (s) => Fn.join('', ['arn:aws:execute-api:a:1:', http(s).ref, '/*/*/books']), []],
  ['that is undefined', () => undefined, []],
])('the findings of a permission with a source ARN %s', (_, sourceArn, codes) => {
  expect(found((s) => permission(s, { sourceArn: sourceArn(s) }))).toEqual(codes);
});

test('a route key with slashes allows source ARNs with slashes', () => {
  const codes = found((s) => {
    const api = webSocket(s);
    route(api, 'chat/send');
    permission(s, { sourceArn: arnOf(api, '/prod/chat/send') });
  });
  expect(codes).toEqual([]);
});

test.each<[string, (s: Stack, api: CfnApi, own: CfnFunction) => unknown, string[]]>([
  ['nothing', () => undefined, ['FunctionPermissionMissing']],
  ['a permission for everything', (s, _, own) => permission(s, { functionName: own.ref }), []],
  [
    'a permission of the API',
    (s, api, own) => permission(s, { functionName: own.attrArn, sourceArn: arnOf(api, '/*/*') }),
    [],
  ],
  [
    'a permission for a different principal',
    (s, _, own) => permission(s, { functionName: own.ref, principal: 'events.amazonaws.com' }),
    ['FunctionPermissionMissing'],
  ],
  [
    'a permission of another API of the app',
    (s, _, own) => permission(s, { functionName: own.ref, sourceArn: arnOf(http(s), '/*/*') }),
    ['FunctionPermissionOfOtherApi'],
  ],
  [
    'a permission of an existing API',
    (s, _, own) =>
      permission(s, { functionName: own.ref, sourceArn: 'arn:aws:execute-api:eu-west-1:111111111111:abc/*/*' }),
    ['FunctionPermissionOfOtherApi'],
  ],
  [
    'a permission of any API',
    (s, _, own) =>
      permission(s, { functionName: own.ref, sourceArn: 'arn:aws:execute-api:eu-west-1:111111111111:*/*/*' }),
    [],
  ],
  [
    'a permission of an authorizer only',
    (s, api, own) => permission(s, { functionName: own.ref, sourceArn: arnOf(api, '/authorizers/abc') }),
    ['FunctionPermissionOfOtherApi'],
  ],
  ['a permission of a function that is not known', (s) => permission(s, { functionName: Fn.importValue('F') }), []],
  [
    'a permission that uses a different form of the function name',
    (s) => permission(s, { functionName: 'other' }),
    ['FunctionPermissionMissing'],
  ],
  [
    'a permission of an alias',
    (s, _, own) =>
      permission(s, {
        functionName: new CfnAlias(s, 'A', { functionName: own.ref, functionVersion: '1', name: 'a' }).ref,
      }),
    [],
  ],
  [
    'a custom resource that gets the function',
    (s, _, own) => new CfnResource(s, 'Custom', { type: 'Custom::Permit', properties: { Function: own.attrArn } }),
    [],
  ],
  ['a macro over the template', (s) => s.addTransform('Macro'), []],
])('the findings of an L1 integration with a function, and %s', (_, permit, codes) => {
  const all = found((s) => {
    const [api, own] = [http(s), lambda(s)];
    invoke(api, own.attrArn);
    permit(s, api, own);
  });
  expect(all).toEqual(codes);
});

test.each<[string, (s: Stack) => unknown, string[]]>([
  [
    'an integration with a role',
    (s) => invoke(http(s), lambda(s).attrArn, { credentialsArn: 'arn:aws:iam::111111111111:role/r' }),
    [],
  ],
  [
    'an integration with a function outside the app',
    (s) => invoke(http(s), 'arn:aws:lambda:eu-west-1:1:function:f'),
    [],
  ],
  ['an integration with a function of a parameter', (s) => invoke(http(s), new CfnParameter(s, 'P').valueAsString), []],
  [
    'an integration with a named function whose permission has the name',
    (s) => {
      invoke(http(s), lambda(s, 'books').attrArn);
      permission(s, { functionName: 'arn:aws:lambda:eu-west-1:111111111111:function:books' });
    },
    [],
  ],
  [
    'an L2 integration',
    (s) => new HttpApi(s, 'Api').addRoutes({ path: '/a', integration: new HttpLambdaIntegration('I', fn(s)) }),
    [],
  ],
  [
    'a Lambda authorizer',
    (s) =>
      authorizer(http(s), {
        authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${lambda(s).attrArn}/invocations`,
      }),
    ['FunctionPermissionMissing'],
  ],
  [
    'a Lambda authorizer with a role',
    (s) =>
      authorizer(http(s), {
        authorizerCredentialsArn: 'arn:aws:iam::111111111111:role/r',
        authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${lambda(s).attrArn}/invocations`,
      }),
    [],
  ],
])('the findings of the permission of %s', (_, build, codes) => {
  expect(found(build)).toEqual(codes);
});

test.each<[string, string[]]>([
  ['f', []],
  ['f:live', []],
  ['f:$LATEST', ['PermissionForLatest']],
  ['arn:aws:lambda:eu-west-1:111111111111:function:f', []],
  ['arn:aws:lambda:us-east-1:111111111111:function:f', ['PermissionForOtherRegion']],
])('the findings of a permission for the function %s', (functionName, codes) => {
  const all = found((s) => {
    permission(new Stack(s.node.root as never, 'Own', { env: { region: 'eu-west-1' } }), { functionName });
  });
  expect(all).toEqual(codes);
});
