import type { CfnIntegration } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { HttpUrlIntegration } from '../../lib/integrations';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import { onHttp, onWs, fn, wsFn, mocked, ofL2, ofWsL2, bareWs, type Props } from './on-integration';
import { ACCOUNT, FUNCTION, LISTENER, firstOf, http, httpL2, override, proxy, raw, service, ws } from './sound';

const linkOf = (s: Stack) => new CfnVpcLink(s, 'Link', { name: 'books', subnetIds: ['subnet-1', 'subnet-2'] });
const linked = (props: Props) => (s: Stack) => {
  proxy(http(s), { connectionType: 'VPC_LINK', connectionId: linkOf(s).ref, integrationUri: LISTENER, ...props });
};

export const payloads: Program[] = [
  documented('Integration.PayloadFormatVersion', 'none on a function', fn({ payloadFormatVersion: undefined })),
  stated('Integration.PayloadFormatVersion', 'none on a URL', onHttp({ payloadFormatVersion: undefined })),
  stated('Integration.PayloadFormatVersion', 'removed from an L2', ofL2('PayloadFormatVersion', undefined)),
  observed('Integration.PayloadFormatVersion', '3.0 on a function', fn({ payloadFormatVersion: '3.0' })),
  observed('Integration.PayloadFormatVersion', '2', fn({ payloadFormatVersion: '2' })),
  observed('Integration.PayloadFormatVersion', 'V2', fn({ payloadFormatVersion: 'V2' })),
  observed('Integration.PayloadFormatVersion', '2.0 on a URL', onHttp({ payloadFormatVersion: '2.0' })),
  observed('Integration.PayloadFormatVersion', '2.0 on an L2 with a URL', ofL2('PayloadFormatVersion', '2.0')),
  observed('Integration.PayloadFormatVersion', '2.0 on a subtype', (s) =>
    service(http(s), { payloadFormatVersion: '2.0' }),
  ),
  observed('Integration.PayloadFormatVersion', '2.0 on EventBridge, override', (s) =>
    override(service(http(s)), 'PayloadFormatVersion', '2.0'),
  ),
  observed('Integration.PayloadFormatVersion', '2.0 on a function, WebSocket', wsFn({ payloadFormatVersion: '2.0' })),
  observed('Integration.PayloadFormatVersion', '2.0 on a mock, WebSocket L2', ofWsL2('PayloadFormatVersion', '2.0')),
  observed('Integration.TimeoutInMillis', 'seconds', onHttp({ timeoutInMillis: 29 })),
  observed('Integration.TimeoutInMillis', '30,001', fn({ timeoutInMillis: 30_001 })),
  observed('Integration.TimeoutInMillis', 'a minute, L2', (s) =>
    httpL2(s).addRoutes({
      path: '/a',
      integration: new HttpUrlIntegration('Slow', 'https://x.com', { timeout: Duration.minutes(1) }),
    }),
  ),
  observed('Integration.TimeoutInMillis', '30,000 on WebSocket', onWs({ timeoutInMillis: 30_000 })),
  observed('Integration.TimeoutInMillis', '49 on WebSocket', mocked({ timeoutInMillis: 49 })),
  observed('Integration.TimeoutInMillis', 'zero on WebSocket, L2', ofWsL2('TimeoutInMillis', 0)),
  observed('Integration.TimeoutInMillis', 'negative, text', ofL2('TimeoutInMillis', '-1')),
];

