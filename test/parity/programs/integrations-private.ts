import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Duration, Fn } from 'aws-cdk-lib';
import type { HttpAlbIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import { Construct } from 'constructs';
import { ENV, inStack, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

/** Integrations with targets in a VPC. */

type Integration = InstanceType<Modules['apigwv2']['HttpRouteIntegration']>;
type Props = HttpAlbIntegrationProps;
type Vpcs = (scope: Construct, id?: string) => ec2.IVpc;

const ownVpc: Vpcs = (scope, id = 'Vpc') =>
  new ec2.Vpc(scope, id, {
    maxAzs: 2,
    natGateways: 0,
    subnetConfiguration: [{ name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }],
  });
const importedVpc: Vpcs = (scope, id = 'Vpc') =>
  ec2.Vpc.fromVpcAttributes(scope, id, {
    vpcId: `vpc-${id}`,
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
  });

/** The kinds of targets, each in a VPC. */
const targets: Record<
  string,
  (m: Modules, scope: Construct, vpc: ec2.IVpc) => (id: string, props?: Props) => Integration
> = {
  alb: (m, scope, vpc) => {
    const balancer = new elbv2.ApplicationLoadBalancer(scope, 'Alb', { vpc });
    const listener = balancer.addListener('Listener', {
      port: 80,
      defaultAction: elbv2.ListenerAction.fixedResponse(200),
    });
    return (id, props) => new m.integrations.HttpAlbIntegration(id, listener, props);
  },
  nlb: (m, scope, vpc) => {
    const balancer = new elbv2.NetworkLoadBalancer(scope, 'Nlb', { vpc });
    const group = new elbv2.NetworkTargetGroup(scope, 'Group', { vpc, port: 80, targetType: elbv2.TargetType.IP });
    const listener = balancer.addListener('Listener', { port: 80, defaultTargetGroups: [group] });
    return (id, props) => new m.integrations.HttpNlbIntegration(id, listener, props);
  },
  'imported ALB': (m, scope) => {
    const listener = elbv2.ApplicationListener.fromApplicationListenerAttributes(scope, 'Listener', {
      listenerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/my/1/2',
      securityGroup: ec2.SecurityGroup.fromSecurityGroupId(scope, 'Group', 'sg-1'),
    });
    return (id, props) => new m.integrations.HttpAlbIntegration(id, listener, props);
  },
  'imported NLB': (m, scope) => {
    const listener = elbv2.NetworkListener.fromNetworkListenerArn(scope, 'Listener', Fn.importValue('listener'));
    return (id, props) => new m.integrations.HttpNlbIntegration(id, listener, props);
  },
  'service discovery': (m, scope, vpc) => {
    const namespace = new servicediscovery.PrivateDnsNamespace(scope, 'Namespace', { name: 'local', vpc });
    const service = namespace.createService('Service', { dnsRecordType: servicediscovery.DnsRecordType.SRV });
    return (id, props) => new m.integrations.HttpServiceDiscoveryIntegration(id, service, props);
  },
  'imported service discovery': (m, scope) => {
    const service = servicediscovery.Service.fromServiceAttributes(scope, 'Service', {
      namespace: servicediscovery.PrivateDnsNamespace.fromPrivateDnsNamespaceAttributes(scope, 'Namespace', {
        namespaceName: 'local',
        namespaceId: 'ns-1',
        namespaceArn: 'arn:aws:servicediscovery:eu-west-1:111111111111:namespace/ns-1',
      }),
      serviceName: 'service',
      serviceId: 'srv-1',
      serviceArn: 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-1',
      dnsRecordType: servicediscovery.DnsRecordType.SRV,
      routingPolicy: servicediscovery.RoutingPolicy.MULTIVALUE,
    });
    return (id, props) => new m.integrations.HttpServiceDiscoveryIntegration(id, service, props);
  },
};
/** The targets with a property that contains the VPC. */
const knowing = ['alb', 'nlb'];

const props: Record<string, (m: Modules, stack: Stack) => Props> = {
  none: () => ({}),
  'a method': (m) => ({ method: m.apigwv2.HttpMethod.PATCH }),
  'the method ANY': (m) => ({ method: m.apigwv2.HttpMethod.ANY }),
  'a server name': () => ({ secureServerName: 'internal.example.com' }),
  'a server name that is a token': () => ({ secureServerName: Fn.importValue('server') }),
  'a parameter mapping': (m) => ({
    parameterMapping: new m.apigwv2.ParameterMapping()
      .overwritePath(m.apigwv2.MappingValue.requestPath())
      .removeQueryString('q'),
  }),
  'an empty parameter mapping': (m) => ({ parameterMapping: new m.apigwv2.ParameterMapping() }),
  'a timeout': () => ({ timeout: Duration.seconds(20) }),
  'the minimum timeout': () => ({ timeout: Duration.millis(50) }),
  'the maximum timeout': () => ({ timeout: Duration.seconds(29) }),
  'a timeout that is a token': (_, stack) => ({
    timeout: Duration.millis(new CfnParameter(stack, 'T', { type: 'Number' }).valueAsNumber),
  }),
  'all properties': (m) => ({
    method: m.apigwv2.HttpMethod.GET,
    secureServerName: 'internal',
    parameterMapping: new m.apigwv2.ParameterMapping().appendHeader('x-y', m.apigwv2.MappingValue.custom('z')),
    timeout: Duration.millis(3333),
  }),
};

function routed(m: Modules, scope: Construct, of: (id: string) => Integration) {
  const api = new m.apigwv2.HttpApi(scope, 'Api', { defaultIntegration: of('Fallback') });
  const [route] = api.addRoutes({ path: '/a/{proxy+}', methods: [m.apigwv2.HttpMethod.ANY], integration: of('Proxy') });
  return { arn: route.routeArn, paths: api.node.findAll().map((c) => c.node.path) };
}

const given: Program[] = Object.entries(targets).flatMap(([kind, target]) => [
  ...rows(props, (name, make) =>
    inStack(`private integration: ${kind}, VPC link, with properties: ${name}`, (m, stack) => {
      const vpc = ownVpc(stack);
      const vpcLink = new m.apigwv2.VpcLink(stack, 'Link', { vpc });
      const of = target(m, stack, vpc);
      const own = make(m, stack);
      return routed(m, stack, (id) => of(id, { vpcLink, ...own }));
    }),
  ),
  inStack(`private integration: ${kind}, imported VPC link`, (m, stack) => {
    const vpc = importedVpc(stack);
    const vpcLink = m.apigwv2.VpcLink.fromVpcLinkAttributes(stack, 'Link', { vpc, vpcLinkId: 'link-1' });
    const of = target(m, stack, vpc);
    return routed(m, stack, (id) => of(id, { vpcLink }));
  }),
  inStack(`private integration: ${kind}, VPC link of the API`, (m, stack) => {
    const vpc = ownVpc(stack);
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const vpcLink = api.addVpcLink({ vpc, vpcLinkName: 'own' });
    api.addRoutes({ path: '/a', integration: target(m, stack, vpc)('I', { vpcLink }) });
  }),
]);

const implied: Program[] = Object.entries(targets).flatMap(([kind, target]) => {
  const fails = knowing.includes(kind) ? '' : 'fails: ';
  return [
    ...rows({ new: ownVpc, imported: importedVpc }, (name, vpcs) =>
      inStack(`${fails}private integration: ${kind}, no VPC link, ${name} VPC`, (m, stack) => {
        const of = target(m, stack, vpcs(stack));
        return routed(m, stack, of);
      }),
    ),
    ...rows(props, (name, make) =>
      inStack(`${fails}private integration: ${kind}, no VPC link, with properties: ${name}`, (m, stack) => {
        const of = target(m, stack, ownVpc(stack));
        const own = make(m, stack);
        return routed(m, stack, (id) => of(id, own));
      }),
    ),
  ];
});

const methods: Program[] = ['alb', 'nlb', 'service discovery'].map((kind) =>
  inStack(`private integration: ${kind}, every method`, (m, stack) => {
    const vpc = ownVpc(stack);
    const vpcLink = new m.apigwv2.VpcLink(stack, 'Link', { vpc });
    const of = targets[kind](m, stack, vpc);
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    for (const method of Object.values(m.apigwv2.HttpMethod)) {
      api.addRoutes({ path: '/a', methods: [method], integration: of(`I${method}`, { vpcLink, method }) });
    }
  }),
);

const shared: Program[] = [
  inStack('private integration: an ALB and an NLB in one VPC', (m, stack) => {
    const vpc = ownVpc(stack);
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    api.addRoutes({ path: '/alb', integration: targets.alb(m, stack, vpc)('AlbInt') });
    api.addRoutes({ path: '/nlb', integration: targets.nlb(m, stack, vpc)('NlbInt') });
  }),
  inStack('private integration: load balancers in two VPCs', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    for (const id of ['A', 'B']) {
      const scope = new Construct(stack, id);
      api.addRoutes({ path: `/${id}`, integration: targets.alb(m, scope, ownVpc(scope))('Int') });
    }
  }),
  inStack('private integration: two APIs with one VPC', (m, stack) => {
    const vpc = ownVpc(stack);
    const of = targets.nlb(m, stack, vpc);
    for (const id of ['A', 'B']) {
      new m.apigwv2.HttpApi(stack, `Api${id}`, { defaultIntegration: of('Int') });
    }
  }),
  inStack('private integration: a VPC link that the API creates before the integration', (m, stack) => {
    const vpc = ownVpc(stack);
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const link = api.addVpcLink({ vpc, vpcLinkName: 'first' });
    api.addRoutes({ path: '/a', integration: targets.alb(m, stack, vpc)('Int') });
    return { link: link.vpcLinkId };
  }),
  inStack('private integration: a VPC link that the API creates after the integration', (m, stack) => {
    const vpc = ownVpc(stack);
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    api.addRoutes({ path: '/a', integration: targets.alb(m, stack, vpc)('Int') });
    return { link: api.addVpcLink({ vpc }).vpcLinkId };
  }),
  inStack('private integration: an imported API', (m, stack) => {
    const httpApi = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
    const integration = targets.alb(m, stack, ownVpc(stack))('Int');
    new m.apigwv2.HttpRoute(stack, 'Route', { httpApi, routeKey: m.apigwv2.HttpRouteKey.DEFAULT, integration });
  }),
  inStack('private integration: a listener of an imported Application Load Balancer', (m, stack) => {
    const balancer = elbv2.ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'Alb', {
      loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/my/1',
      securityGroupId: 'sg-1',
      vpc: importedVpc(stack),
    });
    const listener = balancer.addListener('Listener', {
      port: 80,
      defaultAction: elbv2.ListenerAction.fixedResponse(200),
    });
    return routed(m, stack, (id) => new m.integrations.HttpAlbIntegration(id, listener));
  }),
  inStack('private integration: a listener of an imported Network Load Balancer', (m, stack) => {
    const vpc = importedVpc(stack);
    const balancer = elbv2.NetworkLoadBalancer.fromNetworkLoadBalancerAttributes(stack, 'Nlb', {
      loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/my/1',
      vpc,
    });
    const group = new elbv2.NetworkTargetGroup(stack, 'Group', { vpc, port: 80 });
    const listener = balancer.addListener('Listener', { port: 80, defaultTargetGroups: [group] });
    return routed(m, stack, (id) => new m.integrations.HttpNlbIntegration(id, listener));
  }),
  inStack('fails: private integration: a listener of a load balancer that is imported without its VPC', (m, stack) => {
    const balancer = elbv2.NetworkLoadBalancer.fromNetworkLoadBalancerAttributes(stack, 'Nlb', {
      loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/my/1',
    });
    const group = new elbv2.NetworkTargetGroup(stack, 'Group', { vpc: importedVpc(stack), port: 80 });
    const listener = balancer.addListener('Listener', { port: 80, defaultTargetGroups: [group] });
    return routed(m, stack, (id) => new m.integrations.HttpNlbIntegration(id, listener));
  }),
  inStack(
    'private integration: load balancers from a lookup',
    (m, stack) => {
      const alb = elbv2.ApplicationListener.fromLookup(stack, 'A', { loadBalancerTags: { a: 'b' }, listenerPort: 80 });
      const nlb = elbv2.NetworkListener.fromLookup(stack, 'N', { loadBalancerTags: { a: 'b' }, listenerPort: 80 });
      const vpcLink = new m.apigwv2.VpcLink(stack, 'Link', { vpc: importedVpc(stack) });
      return routed(m, stack, (id) =>
        id === 'Proxy'
          ? new m.integrations.HttpAlbIntegration(id, alb, { vpcLink })
          : new m.integrations.HttpNlbIntegration(id, nlb, { vpcLink }),
      );
    },
    { env: ENV },
  ),
  inStack('private integration: an L1 service of AWS Cloud Map', (m, stack) => {
    const service = new servicediscovery.CfnService(stack, 'Service', { name: 'l1' });
    const vpcLink = new m.apigwv2.VpcLink(stack, 'Link', { vpc: importedVpc(stack) });
    return routed(m, stack, (id) => new m.integrations.HttpServiceDiscoveryIntegration(id, service, { vpcLink }));
  }),
];

