import { CfnApiMapping, CfnRoutingRule, CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnApiMappingProps, CfnRoutingRuleProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnSecurityGroup, CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Stack } from 'aws-cdk-lib';
import { RoutingCondition, RoutingMode, RoutingRule } from '../../lib';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import { CERTIFICATE, domain, domainL2, http, id, mapping, override, raw, stage, times, wsL2 } from './sound';

const map = (s: Stack, props: CfnApiMappingProps) => new CfnApiMapping(s, id(s, 'Mapping'), props);
const link =
  (subnetIds: string[], name = 'books') =>
  (s: Stack) => {
    new CfnVpcLink(s, 'Link', { name, subnetIds });
  };
const subnet = (s: Stack, vpcId: string, n: number) =>
  new CfnSubnet(s, `Subnet${n}`, { vpcId, cidrBlock: `10.0.${n}.0/24` });

export const vpcLinks: Program[] = [
  stated('VpcLink.Name', '129 characters', link(['subnet-1'], 'l'.repeat(129))),
  stated('VpcLink.Name', 'empty', link(['subnet-1'], '')),
  documented('VpcLink.Name', 'none', (s) => raw(s, 'ApiGatewayV2::VpcLink', { SubnetIds: ['subnet-1'] })),
  observed('VpcLink.SubnetIds', 'an empty list', link([])),
  observed('VpcLink.SubnetIds', 'none', (s) => raw(s, 'ApiGatewayV2::VpcLink', { Name: 'books' })),
  observed('VpcLink.SubnetIds', 'none, with security groups', (s) =>
    raw(s, 'ApiGatewayV2::VpcLink', { Name: 'books', SubnetIds: [], SecurityGroupIds: ['sg-1'] }),
  ),
  stated('VpcLink.SubnetIds', '11', link(Array.from({ length: 11 }, (_, i) => `subnet-${i}`))),
  stated('VpcLink.SubnetIds', '16, raw', (s) =>
    raw(s, 'ApiGatewayV2::VpcLink', { Name: 'a', SubnetIds: Array.from({ length: 16 }, (_, i) => `subnet-${i}`) }),
  ),
  inferred('VpcLink.SubnetIds', 'of two VPCs', (s) => {
    const vpcs = [1, 2].map((n) => new CfnVPC(s, `Vpc${n}`, { cidrBlock: '10.0.0.0/16' }));
    link(vpcs.map(({ ref }, n) => subnet(s, ref, n).ref))(s);
  }),
  inferred('VpcLink.SecurityGroupIds', 'of another VPC', (s) => {
    const [vpc, other] = [1, 2].map((n) => new CfnVPC(s, `Vpc${n}`, { cidrBlock: '10.0.0.0/16' }).ref);
    const group = new CfnSecurityGroup(s, 'Group', { groupDescription: 'x', vpcId: other });
    new CfnVpcLink(s, 'Link', {
      name: 'a',
      subnetIds: [subnet(s, vpc!, 1).ref],
      securityGroupIds: [group.attrGroupId],
    });
  }),
  inferred('VpcLink.SubnetIds', 'the same twice', link(['subnet-1', 'subnet-1'])),
  inferred('VpcLink.SubnetIds', 'a subnet of the stack twice', (s) => {
    const { ref } = subnet(s, 'vpc-1', 1);
    raw(s, 'ApiGatewayV2::VpcLink', { Name: 'a', SubnetIds: [ref, 'subnet-2', ref] });
  }),
];

/** A domain name of this library that uses routing rules. */
const ruled = (s: Stack) => domainL2(s, 'api.example.com', CERTIFICATE, RoutingMode.ROUTING_RULE_ONLY);
const PATH = [{ matchBasePaths: { anyOf: ['books'] } }];
const header = (name: string, valueGlob = 'v1') => [{ matchHeaders: { anyOf: [{ header: name, valueGlob }] } }];
const rule = (
  s: Stack,
  props: Partial<CfnRoutingRuleProps> = {},
  invoke: Partial<CfnRoutingRule.ActionInvokeApiProperty> = {},
) =>
  new CfnRoutingRule(s, id(s, 'Rule'), {
    domainNameArn: domain(s, {}, { domainName: `${id(s, 'd')}.example.com`, routingMode: 'ROUTING_RULE_ONLY' })
      .attrDomainNameArn,
    priority: 1,
    conditions: PATH,
    actions: [{ invokeApi: { apiId: 'rest123', stage: 'prod', ...invoke } }],
    ...props,
  });
const when = (conditions: CfnRoutingRuleProps['conditions']) => (s: Stack) => {
  rule(s, { conditions });
};
const invokes = [{ InvokeApi: { ApiId: 'rest123', Stage: 'prod' } }];