export const connections: Program[] = [
  documented('Integration.ConnectionType', 'VPCLINK', linked({ connectionType: 'VPCLINK' })),
  documented('Integration.ConnectionType', 'vpc_link in lower case', linked({ connectionType: 'vpc_link' })),
  documented('Integration.ConnectionType', 'PRIVATE on WebSocket', onWs({ connectionType: 'PRIVATE' })),
  documented('Integration.ConnectionType', 'Internet of an L2', ofL2('ConnectionType', 'Internet')),
  observed('Integration.ConnectionId', 'none', onHttp({ connectionType: 'VPC_LINK', integrationUri: LISTENER })),
  observed('Integration.ConnectionId', 'none on WebSocket', onWs({ connectionType: 'VPC_LINK' })),
  observed('Integration.ConnectionId', 'none, L2', (s) => {
    ofL2('ConnectionType', 'VPC_LINK')(s);
  }),
  observed('Integration.ConnectionId', 'a VPC link for HTTP APIs on a WebSocket API', (s) =>
    proxy(ws(s), {
      connectionType: 'VPC_LINK',
      connectionId: linkOf(s).ref,
      integrationUri: 'http://internal.example.com',
    }),
  ),
  observed('Integration.ConnectionId', 'a VPC link for HTTP APIs on a raw WebSocket integration', (s) => {
    const link = raw(s, 'ApiGatewayV2::VpcLink', { Name: 'chat', SubnetIds: ['subnet-1'] });
    bareWs(s, {
      IntegrationType: 'HTTP',
      IntegrationMethod: 'POST',
      IntegrationUri: 'http://x.com',
      ConnectionType: 'VPC_LINK',
      ConnectionId: link.ref,
    });
  }),
  observed('Integration.ConnectionId', 'a VPC link for REST APIs on an HTTP API', (s) => {
    const old = raw(s, 'ApiGateway::VpcLink', {
      Name: 'old',
      TargetArns: [LISTENER.replace('listener/app', 'loadbalancer/net')],
    });
    proxy(http(s), { connectionType: 'VPC_LINK', connectionId: old.ref, integrationUri: LISTENER });
  }),
  observed('Integration.ConnectionId', 'a VPC link for REST APIs on an L2', (s) => {
    const old = raw(s, 'ApiGateway::VpcLink', {
      Name: 'old',
      TargetArns: [LISTENER.replace('listener/app', 'loadbalancer/net')],
    });
    const integration = firstOf<CfnIntegration>(httpL2(s), 'Integration');
    override(integration, 'ConnectionType', 'VPC_LINK');
    override(integration, 'ConnectionId', { Ref: s.getLogicalId(old) });
    override(integration, 'IntegrationUri', LISTENER);
  }),
  stated('Integration.ConnectionId', 'more than 1,024 characters', linked({ connectionId: 'v'.repeat(1025) })),
  stated('Integration.ConnectionId', 'empty', linked({ connectionId: '' })),
  documented(
    'Integration.ConnectionType',
    'VPC_LINK to a function',
    fn({ connectionType: 'VPC_LINK', connectionId: 'abc123' }),
  ),
  documented('Integration.ConnectionType', 'VPC_LINK to a service', (s) =>
    service(http(s), { connectionType: 'VPC_LINK', connectionId: linkOf(s).ref }),
  ),
  documented(
    'Integration.ConnectionType',
    'VPC_LINK to a mock',
    mocked({ connectionType: 'VPC_LINK', connectionId: 'abc123' }),
  ),
  documented(
    'Integration.ConnectionType',
    'VPC_LINK to a function, WebSocket',
    wsFn({ connectionType: 'VPC_LINK', connectionId: 'abc' }),
  ),
  observed(
    'Integration.IntegrationUri',
    'a URL behind a VPC link',
    linked({ integrationUri: 'http://internal.example.com' }),
  ),
  observed(
    'Integration.IntegrationUri',
    'a DNS name behind a VPC link',
    linked({ integrationUri: 'books-123.us-east-1.elb.amazonaws.com' }),
  ),
  observed(
    'Integration.IntegrationUri',
    'the ARN of a load balancer',
    linked({ integrationUri: LISTENER.replace('listener', 'loadbalancer') }),
  ),
  observed('Integration.IntegrationUri', 'a load balancer by its Ref', (s) => {
    const balancer = new CfnLoadBalancer(s, 'Balancer', { subnets: ['subnet-1', 'subnet-2'] });
    linked({ integrationUri: balancer.ref })(s);
  }),
  observed('Integration.IntegrationUri', 'the DNS name of a load balancer of the stack', (s) => {
    const balancer = new CfnLoadBalancer(s, 'Balancer', { subnets: ['subnet-1', 'subnet-2'] });
    linked({ integrationUri: balancer.attrDnsName })(s);
  }),
  observed('Integration.IntegrationUri', 'a target group by its Ref', (s) => {
    const group = new CfnTargetGroup(s, 'Group', { port: 80, protocol: 'HTTP', vpcId: 'vpc-1' });
    linked({ integrationUri: group.ref })(s);
  }),
  observed('Integration.IntegrationUri', 'a target group by GetAtt of a raw resource', (s) => {
    const group = raw(s, 'ElasticLoadBalancingV2::TargetGroup', { Port: 80, Protocol: 'HTTP', VpcId: 'vpc-1' });
    linked({ integrationUri: group.getAtt('TargetGroupArn').toString() })(s);
  }),
  observed(
    'Integration.IntegrationUri',
    'a Cloud Map namespace',
    linked({ integrationUri: `arn:aws:servicediscovery:us-east-1:${ACCOUNT}:namespace/ns-1` }),
  ),
  observed('Integration.IntegrationUri', 'a function behind a VPC link', linked({ integrationUri: FUNCTION })),
  stated(
    'Integration.ConnectionType',
    'a listener of another account',
    linked({ integrationUri: LISTENER.replace(ACCOUNT, '999999999999') }),
  ),
  stated(
    'Integration.ConnectionType',
    'a Cloud Map service of another account',
    linked({ integrationUri: 'arn:aws:servicediscovery:us-east-1:999999999999:service/srv-1' }),
  ),
  documented('Integration.TlsConfig', 'WebSocket', onWs({ tlsConfig: { serverNameToVerify: 'backend.example.com' } })),
  documented('Integration.TlsConfig', 'WebSocket L2', ofWsL2('TlsConfig', { ServerNameToVerify: 'x.example.com' })),
  stated(
    'Integration.TlsConfig.ServerNameToVerify',
    '513 characters',
    linked({ tlsConfig: { serverNameToVerify: 's'.repeat(513) } }),
  ),
  stated('Integration.TlsConfig.ServerNameToVerify', 'empty', linked({ tlsConfig: { serverNameToVerify: '' } })),
];

