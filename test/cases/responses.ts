import { CfnIntegrationResponse, CfnRouteResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnIntegrationResponseProps, CfnRoute, CfnRouteResponseProps } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Stack } from 'aws-cdk-lib';
import { WebSocketIntegrationResponseKey } from '../../lib';
import { WebSocketHttpIntegration } from '../../lib/integrations';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import { firstOf, http, httpL2, id, lambda, mock, override, proxy, raw, route, targetOf, ws, wsL2 } from './sound';

const REPLY = 'IntegrationResponse';
/** A response of an HTTP integration of a WebSocket API. */
const reply =
  (integrationResponseKey: string, props: Partial<CfnIntegrationResponseProps> = {}) =>
  (s: Stack) => {
    const api = ws(s);
    const integration = proxy(api, { integrationType: 'HTTP' });
    const own = { apiId: api.ref, integrationId: integration.ref, integrationResponseKey, ...props };
    new CfnIntegrationResponse(s, id(s, 'Reply'), own);
  };
/** An L2 integration with a response. */
const l2 = (s: Stack) => {
  const integration = new WebSocketHttpIntegration('Backend', 'https://backend.example.com', {
    proxy: false,
    responses: [{ responseKey: WebSocketIntegrationResponseKey.DEFAULT }],
  });
  const api = wsL2(s);
  api.addRoute('send', { integration, returnResponse: true });
  return api;
};
const replyL2 = (property: string, value: unknown) => (s: Stack) => {
  override(firstOf<CfnIntegrationResponse>(l2(s), 'IntegrationResponse'), property, value);
};

