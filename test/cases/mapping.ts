import type { CfnIntegration } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Stack } from 'aws-cdk-lib';
import { HttpMethod, MappingValue, ParameterMapping } from '../../lib';
import { HttpUrlIntegration } from '../../lib/integrations';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import { firstOf, http, httpL2, lambda, override, proxy, raw, route, targetOf, ws, wsL2 } from './sound';

const ROW = 'Integration.RequestParameters';
const request =
  (key: string, value = "'x'") =>
  (s: Stack) => {
    proxy(http(s), { requestParameters: { [key]: value } });
  };
const read = (value: string) => request('overwrite:header.x-books', value);
const l2 = (mapping: ParameterMapping) => (s: Stack) => {
  const integration = new HttpUrlIntegration('Mapped', 'https://x.example.com', { parameterMapping: mapping });
  httpL2(s).addRoutes({ path: '/mapped', methods: [HttpMethod.GET], integration });
};
const onL2 = (property: string, value: unknown) => (s: Stack) => {
  override(firstOf<CfnIntegration>(httpL2(s), 'Integration'), property, value);
};
const of = () => new ParameterMapping();

export const requestMappings: Program[] = [
  observed(ROW, 'an unknown action', request('set:header.x')),
  observed(ROW, 'add instead of append', request('add:querystring.a')),
  observed(ROW, 'an action in upper case', request('Append:header.x')),
  observed(ROW, 'no action', request('header.x')),
  observed(ROW, 'the key of REST APIs', request('integration.request.header.x')),
  observed(ROW, 'append:path', request('append:path', '/a')),
  observed(ROW, 'remove:path', request('remove:path', "''")),
  observed(ROW, 'a path parameter', request('overwrite:path.id', '1')),
  observed(ROW, 'a body', request('overwrite:body.x')),
  observed(ROW, 'headers in the plural', request('append:headers.x')),
  observed(ROW, 'no header name', request('append:header.')),
  observed(ROW, 'query instead of querystring, L2 by override', onL2('RequestParameters', { 'append:query.a': 'b' })),
  observed(ROW, 'a status code in a request', request('overwrite:statuscode', '200')),
  observed(ROW, 'custom, L2', l2(of().custom('prepend:header.x', 'y'))),
  documented(ROW, 'reads the response header', read('$response.header.x')),
  documented(ROW, 'reads the response body', read('$response.body.id')),
  documented(ROW, 'reads the response, L2', l2(of().appendHeader('x', MappingValue.responseHeader('y')))),
  documented(ROW, 'reads $request.headers', read('$request.headers.x')),
  documented(ROW, 'reads $request.query', read('$request.query.x')),
  documented(
    ROW,
    'reads $request.params, L2',
    l2(of().appendQueryString('x', MappingValue.custom('$request.params.id'))),
  ),
  documented(ROW, 'reads $stageVariable in the singular', read('$stageVariable.host')),
  documented(ROW, 'reads $integration', onL2('RequestParameters', { 'overwrite:path': '$integration.status' })),
  documented(ROW, 'a JSON path with two dots', read('$request.body..id')),
  documented(ROW, 'a JSON path with a filter', read('$request.body.items[?(@.price<10)]')),
  documented(ROW, 'a JSON path with a filter, L2', l2(of().appendHeader('x', MappingValue.requestBody('a[?(@.b)]')))),
  stated(ROW, '513 characters', read('v'.repeat(513))),
  stated(ROW, 'an empty value', request('append:header.x', '')),
  stated(ROW, '600 characters, WebSocket', (s) =>
    proxy(ws(s), { requestParameters: { 'integration.request.header.x': `'${'v'.repeat(600)}'` } }),
  ),
  observed(ROW, 'x-forwarded-host', request('overwrite:header.X-Forwarded-Host')),
  observed(ROW, 'x-forwarded-for', request('append:header.x-forwarded-for', '$context.identity.sourceIp')),
  observed(ROW, 'Authorization', request('overwrite:header.Authorization', "'Bearer x'")),
  observed(ROW, 'an x-amz header, L2', l2(of().appendHeader('x-amz-meta-a', MappingValue.custom('b')))),
  observed(ROW, 'removes Origin, L2', l2(of().removeHeader('origin'))),
  observed(ROW, 'Via', request('append:header.Via')),
  observed(ROW, 'a proxy header by override', onL2('RequestParameters', { 'append:header.Proxy-Authorization': 'x' })),
  observed(ROW, 'an access-control header', request('overwrite:header.access-control-allow-origin')),
  inferred(ROW, 'a path parameter that the route lacks', (s) => {
    const api = http(s);
    const integration = proxy(api, { requestParameters: { 'overwrite:path': '$request.path.bookId' } });
    route(api, 'GET /books/{id}', { target: targetOf(integration) });
  }),
  inferred(ROW, 'a path parameter that the route lacks, L2', (s) => {
    const parameterMapping = of().overwritePath(MappingValue.requestPathParam('proxy'));
    const integration = new HttpUrlIntegration('Mapped', 'https://x.example.com', { parameterMapping });
    httpL2(s).addRoutes({ path: '/all/{rest+}', integration });
  }),
];

