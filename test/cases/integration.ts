import type { Program } from './program';
import { atRunTime, documented, inferred, observed, stated } from './program';
import { onHttp, onWs, fn, wsFn, action, ofL2, ofWsL2, bare, bareWs } from './on-integration';
import { ACCOUNT, FUNCTION, INVOKE, ROLE, drop, http, httpL2, lambda, proxy, raw, url } from './sound';

export const integrationTypes: Program[] = [
  observed(
    'Integration.IntegrationType',
    'MOCK on HTTP',
    onHttp({ integrationType: 'MOCK', integrationUri: undefined }),
  ),
  observed('Integration.IntegrationType', 'HTTP on HTTP', onHttp({ integrationType: 'HTTP' })),
  observed('Integration.IntegrationType', 'AWS on HTTP', (s) =>
    bare(s, { IntegrationType: 'AWS', IntegrationUri: INVOKE }),
  ),
  observed('Integration.IntegrationType', 'MOCK on an HTTP L2', ofL2('IntegrationType', 'MOCK')),
  documented('Integration.IntegrationType', 'LAMBDA', wsFn({ integrationType: 'LAMBDA' })),
  documented('Integration.IntegrationType', 'HTTP_PROXY with a hyphen', onWs({ integrationType: 'HTTP-PROXY' })),
  documented('Integration.IntegrationType', 'aws_proxy in lower case', (s) =>
    bare(s, { IntegrationType: 'aws_proxy', IntegrationUri: FUNCTION }),
  ),
  documented('Integration.IntegrationType', 'Mock of an L2', ofWsL2('IntegrationType', 'Mock')),
  documented('Integration.IntegrationType', 'none', (s) => bareWs(s, { IntegrationUri: INVOKE })),
  documented('Integration.IntegrationType', 'none on HTTP', (s) => drop(proxy(http(s)), 'IntegrationType')),
  documented('Integration.ApiId', 'none', (s) => raw(s, 'ApiGatewayV2::Integration', { IntegrationType: 'MOCK' })),
  observed('Integration.IntegrationUri', 'none on HTTP_PROXY', onHttp({ integrationUri: undefined })),
  observed('Integration.IntegrationUri', 'none on AWS_PROXY', fn({ integrationUri: undefined })),
  observed('Integration.IntegrationUri', 'none on HTTP_PROXY of WebSocket', onWs({ integrationUri: undefined })),
  observed('Integration.IntegrationUri', 'none on AWS_PROXY of WebSocket', wsFn({ integrationUri: undefined })),
  observed('Integration.IntegrationUri', 'none on AWS', (s) =>
    bareWs(s, { IntegrationType: 'AWS', CredentialsArn: ROLE }),
  ),
  observed('Integration.IntegrationUri', 'removed from an L2', ofL2('IntegrationUri', undefined)),
  stated('Integration.IntegrationUri', 'empty', onHttp({ integrationUri: '' })),
  stated(
    'Integration.IntegrationUri',
    '2,049 characters',
    onWs({ integrationUri: `https://x.com/${'p'.repeat(2040)}` }),
  ),
  stated(
    'Integration.IntegrationUri',
    '3,000 characters, L2',
    ofL2('IntegrationUri', `https://x.com/${'p'.repeat(3000)}`),
  ),
  observed('Integration.IntegrationUri', 'a host', onHttp({ integrationUri: 'backend.example.com' })),
  observed('Integration.IntegrationUri', 'a path', onHttp({ integrationUri: '/books' })),
  observed('Integration.IntegrationUri', 'a WebSocket URL', onHttp({ integrationUri: 'wss://backend.example.com' })),
  observed('Integration.IntegrationUri', 'a function behind HTTP_PROXY', onHttp({ integrationUri: FUNCTION })),
  observed(
    'Integration.IntegrationUri',
    'a host, WebSocket HTTP_PROXY',
    onWs({ integrationUri: 'backend.example.com/chat' }),
  ),
  observed(
    'Integration.IntegrationUri',
    'a host, WebSocket HTTP',
    onWs({ integrationType: 'HTTP', integrationUri: 'backend.example.com' }),
  ),
  observed('Integration.IntegrationUri', 'ftp of an L2', (s) => {
    httpL2(s).addRoutes({ path: '/a', integration: url('ftp://files.example.com') });
  }),
  observed('Integration.IntegrationUri', 'a bucket, override', ofL2('IntegrationUri', 's3://books/index.html')),
  documented('Integration.IntegrationUri', 'the name of a function', fn({ integrationUri: 'books' })),
  documented(
    'Integration.IntegrationUri',
    'a URL behind AWS_PROXY',
    fn({ integrationUri: 'https://backend.example.com' }),
  ),
  documented(
    'Integration.IntegrationUri',
    'the ARN of a queue',
    fn({ integrationUri: `arn:aws:sqs:us-east-1:${ACCOUNT}:books` }),
  ),
  documented('Integration.IntegrationUri', 'the ARN of a table', (s) =>
    bare(s, {
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
      IntegrationUri: `arn:aws:dynamodb:us-east-1:${ACCOUNT}:table/books`,
    }),
  ),
  documented(
    'Integration.IntegrationUri',
    'a function URL',
    fn({ integrationUri: 'https://abc.lambda-url.us-east-1.on.aws/' }),
  ),
  documented('Integration.IntegrationUri', 'the name of a function, WebSocket', wsFn({ integrationUri: 'chat' })),
  documented(
    'Integration.IntegrationUri',
    'the ARN of a topic, WebSocket',
    wsFn({ integrationUri: `arn:aws:sns:us-east-1:${ACCOUNT}:chat` }),
  ),
  documented('Integration.IntegrationUri', 'a Ref of a function: its name', (s) => {
    const handler = raw(s, 'Lambda::Function', {
      Code: { ZipFile: 'x' },
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'index.h',
    });
    lambda(http(s), { integrationUri: handler.ref });
  }),
  documented(
    'Integration.IntegrationUri',
    'an AWS URI without path or action',
    onWs({ integrationType: 'AWS', credentialsArn: ROLE, integrationUri: 'arn:aws:apigateway:us-east-1:sqs:books' }),
  ),
  documented(
    'Integration.IntegrationUri',
    'the ARN of a queue behind AWS',
    onWs({ integrationType: 'AWS', credentialsArn: ROLE, integrationUri: `arn:aws:sqs:us-east-1:${ACCOUNT}:books` }),
  ),
  documented('Integration.IntegrationUri', 'actions in the plural', (s) =>
    bareWs(s, {
      IntegrationType: 'AWS',
      CredentialsArn: ROLE,
      IntegrationMethod: 'POST',
      IntegrationUri: 'arn:aws:apigateway:us-east-1:dynamodb:actions/PutItem',
    }),
  ),
  inferred(
    'Integration.IntegrationUri',
    'together with a subtype',
    action({ integrationUri: 'https://sqs.us-east-1.amazonaws.com' }),
  ),
  inferred('Integration.IntegrationUri', 'a function together with a subtype', action({ integrationUri: FUNCTION })),
  observed('Integration.IntegrationMethod', 'none on HTTP_PROXY', onHttp({ integrationMethod: undefined })),
  observed('Integration.IntegrationMethod', 'none on HTTP_PROXY of WebSocket', onWs({ integrationMethod: undefined })),
  observed(
    'Integration.IntegrationMethod',
    'none on HTTP of WebSocket',
    onWs({ integrationMethod: undefined, integrationType: 'HTTP' }),
  ),
  observed('Integration.IntegrationMethod', 'removed from an L2', ofL2('IntegrationMethod', undefined)),
  inferred('Integration.IntegrationMethod', 'lower case', onHttp({ integrationMethod: 'get' })),
  inferred('Integration.IntegrationMethod', 'an asterisk', onHttp({ integrationMethod: '*' })),
  inferred('Integration.IntegrationMethod', 'TRACE on WebSocket', onWs({ integrationMethod: 'TRACE' })),
  inferred('Integration.IntegrationMethod', 'two in one', ofL2('IntegrationMethod', 'GET,POST')),
  atRunTime('Integration.IntegrationMethod', 'GET to a function', fn({ integrationMethod: 'GET' })),
  atRunTime('Integration.IntegrationMethod', 'PUT to a function, CfnResource', (s) =>
    bare(s, {
      IntegrationType: 'AWS_PROXY',
      IntegrationMethod: 'PUT',
      IntegrationUri: INVOKE,
      PayloadFormatVersion: '2.0',
      CredentialsArn: ROLE,
    }),
  ),
];