export const integrationResponses: Program[] = [
  observed(REPLY, 'HTTP', (s) => {
    const api = http(s);
    const integrationId = proxy(api).ref;
    new CfnIntegrationResponse(s, 'Reply', { apiId: api.ref, integrationId, integrationResponseKey: '$default' });
  }),
  observed(REPLY, 'HTTP L2, CfnResource response', (s) => {
    const api = httpL2(s);
    const integration = firstOf(api, 'Integration');
    raw(s, 'ApiGatewayV2::IntegrationResponse', {
      ApiId: api.apiId,
      IntegrationId: integration.ref,
      IntegrationResponseKey: '/200/',
    });
  }),
  documented(`${REPLY}.IntegrationResponseKey`, 'a status code without slashes', reply('200')),
  documented(`${REPLY}.IntegrationResponseKey`, 'default without the dollar sign', reply('default')),
  documented(`${REPLY}.IntegrationResponseKey`, 'one slash', reply('/4\\d\\d')),
  documented(
    `${REPLY}.IntegrationResponseKey`,
    'a regular expression without slashes, L2',
    replyL2('IntegrationResponseKey', '5\\d{2}'),
  ),
  documented(`${REPLY}.IntegrationResponseKey`, '$connect', reply('$connect')),
  documented(`${REPLY}.IntegrationResponseKey`, 'empty', reply('')),
  documented(`${REPLY}.IntegrationResponseKey`, 'none', (s) => {
    const api = ws(s);
    raw(s, 'ApiGatewayV2::IntegrationResponse', { ApiId: api.ref, IntegrationId: mock(api).ref });
  }),
  inferred(`${REPLY}.IntegrationResponseKey`, 'an unclosed group', reply('/(4\\d\\d/')),
  inferred(`${REPLY}.IntegrationResponseKey`, 'an unclosed class, L2', replyL2('IntegrationResponseKey', '/[45/')),
  inferred(`${REPLY}.IntegrationResponseKey`, 'twice', (s) => {
    const api = ws(s);
    const integrationId = mock(api).ref;
    for (const name of ['A', 'B']) {
      new CfnIntegrationResponse(s, name, { apiId: api.ref, integrationId, integrationResponseKey: '$default' });
    }
  }),
  inferred(`${REPLY}.IntegrationResponseKey`, 'an L1 together with the one of an L2', (s) => {
    const api = l2(s);
    const { integrationId } = firstOf<CfnIntegrationResponse>(api, 'IntegrationResponse');
    raw(s, 'ApiGatewayV2::IntegrationResponse', {
      ApiId: api.apiId,
      IntegrationId: integrationId,
      IntegrationResponseKey: '$default',
    });
  }),
  inferred(`${REPLY}.IntegrationId`, 'of another API', (s) => {
    const integrationId = mock(ws(s)).ref;
    new CfnIntegrationResponse(s, 'Reply', { apiId: ws(s).ref, integrationId, integrationResponseKey: '$default' });
  }),
  inferred(`${REPLY}.IntegrationId`, 'of another API, L2', (s) => {
    const other = mock(ws(s));
    replyL2('IntegrationId', { Ref: s.getLogicalId(other) })(s);
  }),
  inferred(REPLY, 'on a proxy of a URL', (s) => {
    const api = ws(s);
    const integrationId = proxy(api).ref;
    new CfnIntegrationResponse(s, 'Reply', { apiId: api.ref, integrationId, integrationResponseKey: '$default' });
  }),
  inferred(REPLY, 'on a proxy of a function', (s) => {
    const api = ws(s);
    const integrationId = lambda(api).ref;
    raw(s, 'ApiGatewayV2::IntegrationResponse', {
      ApiId: api.ref,
      IntegrationId: integrationId,
      IntegrationResponseKey: '/200/',
    });
  }),
  documented(
    `${REPLY}.ContentHandlingStrategy`,
    'PASSTHROUGH',
    reply('$default', { contentHandlingStrategy: 'PASSTHROUGH' }),
  ),
  documented(
    `${REPLY}.ContentHandlingStrategy`,
    'lower case, L2',
    replyL2('ContentHandlingStrategy', 'convert_to_text'),
  ),
  stated(
    `${REPLY}.ResponseTemplates`,
    'more than 32 KB',
    reply('$default', { responseTemplates: { a: 'x'.repeat(32_769) } }),
  ),
  stated(`${REPLY}.ResponseTemplates`, 'more than 32 KB, L2', replyL2('ResponseTemplates', { a: 'x'.repeat(50_000) })),
  stated(
    `${REPLY}.ResponseParameters`,
    'the key of HTTP APIs',
    reply('$default', { responseParameters: { 'append:header.x': "'y'" } }),
  ),
  stated(
    `${REPLY}.ResponseParameters`,
    'integration.response instead of a key',
    reply('$default', { responseParameters: { 'integration.response.header.x': "'y'" } }),
  ),
  stated(
    `${REPLY}.ResponseParameters`,
    'body instead of a key',
    replyL2('ResponseParameters', { 'method.response.body': "'y'" }),
  ),
  stated(
    `${REPLY}.ResponseParameters`,
    'reads $response',
    reply('$default', { responseParameters: { 'method.response.header.x': '$response.header.y' } }),
  ),
  stated(
    `${REPLY}.ResponseParameters`,
    'a static value without quotes',
    reply('$default', { responseParameters: { 'method.response.header.x': 'y' } }),
  ),
  stated(`${REPLY}.presence`, 'a route that responds through an integration without a response', (s) => {
    const api = ws(s);
    const target = targetOf(proxy(api, { integrationType: 'HTTP' }));
    const { ref } = route(api, 'send', { target, routeResponseSelectionExpression: '$default' });
    new CfnRouteResponse(s, 'Answer', { apiId: api.ref, routeId: ref, routeResponseKey: '$default' });
  }),
  stated(`${REPLY}.presence`, 'a mock without a response', (s) => {
    const api = ws(s);
    const { ref } = route(api, 'ping', { routeResponseSelectionExpression: '$default' });
    raw(s, 'ApiGatewayV2::RouteResponse', { ApiId: api.ref, RouteId: ref, RouteResponseKey: '$default' });
  }),
];

const ANSWER = 'RouteResponse';
const answer =
  (routeResponseKey: string, props: Partial<CfnRouteResponseProps> = {}) =>
  (s: Stack) => {
    const api = ws(s);
    const target = targetOf(lambda(api));
    const routeId = route(api, 'send', { target, routeResponseSelectionExpression: '$default' }).ref;
    new CfnRouteResponse(s, id(s, 'Answer'), { apiId: api.ref, routeId, routeResponseKey, ...props });
  };
const answerL2 = (property: string, value: unknown) => (s: Stack) => {
  override(firstOf<CfnRouteResponse>(l2(s), 'RouteResponse'), property, value);
};