const RESPONSE = 'Integration.ResponseParameters';
const respond =
  (status: string, destination: string, source = "'x'") =>
  (s: Stack) => {
    const responseParameters = { [status]: { ResponseParameters: [{ Destination: destination, Source: source }] } };
    proxy(http(s), { responseParameters });
  };
const one = (destination: string, source: string) => ({
  ResponseParameters: [{ Destination: destination, Source: source }],
});

export const responseMappings: Program[] = [
  documented(RESPONSE, 'WebSocket', (s) =>
    proxy(ws(s), { responseParameters: { '200': one('append:header.x', 'y') } }),
  ),
  documented(RESPONSE, 'WebSocket L2', (s) =>
    override(firstOf<CfnIntegration>(wsL2(s), 'Integration'), 'ResponseParameters', {
      200: one('append:header.x', 'y'),
    }),
  ),
  observed(RESPONSE, 'status 199', respond('199', 'append:header.x')),
  observed(RESPONSE, 'status 600', respond('600', 'append:header.x')),
  observed(RESPONSE, 'status 4xx', respond('4xx', 'append:header.x')),
  observed(RESPONSE, 'status default', respond('default', 'append:header.x')),
  observed(RESPONSE, 'status 101 by override', onL2('ResponseParameters', { 101: one('append:header.x', 'y') })),
  observed(RESPONSE, 'an unknown action', respond('200', 'set:header.x')),
  observed(RESPONSE, 'the key of REST APIs', respond('200', 'method.response.header.x')),
  observed(RESPONSE, 'a query string in a response', respond('200', 'append:querystring.x')),
  observed(RESPONSE, 'a path in a response', respond('200', 'overwrite:path', '/a')),
  observed(RESPONSE, 'a camel-case status code', respond('500', 'overwrite:statusCode', '200')),
  observed(
    RESPONSE,
    'append:statuscode, override',
    onL2('ResponseParameters', { 500: one('append:statuscode', '404') }),
  ),
  observed(RESPONSE, 'a reserved header', respond('200', 'overwrite:header.x-amzn-requestid')),
  observed(RESPONSE, 'a CORS header', respond('200', 'append:header.Access-Control-Allow-Origin', '*')),
  documented(RESPONSE, 'reads the request header', respond('200', 'append:header.x', '$request.header.x')),
  documented(RESPONSE, 'reads the request path', respond('404', 'append:header.x', '$request.path')),
  documented(
    RESPONSE,
    'reads the request, override',
    onL2('ResponseParameters', { 200: one('append:header.x', '$request.body.a') }),
  ),
  inferred(RESPONSE, 'status code 99', respond('500', 'overwrite:statuscode', '99')),
  inferred(RESPONSE, 'status code OK', respond('500', 'overwrite:statuscode', 'OK')),
  inferred(
    RESPONSE,
    'status code 1000, override',
    onL2('ResponseParameters', { 500: one('overwrite:statuscode', '1000') }),
  ),
  documented(RESPONSE, 'the flat form of the API', (s) =>
    proxy(http(s), { responseParameters: { '200': { 'append:header.x': 'y' } } }),
  ),
  documented(RESPONSE, 'the flat form, CfnResource', (s) =>
    raw(s, 'ApiGatewayV2::Integration', {
      ApiId: http(s).ref,
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'GET',
      IntegrationUri: 'https://x.example.com',
      PayloadFormatVersion: '1.0',
      ResponseParameters: { '500': { 'overwrite:statuscode': '404' } },
    }),
  ),
  documented(
    RESPONSE,
    'a list without the member',
    onL2('ResponseParameters', { 200: [{ Destination: 'append:header.x', Source: 'y' }] }),
  ),
  documented(RESPONSE, 'camel-case members', (s) =>
    proxy(http(s), {
      responseParameters: { '200': { responseParameters: [{ destination: 'append:header.x', source: 'y' }] } },
    }),
  ),
];

