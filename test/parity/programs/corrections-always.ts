import { CfnParameter, RemovalPolicy, Token } from 'aws-cdk-lib';
import { domain, inStack, url } from '../fixtures';
import type { Modules, Program } from '../modules';

const mock = (m: Modules) => new m.integrations.WebSocketMockIntegration('Mock');

export const programs: Program[] = [
  inStack(
    'fails: correction without a key: scopes of an authorizer and a list of scopes that is a token',
    (m, stack) => {
      const authorizationScopes = new CfnParameter(stack, 'Scopes', { type: 'CommaDelimitedList' }).valueAsList;
      new m.apigwv2.HttpRoute(stack, 'Route', {
        httpApi: new m.apigwv2.HttpApi(stack, 'Api'),
        routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
        integration: url(m),
        authorizer: {
          bind: () => ({ authorizerId: 'a', authorizationType: 'JWT', authorizationScopes: ['read'] }),
        },
        authorizationScopes,
      });
    },
    { differs: 'list-token-scopes' },
  ),
  inStack(
    'fails: correction without a key: a removal policy of a rate-limited key',
    (m, stack) => new m.apigwv2.RateLimitedApiKey(stack, 'Key').applyRemovalPolicy(RemovalPolicy.RETAIN),
    { differs: 'rate-limited-key-l1' },
  ),
  inStack(
    'correction without a key: the default child of a rate-limited key',
    (m, stack) => ({ child: new m.apigwv2.RateLimitedApiKey(stack, 'Key').node.defaultChild }),
    { differs: 'rate-limited-key-l1' },
  ),
  inStack(
    'fails: correction without a key: one integration for two imports of an HTTP API',
    (m, stack) => {
      const integration = url(m);
      for (const id of ['One', 'Two']) {
        const httpApi = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, id, { httpApiId: 'abc' });
        new m.apigwv2.HttpRoute(stack, `${id}Route`, {
          httpApi,
          routeKey: m.apigwv2.HttpRouteKey.with(`/${id}`),
          integration,
        });
      }
    },
    { differs: 'same-api-imported-twice' },
  ),
  inStack(
    'fails: correction without a key: one integration for two imports of a WebSocket API',
    (m, stack) => {
      const integration = mock(m);
      for (const id of ['One', 'Two']) {
        const webSocketApi = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, id, {
          webSocketId: 'abc',
          apiEndpoint: 'wss://abc',
        });
        new m.apigwv2.WebSocketRoute(stack, `${id}Route`, { webSocketApi, routeKey: id, integration });
      }
    },
    { differs: 'same-api-imported-twice' },
  ),
  inStack(
    'fails: correction without a key: the domain URL of a stage with a separate mapping',
    (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
      const domainName = domain(m, stack);
      new m.apigwv2.ApiMapping(stack, 'First', { api, domainName, apiMappingKey: 'a' });
      new m.apigwv2.ApiMapping(stack, 'Second', { api, domainName, apiMappingKey: 'b' });
      return { url: api.defaultStage?.domainUrl, token: Token.isUnresolved(api.defaultStage?.domainUrl) };
    },
    { differs: 'stage-domain-url' },
  ),
];
