import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Duration, Fn } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';

import { HttpMethod } from '../../lib/http/route-key';
import type { WebSocketHttpIntegrationProps } from '../../lib/integrations/websocket-http';
import { WebSocketHttpIntegration } from '../../lib/integrations/websocket-http';
import { WebSocketApi } from '../../lib/websocket/api';
import { ContentHandling, PassthroughBehavior } from '../../lib/websocket/integration';
import { WebSocketIntegrationResponseKey } from '../../lib/websocket/response';
import { all, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const URL = 'https://example.com/messages';

function stackWith(props?: WebSocketHttpIntegrationProps, url = URL) {
  const stack = stackOf();
  const integration = new WebSocketHttpIntegration('Http', url, props);
  new WebSocketApi(stack, 'Api').addRoute('send', { integration, returnResponse: true });
  return stack;
}

test('an HTTP proxy integration sends the unchanged message to the endpoint', () => {
  const stack = stackWith();
  expect(one(stack, 'Integration')).toEqual({
    ApiId: { Ref: 'ApiF70053CD' },
    IntegrationMethod: 'POST',
    IntegrationType: 'HTTP_PROXY',
    IntegrationUri: URL,
  });
  expect(all(stack, 'IntegrationResponse')).toEqual([]);
});

test('an HTTP integration with templates sends each response to the client', () => {
  const stack = stackWith({ proxy: false, method: HttpMethod.PUT });
  expect(one(stack, 'Integration')).toMatchObject({ IntegrationType: 'HTTP', IntegrationMethod: 'PUT' });
  expect(one(stack, 'IntegrationResponse')).toMatchObject({ IntegrationResponseKey: '$default' });
  expect(one(stack, 'RouteResponse')).toMatchObject({ RouteResponseKey: '$default' });
});

test('an HTTP integration accepts every integration option', () => {
  const stack = stackOf();
  const credentialsRole = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
  const integration = new WebSocketHttpIntegration('Http', URL, {
    proxy: false,
    credentialsRole,
    contentHandling: ContentHandling.CONVERT_TO_TEXT,
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestParameters: { 'integration.request.header.connection': 'context.connectionId' },
    requestTemplates: { $default: '{}' },
    templateSelectionExpression: '\\$default',
    timeout: Duration.seconds(3),
    responses: [{ responseKey: WebSocketIntegrationResponseKey.SUCCESS }, {}],
  });
  new WebSocketApi(stack, 'Api').addRoute('send', { integration });
  expect(one(stack, 'Integration')).toMatchObject({
    ContentHandlingStrategy: 'CONVERT_TO_TEXT',
    CredentialsArn: stack.resolve(credentialsRole.roleArn),
    PassthroughBehavior: 'NEVER',
    RequestParameters: { 'integration.request.header.connection': 'context.connectionId' },
    RequestTemplates: { $default: '{}' },
    TemplateSelectionExpression: '\\$default',
    TimeoutInMillis: 3000,
  });
  expect(all(stack, 'IntegrationResponse').map((response) => response.IntegrationResponseKey)).toEqual([
    '/2\\d\\d/',
    '$default',
  ]);
});

test('a URL that is a token is not validated', () => {
  expect(one(stackWith({}, Fn.importValue('url')), 'Integration').IntegrationUri).toEqual({ 'Fn::ImportValue': 'url' });
});

test.each(['example.com', 'ftp://example.com', 'https://', 'https:///x'])(
  'an HTTP integration fails for the URL %j',
  (url) => {
    expectFailure(() => stackWith({}, url), {
      code: 'IntegrationUrlInvalid',
      path: 'Stack/Api/send-Route/Http',
      given: `got '${url}'`,
      fix: 'Did you mean',
    });
  },
);

test('an HTTP integration fails for an empty URL', () => {
  expectFailure(() => stackWith({}, ''), {
    code: 'IntegrationTargetMissing',
    path: 'Stack/Api/send-Route/Http',
    given: 'got nothing',
    fix: 'Specify the URI',
  });
});

test.each<[string, object]>([
  ['TemplateOnProxyIntegration', { requestTemplates: { $default: '{}' } }],
  ['TemplateOnProxyIntegration', { proxy: true, requestTemplates: { $default: '{}' } }],
  ['IntegrationResponseOnProxy', { responses: [{}] }],
])('a proxy integration causes the warning %s for %j', (code, props) => {
  const found = Annotations.fromStack(stackWith(props)).findWarning('*', Match.stringLikeRegexp(code));
  expect(found).toHaveLength(1);
});