const send =
  (key: string, value = "'x'") =>
  (s: Stack) => {
    proxy(ws(s), { integrationType: 'HTTP', requestParameters: { [key]: value } });
  };
const sent = (value: string) => send('integration.request.header.x', value);
const declaring = (routeKey: string, declared: string | undefined, value: string) => (s: Stack) => {
  const api = ws(s);
  const integration = proxy(api, { requestParameters: { 'integration.request.header.x': value } });
  const requestParameters = declared ? { [declared]: { Required: true } } : undefined;
  route(api, routeKey, { target: targetOf(integration), requestParameters });
};

export const webSocketMappings: Program[] = [
  observed(ROW, 'WebSocket: the key of HTTP APIs', send('append:header.x')),
  observed(ROW, 'WebSocket: overwrite:path', send('overwrite:path', "'/a'")),
  observed(ROW, 'WebSocket: a body key', send('integration.request.body.x')),
  observed(ROW, 'WebSocket: headers in the plural', send('integration.request.headers.x')),
  observed(ROW, 'WebSocket: no name', send('integration.request.header.')),
  observed(ROW, 'WebSocket: the key of a response, L2', (s) =>
    override(firstOf<CfnIntegration>(wsL2(s), 'Integration'), 'RequestParameters', {
      'integration.response.header.x': "'y'",
    }),
  ),
  observed(ROW, 'WebSocket: reads method.request', sent('method.request.header.x')),
  observed(
    ROW,
    'WebSocket: reads method.request.querystring',
    send('integration.request.querystring.a', 'method.request.querystring.a'),
  ),
  observed(ROW, 'WebSocket: reads $request', sent('$request.body.action')),
  observed(ROW, 'WebSocket: reads request', sent('request.header.x')),
  observed(ROW, 'WebSocket: $context', sent('$context.connectionId')),
  observed(ROW, 'WebSocket: a static value without quotes', sent('hello')),
  observed(ROW, 'WebSocket: a constant in double quotes', sent('"hello"')),
  observed(ROW, 'WebSocket: a path', sent('route.request.path.id')),
  observed(ROW, 'WebSocket: constant without quotes on a mock', (s) =>
    lambda(ws(s), { requestParameters: { 'integration.request.querystring.x': 'x' } }),
  ),
  observed(
    ROW,
    'WebSocket: an undeclared header on $connect',
    declaring('$connect', undefined, 'route.request.header.token'),
  ),
  observed(
    ROW,
    'WebSocket: another header is declared',
    declaring('$connect', 'route.request.header.other', 'route.request.header.token'),
  ),
  observed(
    ROW,
    'WebSocket: an undeclared query string',
    declaring('$connect', undefined, 'route.request.querystring.token'),
  ),
  stated(
    ROW,
    'WebSocket: a header on $default',
    declaring('$default', 'route.request.header.x', 'route.request.header.x'),
  ),
  stated(
    ROW,
    'WebSocket: a query string on a message',
    declaring('send', 'route.request.querystring.x', 'route.request.querystring.x'),
  ),
];