const located: Program[] = ['alb', 'nlb', 'service discovery'].flatMap((kind) => [
  ...rows(places, (place, at) => ({
    name: `private integration: ${kind}, in ${place}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const scope = at(app);
      const vpc = ownVpc(scope);
      const of = targets[kind](m, scope, vpc);
      const options = knowing.includes(kind) ? {} : { vpcLink: new m.apigwv2.VpcLink(scope, 'Link', { vpc }) };
      return routed(m, scope, (id) => of(id, options));
    },
  })),
  ...rows(splits, (what, at) => ({
    name: `private integration: ${kind}, VPC in ${what}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const [backend, front] = at(app);
      const vpc = ownVpc(backend);
      const of = targets[kind](m, backend, vpc);
      const options = knowing.includes(kind) ? {} : { vpcLink: new m.apigwv2.VpcLink(backend, 'Link', { vpc }) };
      return routed(m, front, (id) => of(id, options));
    },
  })),
]);

const bounds: Program[] = ['alb', 'nlb'].flatMap((kind) =>
  [0, 49, 29_001, 30_000, 30_001].map((ms) =>
    inStack(
      `${ms > 29_000 && ms <= 30_000 ? '' : 'fails: '}private integration: ${kind} with a timeout of ${ms} ms`,
      (m, stack) => {
        const of = targets[kind](m, stack, ownVpc(stack));
        return routed(m, stack, (id) => of(id, { timeout: Duration.millis(ms) }));
      },
      ms > 29_000 && ms <= 30_000 ? { differs: 'http-timeout' } : {},
    ),
  ),
);

const two: Program[] = ['alb', 'nlb', 'service discovery'].map((kind) =>
  inStack(`fails: private integration: one ${kind} integration for two APIs`, (m, stack) => {
    const vpc = ownVpc(stack);
    const vpcLink = new m.apigwv2.VpcLink(stack, 'Link', { vpc });
    const integration = targets[kind](m, stack, vpc)('Int', { vpcLink });
    new m.apigwv2.HttpApi(stack, 'One', { defaultIntegration: integration });
    new m.apigwv2.HttpApi(stack, 'Two', { defaultIntegration: integration });
  }),
);

export const programs: Program[] = [...given, ...implied, ...methods, ...shared, ...located, ...bounds, ...two];
