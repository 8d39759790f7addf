import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { CorsHttpMethod, HttpApi, WebSocketApi } from '../../lib';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import * as sound from './sound';
import { FUNCTION, drop, http, httpL2, override, proxy, raw, route, stage, times, ws, wsL2 } from './sound';

const HTTP = { Name: 'books', ProtocolType: 'HTTP' };
const WS = { Name: 'chat', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' };
const DOCUMENT = { openapi: '3.0.1', info: { title: 'books', version: '1' }, paths: {} };
const imported = (props: object) => ({ body: DOCUMENT, name: undefined, protocolType: undefined, ...props });

export const api: Program[] = [
  observed('Api.Name', 'L1 without a name', (s) => new CfnApi(s, 'Api', { protocolType: 'HTTP' })),
  observed('Api.Name', 'WebSocket resource without a name', (s) =>
    raw(s, 'ApiGatewayV2::Api', { ...WS, Name: undefined }),
  ),
  observed('Api.Name', 'name removed from an L2', (s) => drop(httpL2(s), 'Name')),
  stated('Api.Name', 'an empty name', (s) => http(s, { name: '' })),
  stated('Api.Name', '129 characters, L2', (s) => new HttpApi(s, 'Api', { apiName: 'n'.repeat(129) })),
  stated('Api.Name', '200 characters, WebSocket', (s) => ws(s, { name: 'chat'.repeat(50) })),
  stated('Api.Description', '1,025 characters', (s) => http(s, { description: 'd'.repeat(1025) })),
  stated(
    'Api.Description',
    '2,000 characters, WebSocket L2',
    (s) => new WebSocketApi(s, 'Api', { description: 'd'.repeat(2000) }),
  ),
  stated('Api.Version', '65 characters', (s) => http(s, { version: '1'.repeat(65) })),
  stated('Api.Version', 'an empty version', (s) => raw(s, 'ApiGatewayV2::Api', { ...WS, Version: '' })),
  documented('Api.ProtocolType', 'none', (s) => new CfnApi(s, 'Api', { name: 'books' })),
  documented('Api.ProtocolType', 'none with CORS and a description', (s) =>
    raw(s, 'ApiGatewayV2::Api', { Name: 'x', Description: 'x', CorsConfiguration: { AllowOrigins: ['*'] } }),
  ),
  documented('Api.ProtocolType', 'removed from an L2', (s) => drop(wsL2(s), 'ProtocolType')),
  documented('Api.ProtocolType', 'REST', (s) => http(s, { protocolType: 'REST' })),
  documented('Api.ProtocolType', 'http in small letters', (s) => http(s, { protocolType: 'http' })),
  documented('Api.ProtocolType', 'WebSocket in camel case', (s) => ws(s, { protocolType: 'WebSocket' })),
  documented('Api.ProtocolType', 'HTTPS by override', (s) => override(httpL2(s), 'ProtocolType', 'HTTPS')),
  documented('Api.ProtocolType', 'WEB_SOCKET without a class', (s) =>
    raw(s, 'ApiGatewayV2::Api', { ...WS, ProtocolType: 'WEB_SOCKET' }),
  ),
  observed('Api.RouteSelectionExpression', 'WebSocket without an expression', (s) =>
    ws(s, { routeSelectionExpression: undefined }),
  ),
  observed('Api.RouteSelectionExpression', 'WebSocket without an expression, CfnResource', (s) =>
    raw(s, 'ApiGatewayV2::Api', { Name: 'chat', ProtocolType: 'WEBSOCKET' }),
  ),
  observed('Api.RouteSelectionExpression', 'removed from an L2', (s) => drop(wsL2(s), 'RouteSelectionExpression')),
  observed('Api.RouteSelectionExpression', 'HTTP by body', (s) =>
    http(s, { routeSelectionExpression: '$request.body.action' }),
  ),
  observed('Api.RouteSelectionExpression', 'HTTP by method only', (s) =>
    raw(s, 'ApiGatewayV2::Api', { ...HTTP, RouteSelectionExpression: '${request.method}' }),
  ),
  observed('Api.RouteSelectionExpression', 'HTTP by path and method', (s) =>
    override(httpL2(s), 'RouteSelectionExpression', '${request.path} ${request.method}'),
  ),
  stated('Api.ApiKeySelectionExpression', 'another header', (s) =>
    ws(s, { apiKeySelectionExpression: '$request.header.api-key' }),
  ),
  stated('Api.ApiKeySelectionExpression', 'a query string', (s) =>
    ws(s, { apiKeySelectionExpression: '$request.querystring.x-api-key' }),
  ),
  stated('Api.ApiKeySelectionExpression', 'the value of REST APIs', (s) =>
    override(wsL2(s), 'ApiKeySelectionExpression', 'HEADER'),
  ),
  stated('Api.ApiKeySelectionExpression', 'route.request. form', (s) =>
    raw(s, 'ApiGatewayV2::Api', { ...WS, ApiKeySelectionExpression: 'route.request.header.x-api-key' }),
  ),
  documented('Api.IpAddressType', 'ipv6', (s) => http(s, { ipAddressType: 'ipv6' })),
  documented('Api.IpAddressType', 'IPV4 in upper case', (s) => ws(s, { ipAddressType: 'IPV4' })),
  documented('Api.IpAddressType', 'dual-stack by override', (s) => override(httpL2(s), 'IpAddressType', 'dual-stack')),
  documented('Api.DisableSchemaValidation', 'HTTP, true', (s) => http(s, { disableSchemaValidation: true })),
  documented('Api.DisableSchemaValidation', 'HTTP L2 by override', (s) =>
    override(httpL2(s), 'DisableSchemaValidation', true),
  ),
  documented('Api.Target', 'WebSocket with a function', (s) => ws(s, { target: FUNCTION })),
  documented('Api.Target', 'WebSocket with a URL by override', (s) =>
    override(wsL2(s), 'Target', 'https://example.com'),
  ),
  documented('Api.Target', 'a host without a scheme', (s) => http(s, { target: 'backend.example.com' })),
  documented('Api.Target', 'the ARN of a load balancer', (s) =>
    http(s, { target: sound.LISTENER.replace('listener', 'loadbalancer') }),
  ),
  documented('Api.Target', 'integrations/<id>', (s) =>
    raw(s, 'ApiGatewayV2::Api', { ...HTTP, Target: 'integrations/abc123' }),
  ),
  stated('Api.Target', 'more than 2,048 characters', (s) =>
    http(s, { target: `https://example.com/${'p'.repeat(2048)}` }),
  ),
  documented('Api.RouteKey', 'WebSocket', (s) => ws(s, { routeKey: '$default', target: FUNCTION })),
  stated('Api.RouteKey', 'HTTP without a target', (s) => http(s, { routeKey: 'GET /books' })),
  stated('Api.RouteKey', 'HTTP L2 without a target', (s) => override(httpL2(s), 'RouteKey', '$default')),
  documented('Api.CredentialsArn', 'WebSocket', (s) => ws(s, { credentialsArn: sound.ROLE })),
  stated('Api.CredentialsArn', 'HTTP without a target', (s) => http(s, { credentialsArn: sound.ROLE })),
  observed('Api.Target', 'quick create and a $default stage', (s) => {
    const quick = http(s, { target: 'https://example.com' });
    stage(quick, '$default');
  }),
  observed('Api.Target', 'quick create and a $default route', (s) => {
    const quick = http(s, { target: FUNCTION });
    route(quick, '$default');
  }),
  observed('Api.Target', 'quick create of an L2 that has a default stage', (s) =>
    override(httpL2(s), 'Target', 'https://example.com'),
  ),
  documented('Api.Body', 'Swagger 2.0', (s) =>
    http(s, { body: { swagger: '2.0', info: { title: 'books', version: '1' }, paths: {} } }),
  ),
  documented('Api.Body', 'Swagger 2.0 by override', (s) =>
    override(http(s, imported({})), 'Body', {
      openapi: undefined,
      swagger: '2.0',
      info: { title: 'x', version: '1' },
      paths: {},
    }),
  ),
  documented('Api.Body', 'WebSocket API with a document', (s) => ws(s, { body: DOCUMENT })),
  documented('Api.Body', 'body and location', (s) =>
    http(s, imported({ bodyS3Location: { bucket: 'specs', key: 'books.yaml' } })),
  ),
  documented('Api.Body', 'body and location, CfnResource', (s) =>
    raw(s, 'ApiGatewayV2::Api', { Body: DOCUMENT, BodyS3Location: { Bucket: 'specs', Key: 'api.json', Version: '3' } }),
  ),
  inferred('Api.Body', 'a route together with an imported document', (s) => {
    const spec = http(s, imported({}));
    raw(s, 'ApiGatewayV2::Route', { ApiId: spec.ref, RouteKey: 'GET /health' });
  }),
  inferred('Api.Body', 'an authorizer together with a document in S3', (s) => {
    const spec = new CfnApi(s, 'Api', { bodyS3Location: { bucket: 'specs', key: 'books.yaml' } });
    raw(s, 'ApiGatewayV2::Authorizer', {
      ApiId: spec.ref,
      AuthorizerType: 'JWT',
      Name: 'users',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: { Issuer: 'https://issuer.example.com', Audience: ['a'] },
    });
  }),
  documented('Api.BasePath', 'an unknown value', (s) => http(s, imported({ basePath: 'strip' }))),
  documented('Api.BasePath', 'a path', (s) => http(s, imported({ basePath: '/v1' }))),
  stated('Api.BasePath', 'without a document', (s) => http(s, { basePath: 'prepend' })),
  observed('Api.Tags', 'a key with the prefix aws:', (s) => http(s, { tags: { 'aws:owner': 'books' } })),
  observed('Api.Tags', 'a key with the prefix aws:, WebSocket by override', (s) =>
    override(wsL2(s), 'Tags', { 'aws:stack': 'chat' }),
  ),
  documented('Api.Tags', 'a list of key-value pairs', (s) =>
    raw(s, 'ApiGatewayV2::Api', { ...HTTP, Tags: [{ Key: 'owner', Value: 'books' }] }),
  ),
  documented('Api.Tags', 'a list of key-value pairs by override', (s) =>
    override(httpL2(s), 'Tags', [{ Key: 'owner', Value: 'books' }]),
  ),
  documented('Api.Tags', 'a value of 257 characters', (s) => http(s, { tags: { owner: 'v'.repeat(257) } })),
  documented('Api.Tags', 'a key of 129 characters', (s) => ws(s, { tags: { ['k'.repeat(129)]: 'v' } })),
  documented('Api.Tags', '51 tags', (s) =>
    http(s, { tags: Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`tag${i}`, 'v'])) }),
  ),
  stated('Api.routes', '301 routes of an HTTP API', (s) => {
    const many = http(s);
    const target = sound.targetOf(proxy(many));
    times(301, (i) => route(many, `GET /${i}`, { target }));
  }),
  stated('Api.routes', '305 routes of a WebSocket API', (s) => {
    const many = ws(s);
    const target = sound.targetOf(sound.mock(many));
    times(305, (i) => route(many, `key${i}`, { target }));
  }),
  documented('Api.integrations', '301 integrations of an HTTP API', (s) => {
    const many = http(s);
    times(301, () => proxy(many));
  }),
  stated('Api.integrations', '310 integrations of a WebSocket API', (s) => {
    const many = ws(s);
    times(310, () => sound.mock(many));
  }),
  stated('Api.authorizers', '11 authorizers', (s) => {
    const many = http(s);
    times(11, (i) => sound.jwt(many, { name: `users${i}` }));
  }),
  stated('Api.authorizers', '12 authorizers of a WebSocket API', (s) => {
    const many = ws(s);
    times(12, (i) => sound.authorizer(many, { name: `readers${i}` }));
  }),
  stated('Api.stages', '11 stages', (s) => {
    const many = http(s);
    times(11, (i) => stage(many, `stage${i}`));
  }),
  stated('Api.stages', '11 stages of a WebSocket L2', (s) => {
    const many = wsL2(s);
    times(11, (i) => sound.wsStageL2(many, `stage${i}`));
  }),
];

