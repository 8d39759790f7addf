import { HttpLambdaAuthorizer, HttpUserPoolAuthorizer, WebSocketLambdaAuthorizer } from '../../lib/authorizers';
import { HttpApi } from '../../lib/http/api';
import { VpcLink } from '../../lib/http/vpc-link';
import { HttpUrlIntegration } from '../../lib/integrations/http-url';
import { WebSocketMockIntegration } from '../../lib/integrations/websocket-mock';
import { WebSocketApi } from '../../lib/websocket/api';
import { stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const nothing = undefined as never;
const http = (authorizer: HttpLambdaAuthorizer | HttpUserPoolAuthorizer) =>
  new HttpApi(stackOf(), 'Api').addRoutes({
    path: '/a',
    integration: new HttpUrlIntegration('Url', 'https://example.com'),
    authorizer,
  });

test.each([
  ['handler', 'Stack/Api/ANY--a', () => http(new HttpLambdaAuthorizer('Auth', nothing))],
  ['pool', 'Stack/Api/ANY--a', () => http(new HttpUserPoolAuthorizer('Auth', nothing))],
  [
    'handler',
    'Stack/Api/$connect-Route',
    () =>
      new WebSocketApi(stackOf(), 'Api', {
        connectRouteOptions: {
          integration: new WebSocketMockIntegration('Mock'),
          authorizer: new WebSocketLambdaAuthorizer('Auth', nothing),
        },
      }),
  ],
  ['vpc', 'Stack/Link', () => new VpcLink(stackOf(), 'Link', { vpc: nothing })],
])('an authorizer fails without %s, with the path %s', (property, path, act) => {
  expectFailure(act, {
    code: 'RequiredPropMissing',
    path,
    given: `'${property}' is required, got undefined`,
    fix: `Specify '${property}'`,
  });
});