export const routeResponses: Program[] = [
  observed(ANSWER, 'HTTP', (s) => {
    const api = http(s);
    const routeId = route(api, 'GET /books').ref;
    new CfnRouteResponse(s, 'Answer', { apiId: api.ref, routeId, routeResponseKey: '$default' });
  }),
  observed(ANSWER, 'HTTP L2, CfnResource response', (s) => {
    const api = httpL2(s);
    const { ref } = firstOf<CfnRoute>(api, 'Route');
    raw(s, 'ApiGatewayV2::RouteResponse', { ApiId: api.apiId, RouteId: ref, RouteResponseKey: '$default' });
  }),
  observed(`${ANSWER}.RouteResponseKey`, '200', answer('200')),
  observed(`${ANSWER}.RouteResponseKey`, 'default without the dollar sign', answer('default')),
  observed(`${ANSWER}.RouteResponseKey`, 'a regular expression, L2', answerL2('RouteResponseKey', '/200/')),
  documented(`${ANSWER}.RouteResponseKey`, 'none', answerL2('RouteResponseKey', undefined)),
  inferred(`${ANSWER}.RouteResponseKey`, 'two of the same route', (s) => {
    const api = ws(s);
    const routeId = route(api, 'send', {
      target: targetOf(lambda(api)),
      routeResponseSelectionExpression: '$default',
    }).ref;
    for (const name of ['A', 'B']) {
      new CfnRouteResponse(s, name, { apiId: api.ref, routeId, routeResponseKey: '$default' });
    }
  }),
  inferred(`${ANSWER}.RouteResponseKey`, 'an L1 together with the one of an L2', (s) => {
    const { apiId, routeId } = firstOf<CfnRouteResponse>(l2(s), 'RouteResponse');
    raw(s, 'ApiGatewayV2::RouteResponse', { ApiId: apiId, RouteId: routeId, RouteResponseKey: '$default' });
  }),
  inferred(`${ANSWER}.RouteId`, 'of another API', (s) => {
    const other = ws(s);
    const routeId = route(other, 'send', {
      target: targetOf(lambda(other)),
      routeResponseSelectionExpression: '$default',
    }).ref;
    new CfnRouteResponse(s, 'Answer', { apiId: ws(s).ref, routeId, routeResponseKey: '$default' });
  }),
  inferred(`${ANSWER}.RouteId`, 'of another API, L2', (s) => {
    const other = route(ws(s), 'other');
    answerL2('RouteId', { Ref: s.getLogicalId(other) })(s);
  }),
  stated(
    `${ANSWER}.ModelSelectionExpression`,
    'an expression',
    answer('$default', { modelSelectionExpression: '$response.body.kind' }),
  ),
  stated(
    `${ANSWER}.ModelSelectionExpression`,
    'an expression, L2',
    answerL2('ModelSelectionExpression', '${response.body.kind}'),
  ),
  stated(
    `${ANSWER}.ResponseModels`,
    'a name of 129 characters',
    answer('$default', { responseModels: { $default: 'm'.repeat(129) } }),
  ),
  stated(`${ANSWER}.ResponseModels`, 'an empty name', answerL2('ResponseModels', { $default: '' })),
  inferred(`${ANSWER}.ResponseModels`, 'an unknown model', (s) => {
    const api = ws(s);
    raw(s, 'ApiGatewayV2::Model', {
      ApiId: api.ref,
      Name: 'Answer',
      Schema: { type: 'object' },
      ContentType: 'application/json',
    });
    const routeId = route(api, 'send', {
      target: targetOf(lambda(api)),
      routeResponseSelectionExpression: '$default',
    }).ref;
    new CfnRouteResponse(s, 'Reply', {
      apiId: api.ref,
      routeId,
      routeResponseKey: '$default',
      responseModels: { $default: 'Anwser' },
    });
  }),
  documented(
    `${ANSWER}.ResponseParameters`,
    'a Boolean value instead of a map',
    answerL2('ResponseParameters', { 'route.response.header.x': true }),
  ),
  documented(
    `${ANSWER}.ResponseParameters`,
    'required in camel case',
    answerL2('ResponseParameters', { 'route.response.header.x': { required: true } }),
  ),
];
