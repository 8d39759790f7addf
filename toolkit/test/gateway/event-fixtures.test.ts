import { Fn } from 'aws-cdk-lib';
import { CfnAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { addApi, addFunction, fixture, type Event, type Fixture } from '../_helpers/gateway';
import { plainOfVersion2, requestOfVersion1, requestOfVersion2 } from './fixtures/events';

let the: Fixture;
/** The event of the Lambda authorizer. */
let asked: Event;

const routeKey = 'POST /books/{id}';
const versions = ['1.0', '2.0'] as const;

beforeAll(async () => {
  the = await fixture(
    (stack) => {
      const stages = { $default: {}, dev: { stageVariables: { color: 'red' } } };
      for (const version of versions) {
        const suffix = version[0];
        const integration = { payloadFormatVersion: version };
        const jwt = addApi(stack, `Jwt${suffix}`, {
          ownRoutes: {
            [routeKey]: {
              authorizationType: 'JWT',
              authorizerId: Fn.ref(`JwtAuthorizer${suffix}`),
              authorizationScopes: ['books'],
            },
            $default: {},
          },
          stages,
          integration,
        });
        new CfnAuthorizer(stack, `JwtAuthorizer${suffix}`, {
          apiId: jwt.ref,
          name: 'jwt',
          authorizerType: 'JWT',
          identitySource: ['$request.header.Authorization'],
          jwtConfiguration: { issuer: 'https://issuer.example.com', audience: ['shop'] },
        });
        const lambda = addApi(stack, `Lambda${suffix}`, {
          ownRoutes: {
            [routeKey]: { authorizationType: 'CUSTOM', authorizerId: Fn.ref(`LambdaAuthorizer${suffix}`) },
          },
          stages,
          integration,
        });
        new CfnAuthorizer(stack, `LambdaAuthorizer${suffix}`, {
          apiId: lambda.ref,
          name: 'lambda',
          authorizerType: 'REQUEST',
          authorizerUri: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${addFunction(stack, 'Auth').attrArn}/invocations`,
          authorizerPayloadFormatVersion: version,
          identitySource: ['$request.header.x-key', '$context.routeKey'],
        });
        addApi(stack, `Iam${suffix}`, {
          ownRoutes: { [routeKey]: { authorizationType: 'AWS_IAM' } },
          stages,
          integration,
        });
        addApi(stack, `Public${suffix}`, { routes: [routeKey], stages, integration });
      }
    },
    {
      functions: {
        Auth: (event: Event) => {
          asked = event;
          const statement = { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' };
          return {
            principalId: 'alice',
            policyDocument: { Version: '2012-10-17', Statement: [statement] },
            context: { level: 3, isOwner: true },
          };
        },
      },
    },
  );
});

const id = (api: string) => the.gateway.api(api).id;

/** The event of a request with all values that a client can send. */
async function eventOf(api: string, headers: Record<string, string> = {}): Promise<Event> {
  const init = {
    method: 'POST',
    body: '{"a":1}',
    sourceIp: '203.0.113.7',
    headers: [
      ['content-type', 'application/json'],
      ['cookie', 'session=1; theme=dark'],
      ['user-agent', 'test/1'],
      ['x-list', '1'],
      ['X-List', '2'],
      ...Object.entries(headers),
    ] as [string, string][],
  };
  const response = await the.gateway.api(api).fetch('/dev/books/1%202?tag=a%20b&tag=c&q', init);
  expect([response.status, the.gateway.logs.at(-1)?.message]).toEqual([200, undefined]);
  return the.event();
}

test('The events of a request without an authorizer match the fixtures of both payload formats.', async () => {
  expect(await eventOf('Public2')).toEqual(requestOfVersion2(id('Public2')));
  const none = { claims: null, scopes: null };
  expect(await eventOf('Public1')).toEqual(requestOfVersion1(id('Public1'), none));
});

test('The event of a request without optional values matches the fixture.', async () => {
  await the.gateway.api('Jwt2').fetch('/', { sourceIp: '203.0.113.7' });
  expect(the.event()).toEqual(plainOfVersion2(id('Jwt2')));
});

test('The events of a request with a token match the fixtures of both payload formats.', async () => {
  const token = await the.gateway.token(
    { sub: 'alice', scope: 'books', admin: true },
    { authorizer: 'JwtAuthorizer2' },
  );
  const claims = {
    sub: 'alice',
    iss: 'https://issuer.example.com',
    aud: 'shop',
    iat: '1744668875',
    exp: '1744672475',
    scope: 'books',
    admin: 'true',
  };
  const jwt = { claims, scopes: ['books'] };
  expect(await eventOf('Jwt2', { authorization: token })).toEqual(
    requestOfVersion2(id('Jwt2'), { jwt }, { authorization: token }),
  );
  expect(await eventOf('Jwt1', { authorization: token })).toEqual(
    requestOfVersion1(id('Jwt1'), jwt, {}, { Authorization: token }),
  );
});

test('The events of a request with a Lambda authorizer, and the event of the authorizer, match the fixtures.', async () => {
  const context = { level: 3, isOwner: true };
  const arn = (api: string) => `arn:aws:execute-api:us-east-1:123456789012:${id(api)}/dev/POST/books/1 2`;

  expect(await eventOf('Lambda2', { 'x-key': 'k' })).toEqual(
    requestOfVersion2(id('Lambda2'), { lambda: context }, { 'x-key': 'k' }),
  );
  expect(asked).toEqual({
    ...requestOfVersion2(id('Lambda2'), undefined, { 'x-key': 'k' }),
    body: undefined,
    isBase64Encoded: undefined,
    type: 'REQUEST',
    routeArn: arn('Lambda2'),
    identitySource: ['k', routeKey],
  });

  const first = requestOfVersion1(id('Lambda1'), { ...context, principalId: 'alice' }, {}, { 'X-Key': 'k' });
  expect(await eventOf('Lambda1', { 'x-key': 'k' })).toEqual(first);
  expect(asked).toEqual({
    version: '1.0',
    type: 'REQUEST',
    methodArn: arn('Lambda1'),
    identitySource: `k,${routeKey}`,
    authorizationToken: `k,${routeKey}`,
    resource: first.resource,
    path: first.path,
    httpMethod: 'POST',
    headers: first.headers,
    queryStringParameters: first.queryStringParameters,
    pathParameters: first.pathParameters,
    stageVariables: first.stageVariables,
    requestContext: { ...first.requestContext, authorizer: undefined },
  });
});

test('The events of a signed request match the fixtures of both payload formats.', async () => {
  const key = the.gateway.credentials({ userArn: 'arn:aws:iam::111122223333:user/alice' });
  const user = expect.stringMatching(/^AIDA\w{17}$/) as string;
  for (const version of ['2', '1']) {
    const api = `Iam${version}`;
    const url = `${the.gateway.api(api).endpoint}/dev/books/1%202?tag=a%20b&tag=c&q`;
    const body = '{"a":1}';
    const headers = {
      'content-type': 'application/json',
      cookie: 'session=1; theme=dark',
      'user-agent': 'test/1',
      'x-list': '1,2',
    };
    const request = await the.gateway.sign(new Request(url, { method: 'POST', body, headers }), key);
    expect((await the.gateway.fetch(request, { sourceIp: '203.0.113.7' })).status).toBe(200);
    const signature = { authorization: request.headers.get('authorization'), date: request.headers.get('x-amz-date') };
    if (version === '2') {
      const authorizer = {
        iam: {
          accessKey: key.accessKeyId,
          accountId: '111122223333',
          callerId: user,
          cognitoIdentity: null,
          principalOrgId: null,
          userArn: 'arn:aws:iam::111122223333:user/alice',
          userId: user,
        },
      };
      const added = { authorization: signature.authorization, 'x-amz-date': signature.date };
      expect(the.event()).toEqual(requestOfVersion2(id(api), authorizer, added));
    } else {
      const identity = {
        accessKey: key.accessKeyId,
        accountId: '111122223333',
        caller: user,
        user,
        userArn: 'arn:aws:iam::111122223333:user/alice',
      };
      const added = { Authorization: signature.authorization, 'X-Amz-Date': signature.date };
      const expected = requestOfVersion1(id(api), { claims: null, scopes: null }, identity, added);
      expect(the.event()).toEqual({
        ...expected,
        headers: { ...expected.headers, 'X-List': '1,2' },
        multiValueHeaders: { ...expected.multiValueHeaders, 'X-List': ['1,2'] },
      });
    }
  }
});