export const routingRules: Program[] = [
  documented('RoutingRule.Priority', '0', (s) => rule(s, { priority: 0 })),
  documented('RoutingRule.Priority', '1,000,001', (s) => rule(s, { priority: 1_000_001 })),
  documented('RoutingRule.Priority', 'a fraction', (s) => override(rule(s), 'Priority', 1.5)),
  documented('RoutingRule.Priority', 'the same twice', (s) => {
    const { domainNameArn } = rule(s, { priority: 7 });
    rule(s, { priority: 7, domainNameArn });
  }),
  documented('RoutingRule.Priority', 'the same twice, L2', (s) => {
    const [domainName, restApi] = [ruled(s), new RestApi(s, 'Rest')];
    restApi.root.addMethod('GET');
    new RoutingRule(s, 'A', { domainName, restApi, priority: 5, conditions: [RoutingCondition.basePaths('a')] });
    new RoutingRule(s, 'B', { domainName, restApi, priority: 5, conditions: [RoutingCondition.basePaths('b')] });
  }),
  documented('RoutingRule.Actions', 'none', (s) => rule(s, { actions: [] })),
  documented('RoutingRule.Actions', 'two', (s) =>
    rule(s, { actions: [1, 2].map(() => ({ invokeApi: { apiId: 'rest123', stage: 'prod' } })) }),
  ),
  documented('RoutingRule.Actions', 'no stage', (s) =>
    override(rule(s), 'Actions', [{ InvokeApi: { ApiId: 'rest123' } }]),
  ),
  documented('RoutingRule.Conditions', 'three on headers', when([1, 2, 3].flatMap((n) => header(`x-${n}`)))),
  documented('RoutingRule.Conditions', 'two on paths', when([...PATH, { matchBasePaths: { anyOf: ['authors'] } }])),
  inferred('RoutingRule.Conditions', 'both in one', when([{ ...PATH[0], ...header('x-version')[0] }])),
  inferred('RoutingRule.Conditions', 'neither', when([{}])),
  inferred(
    'RoutingRule.MatchHeaders',
    'two headers in one',
    when([{ matchHeaders: { anyOf: ['a', 'b'].map((h) => ({ header: h, valueGlob: 'v' })) } }]),
  ),
  inferred('RoutingRule.MatchHeaders', 'two headers in one, L2', (s) => {
    const restApi = new RestApi(s, 'Rest');
    restApi.root.addMethod('GET');
    const conditions = [RoutingCondition.headers({ header: 'a', valueGlob: 'b' }, { header: 'c', valueGlob: 'd' })];
    new RoutingRule(s, 'Rule', { domainName: ruled(s), restApi, priority: 5, conditions });
  }),
  documented('RoutingRule.MatchHeaders.Header', 'a space', when(header('x version'))),
  documented('RoutingRule.MatchHeaders.Header', 'a colon', when(header('x:version'))),
  documented('RoutingRule.MatchHeaders.Header', '41 characters', when(header('h'.repeat(41)))),
  documented('RoutingRule.MatchHeaders.Header', 'empty', when(header(''))),
  stated('RoutingRule.MatchHeaders.Header', 'a reserved header', when(header('x-amzn-trace-id'))),
  stated('RoutingRule.MatchHeaders.Header', 'Authorization', when(header('Authorization', 'Bearer*'))),
  documented('RoutingRule.MatchHeaders.ValueGlob', 'an asterisk in the middle', when(header('x-version', 'v*1'))),
  documented('RoutingRule.MatchHeaders.ValueGlob', '128 characters', when(header('x-version', 'v'.repeat(128)))),
  documented('RoutingRule.MatchHeaders.ValueGlob', 'a space', when(header('x-version', 'v 1'))),
  documented('RoutingRule.MatchBasePaths', 'an empty list', when([{ matchBasePaths: { anyOf: [] } }])),
  stated('RoutingRule.MatchBasePaths', 'a slash at the beginning', when([{ matchBasePaths: { anyOf: ['/books'] } }])),
  stated('RoutingRule.MatchBasePaths', 'a variable', when([{ matchBasePaths: { anyOf: ['{proxy+}'] } }])),
  stated('RoutingRule.MatchBasePaths', '129 characters', when([{ matchBasePaths: { anyOf: ['p'.repeat(129)] } }])),
  stated('RoutingRule.InvokeApi.ApiId', 'an HTTP API', (s) => rule(s, {}, { apiId: http(s).ref })),
  stated('RoutingRule.InvokeApi.ApiId', 'a WebSocket L2', (s) => rule(s, {}, { apiId: wsL2(s).apiId })),
  inferred('RoutingRule.InvokeApi.Stage', 'an unknown stage', (s) => {
    const rest = new RestApi(s, 'Rest', { deployOptions: { stageName: 'v1' } });
    rest.root.addMethod('GET');
    rule(s, {}, { apiId: rest.restApiId, stage: 'v2' });
  }),
  inferred('RoutingRule.InvokeApi.Stage', 'by its name, without a dependency', (s) => {
    const rest = new RestApi(s, 'Rest', { deployOptions: { stageName: 'v1' } });
    rest.root.addMethod('GET');
    rule(s, {}, { apiId: rest.restApiId, stage: 'v1' });
  }),
  documented('RoutingRule.DomainNameArn', 'a domain name', (s) => rule(s, { domainNameArn: 'api.example.com' })),
  documented('RoutingRule.DomainNameArn', 'a Ref of a domain name: its name', (s) =>
    rule(s, { domainNameArn: domain(s).ref }),
  ),
  documented('RoutingRule.DomainNameArn', 'none', (s) =>
    raw(s, 'ApiGatewayV2::RoutingRule', { Priority: 1, Conditions: [], Actions: invokes }),
  ),
  stated('RoutingRule.DomainNameArn', 'a domain name of REST and HTTP APIs', (s) => {
    const own = domain(s, {}, { routingMode: 'ROUTING_RULE_THEN_API_MAPPING' });
    const rest = raw(s, 'ApiGateway::RestApi', { Name: 'rest' });
    mapping(stage(http(s), 'prod'), own.ref, { apiMappingKey: 'http' });
    map(s, { apiId: rest.ref, domainName: own.ref, stage: 'prod', apiMappingKey: 'rest' });
    rule(s, { domainNameArn: own.attrDomainNameArn }, { apiId: rest.ref });
  }),
  stated('RoutingRule.rules', '51', (s) => {
    const { attrDomainNameArn: domainNameArn } = domain(s);
    times(51, (i) => rule(s, { domainNameArn, priority: i + 1 }));
  }),
];
