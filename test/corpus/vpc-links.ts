import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { LISTENER, http, listenerOf, resource, route, stage, to, url } from './builders';
import type { Entry } from './entry';

const link = (s: Stack, id = 'Link', props: object = {}) =>
  new CfnVpcLink(s, id, { name: 'link', subnetIds: ['subnet-0a1b2c3d', 'subnet-1a2b3c4d'], ...props });
const reaches = (title: string, uri: (s: Stack) => string, props: object = {}): Entry => ({
  title: `VPC link: ${title}`,
  build: (s) => {
    const api = http(s);
    const connection = { connectionType: 'VPC_LINK', connectionId: link(s).ref };
    route(api, 'ANY /{proxy+}', to(url(api, uri(s), { ...connection, ...props })));
    stage(api);
  },
});
const by = (api: CfnApi, connectionId: string, uri = LISTENER) =>
  url(api, uri, { connectionType: 'VPC_LINK', connectionId });
const subnet = (s: Stack, block: string) =>
  resource(s, 'AWS::EC2::Subnet', { VpcId: 'vpc-0a1b2c3d', CidrBlock: block }).ref;
const CLOUD_MAP = 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-id0a1b2c3d4e5f6g7h';

export const entries: Entry[] = [
  reaches('the listener of an Application Load Balancer (Terraform acceptance test)', () => LISTENER, {
    tlsConfig: { serverNameToVerify: 'www.example.com' },
    integrationMethod: 'GET',
  }),
  reaches('the listener of a Network Load Balancer', () => LISTENER.replace('/app/', '/net/')),
  reaches('a Cloud Map service', () => CLOUD_MAP),
  reaches('a Cloud Map service with a filter', () => `${CLOUD_MAP}?stage=alpha&green_deployment=true`),
  reaches('an overwritten path, for services without a prefix', () => LISTENER, {
    requestParameters: { 'overwrite:path': '/$request.path.proxy', 'overwrite:header.Host': 'internal.example.com' },
  }),
  reaches('a listener of the stack', (s) => listenerOf(s).ref),
  reaches('a listener of the stack by its attribute', (s) => listenerOf(s).getAtt('ListenerArn').toString()),
  reaches('a Cloud Map service of the stack', (s) => {
    return resource(s, 'AWS::ServiceDiscovery::Service', { Name: 'shop' }).getAtt('Arn').toString();
  }),
  reaches('a listener from an SSM parameter', () => '{{resolve:ssm:/shop/listener}}'),
  reaches('a listener from an export', () => Fn.importValue('Listener')),
  {
    title: 'VPC link: existing links, by ID and by export',
    build: (s) => {
      by(http(s), 'abc123');
      by(http(s), Fn.importValue('VpcLink'), CLOUD_MAP);
    },
  },
  {
    title: 'VPC link: one link for several APIs and stacks',
    build: (s, app) => {
      const shared = link(s);
      by(http(s), shared.ref);
      by(http(s), shared.ref, CLOUD_MAP);
      by(http(new Stack(app, 'Other')), shared.ref);
    },
  },
  {
    title: 'VPC link: no security groups, an empty list, a list, and tags (Terraform acceptance test)',
    build: (s) => {
      link(s, 'A');
      link(s, 'B', { securityGroupIds: [] });
      link(s, 'C', { securityGroupIds: ['sg-0a1b2c3d'], tags: { Key1: 'Value1' } });
      link(s, 'D', { name: 'n'.repeat(128), subnetIds: ['subnet-0a1b2c3d'] });
    },
  },
  {
    title: 'VPC link: subnets from parameters, exports and the stack',
    build: (s) => {
      const subnets = new CfnParameter(s, 'Subnets', { type: 'List<AWS::EC2::Subnet::Id>' }).valueAsList;
      link(s, 'A', { subnetIds: subnets });
      link(s, 'B', { subnetIds: Fn.split(',', Fn.importValue('Subnets')) });
      link(s, 'C', { subnetIds: ['10.0.0.0/24', '10.0.1.0/24'].map((block) => subnet(s, block)) });
      link(s, 'D', { subnetIds: Array.from({ length: 10 }, (_, i) => `subnet-0000000${i}`) });
    },
  },
  {
    title: 'VPC link: resources in GovCloud and China',
    build: (_, app) => {
      for (const [partition, region] of [
        ['aws-us-gov', 'us-gov-west-1'],
        ['aws-cn', 'cn-northwest-1'],
      ] as const) {
        const stack = new Stack(app, region, { env: { account: '111111111111', region } });
        const [, , service, , ...rest] = LISTENER.split(':');
        by(http(stack), link(stack).ref, ['arn', partition, service, region, ...rest].join(':'));
      }
    },
  },
];