const cors = (corsConfiguration: CfnApi.CorsProperty) => (s: Parameters<Program['build']>[0]) => {
  http(s, { corsConfiguration });
};
const origin = (allowed: string) => cors({ allowOrigins: [allowed] });

export const corsPrograms: Program[] = [
  observed('Api.CorsConfiguration', 'WebSocket', (s) => ws(s, { corsConfiguration: { allowOrigins: ['*'] } })),
  observed('Api.CorsConfiguration', 'WebSocket, CfnResource', (s) =>
    raw(s, 'ApiGatewayV2::Api', { ...WS, CorsConfiguration: { AllowOrigins: ['https://example.com'], MaxAge: 60 } }),
  ),
  observed('Api.CorsConfiguration', 'WebSocket L2 by override', (s) =>
    override(wsL2(s), 'CorsConfiguration', { AllowMethods: ['*'] }),
  ),
  observed('Api.CorsConfiguration.AllowOrigins', 'a host without a scheme', origin('example.com')),
  observed('Api.CorsConfiguration.AllowOrigins', 'localhost with a port', origin('localhost:3000')),
  observed('Api.CorsConfiguration.AllowOrigins', 'capacitor', origin('capacitor://localhost')),
  observed('Api.CorsConfiguration.AllowOrigins', 'ionic', origin('ionic://localhost')),
  observed('Api.CorsConfiguration.AllowOrigins', 'a browser extension', origin('chrome-extension://abcdefghijklmnop')),
  observed('Api.CorsConfiguration.AllowOrigins', 'a wildcard subdomain', origin('https://*.example.com')),
  observed(
    'Api.CorsConfiguration.AllowOrigins',
    'L2 with a wildcard without scheme',
    (s) =>
      new HttpApi(s, 'Api', { corsPreflight: { allowOrigins: ['*.example.com'], allowMethods: [CorsHttpMethod.GET] } }),
  ),
  observed('Api.CorsConfiguration.AllowOrigins', 'second of two, by override', (s) =>
    override(httpL2(s), 'CorsConfiguration', { AllowOrigins: ['https://a.example.com', 'app://b'] }),
  ),
  inferred('Api.CorsConfiguration.AllowOrigins', 'a slash at the end', origin('https://example.com/')),
  inferred('Api.CorsConfiguration.AllowOrigins', 'a path', origin('https://example.com/app')),
  inferred(
    'Api.CorsConfiguration.AllowOrigins',
    'a query, L2',
    (s) => new HttpApi(s, 'Api', { corsPreflight: { allowOrigins: ['https://example.com?x=1'] } }),
  ),
  observed(
    'Api.CorsConfiguration.AllowCredentials',
    'with any origin',
    cors({ allowOrigins: ['*'], allowCredentials: true }),
  ),
  observed('Api.CorsConfiguration.AllowCredentials', 'with any origin among others, CfnResource', (s) =>
    raw(s, 'ApiGatewayV2::Api', {
      ...HTTP,
      CorsConfiguration: { AllowOrigins: ['https://example.com', '*'], AllowCredentials: true },
    }),
  ),
  observed('Api.CorsConfiguration.AllowCredentials', 'override of an L2 that allows any origin', (s) => {
    const open = new HttpApi(s, 'Api', { corsPreflight: { allowOrigins: ['*'] } });
    override(open, 'CorsConfiguration.AllowCredentials', true);
  }),
  inferred(
    'Api.CorsConfiguration.AllowMethods',
    'an unknown method',
    cors({ allowOrigins: ['*'], allowMethods: ['FETCH'] }),
  ),
  inferred('Api.CorsConfiguration.AllowMethods', 'ANY', cors({ allowOrigins: ['*'], allowMethods: ['ANY'] })),
  inferred('Api.CorsConfiguration.AllowMethods', 'two in one string', (s) =>
    raw(s, 'ApiGatewayV2::Api', { ...HTTP, CorsConfiguration: { AllowOrigins: ['*'], AllowMethods: ['GET,POST'] } }),
  ),
  stated('Api.CorsConfiguration.MaxAge', 'below -1', cors({ allowOrigins: ['*'], maxAge: -2 })),
  stated('Api.CorsConfiguration.MaxAge', 'a fraction', (s) => {
    override(http(s, { corsConfiguration: { allowOrigins: ['*'] } }), 'CorsConfiguration.MaxAge', 0.5);
  }),
];