export const templates: Program[] = [
  documented('Integration.RequestTemplates', 'HTTP', onHttp({ requestTemplates: { 'application/json': '{}' } })),
  documented(
    'Integration.RequestTemplates',
    'HTTP L2',
    ofL2('RequestTemplates', { 'application/json': '$input.body' }),
  ),
  stated(
    'Integration.RequestTemplates',
    'more than 32 KB',
    mocked({ requestTemplates: { '200': 'x'.repeat(32_769) } }),
  ),
  stated('Integration.RequestTemplates', 'more than 32 KB, L2', ofWsL2('RequestTemplates.big', 'x'.repeat(40_000))),
  inferred(
    'Integration.RequestTemplates',
    'on a function proxy',
    wsFn({ requestTemplates: { $default: '{"a":1}' }, templateSelectionExpression: '\\$default' }),
  ),
  inferred('Integration.RequestTemplates', 'on a URL proxy', onWs({ requestTemplates: { $default: '{}' } })),
  inferred(
    'Integration.TemplateSelectionExpression',
    'HTTP',
    onHttp({ templateSelectionExpression: '$request.body.x' }),
  ),
  inferred('Integration.TemplateSelectionExpression', 'HTTP L2', ofL2('TemplateSelectionExpression', '200')),
  documented('Integration.PassthroughBehavior', 'ALWAYS', mocked({ passthroughBehavior: 'ALWAYS' })),
  documented('Integration.PassthroughBehavior', 'never in lower case', mocked({ passthroughBehavior: 'never' })),
  documented('Integration.PassthroughBehavior', 'a hyphen, L2', ofWsL2('PassthroughBehavior', 'WHEN-NO-MATCH')),
  documented('Integration.PassthroughBehavior', 'singular template', (s) =>
    bareWs(s, { IntegrationType: 'MOCK', PassthroughBehavior: 'WHEN_NO_TEMPLATE' }),
  ),
  documented('Integration.ContentHandlingStrategy', 'HTTP', onHttp({ contentHandlingStrategy: 'CONVERT_TO_TEXT' })),
  documented('Integration.ContentHandlingStrategy', 'HTTP L2', ofL2('ContentHandlingStrategy', 'CONVERT_TO_BINARY')),
  documented('Integration.ContentHandlingStrategy', 'PASSTHROUGH', mocked({ contentHandlingStrategy: 'PASSTHROUGH' })),
  documented(
    'Integration.ContentHandlingStrategy',
    'ConvertToText',
    ofWsL2('ContentHandlingStrategy', 'ConvertToText'),
  ),
  stated('Integration.Description', '1,025 characters', onHttp({ description: 'd'.repeat(1025) })),
  stated('Integration.Description', '1,500 characters, WebSocket L2', ofWsL2('Description', 'd'.repeat(1500))),
];
