// Integrations of an HTTP API with load balancers and Cloud Map services in a VPC. The API creates one VPC link,
// and two integrations share it. A third integration uses a VPC link that the app creates. In a second stack, an
// integration uses TLS, and API Gateway verifies the server name.
// Only the second stack requires INTEG_DOMAIN and INTEG_CERTIFICATE_ARN.
//
// Verify the deployed app with its outputs:
//   curl -s $Url/alb                           "fixed by the load balancer"
//   curl -s $Url/nlb; curl -s $Url/map         the page of the instance, "instance"
//   curl -s $TlsUrl/                           "fixed behind TLS"
//   aws apigatewayv2 get-vpc-links --query 'Items[].Name'      three: one for both load balancers, Given, the one of the second stack
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import type { StackProps } from 'aws-cdk-lib';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { InstanceTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import { HttpApi, HttpMethod, MappingValue, ParameterMapping, VpcLink } from 'cdk-apigatewayv2';
import { HttpAlbIntegration, HttpNlbIntegration, HttpServiceDiscoveryIntegration } from 'cdk-apigatewayv2/integrations';
import type { Construct } from 'constructs';
import { certificate, DOMAIN } from './resources';

function vpcOf(stack: Stack): ec2.Vpc {
  // Removing the rules of the default security group would require a custom resource.
  return new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0, restrictDefaultSecurityGroup: false });
}

class PrivateStack extends Stack {
  private readonly vpc = vpcOf(this);
  private readonly api = new HttpApi(this, 'Api');
  private readonly instance: ec2.Instance;

  public constructor(scope: Construct, id: string) {
    super(scope, id);
    this.instance = this.server();
    this.loadBalancers();
    this.cloudMap();
    new CfnOutput(this, 'Url', { value: this.api.apiEndpoint });
  }

  private server(): ec2.Instance {
    const userData = ec2.UserData.forLinux();
    userData.addCommands(
      'mkdir /srv/www && echo instance > /srv/www/index.html',
      'cd /srv/www && nohup python3 -m http.server 80 &',
    );
    const instance = new ec2.Instance(this, 'Instance', {
      vpc: this.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED },
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.NANO),
      machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
      requireImdsv2: true,
      userData,
    });
    instance.connections.allowFrom(ec2.Peer.ipv4(this.vpc.vpcCidrBlock), ec2.Port.tcp(80));
    return instance;
  }

  // Both integrations use the VPC link that the API creates for the VPC.
  private loadBalancers(): void {
    const application = new elb.ApplicationLoadBalancer(this, 'Application', { vpc: this.vpc });
    this.api.addRoutes({
      path: '/alb',
      methods: [HttpMethod.GET],
      integration: new HttpAlbIntegration(
        'Alb',
        application.addListener('Listener', {
          port: 80,
          defaultAction: elb.ListenerAction.fixedResponse(200, { messageBody: 'fixed by the load balancer' }),
        }),
      ),
    });

    const network = new elb.NetworkLoadBalancer(this, 'Network', { vpc: this.vpc });
    network.connections.allowFrom(ec2.Peer.ipv4(this.vpc.vpcCidrBlock), ec2.Port.tcp(80));
    const listener = network.addListener('Listener', { port: 80 });
    listener.addTargets('Targets', { port: 80, targets: [new InstanceTarget(this.instance)] });
    this.api.addRoutes({
      path: '/nlb',
      integration: new HttpNlbIntegration('Nlb', listener, {
        method: HttpMethod.GET,
        timeout: Duration.seconds(5),
        parameterMapping: new ParameterMapping().overwritePath(MappingValue.custom('/')),
      }),
    });
  }

  private cloudMap(): void {
    const vpcLink = new VpcLink(this, 'Given', {
      vpc: this.vpc,
      vpcLinkName: 'Given',
      subnets: { subnets: [this.vpc.isolatedSubnets[0]] },
    });
    vpcLink.addSubnets(this.vpc.isolatedSubnets[1]);
    vpcLink.addSecurityGroups(new ec2.SecurityGroup(this, 'LinkSecurityGroup', { vpc: this.vpc }));

    const namespace = new servicediscovery.PrivateDnsNamespace(this, 'Namespace', {
      name: 'integ.internal',
      vpc: this.vpc,
    });
    const service = namespace.createService('Service', { dnsRecordType: servicediscovery.DnsRecordType.A });
    service.registerIpInstance('Registration', { ipv4: this.instance.instancePrivateIp, port: 80 });
    this.api.addRoutes({
      path: '/map',
      methods: [HttpMethod.GET],
      integration: new HttpServiceDiscoveryIntegration('Map', service, {
        vpcLink,
        parameterMapping: new ParameterMapping().overwritePath(MappingValue.custom('/')),
      }),
    });
  }
}

class TlsStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const vpc = vpcOf(this);
    const api = new HttpApi(this, 'Api');
    const listener = new elb.ApplicationLoadBalancer(this, 'Application', { vpc }).addListener('Listener', {
      port: 443,
      certificates: [certificate(this)],
      sslPolicy: elb.SslPolicy.RECOMMENDED_TLS,
      defaultAction: elb.ListenerAction.fixedResponse(200, { messageBody: 'fixed behind TLS' }),
    });
    api.addRoutes({
      path: '/',
      methods: [HttpMethod.GET],
      integration: new HttpAlbIntegration('Tls', listener, {
        vpcLink: api.addVpcLink({ vpc, subnets: { subnetType: ec2.SubnetType.PRIVATE_ISOLATED } }),
        secureServerName: DOMAIN,
      }),
    });
    new CfnOutput(this, 'TlsUrl', { value: api.apiEndpoint });
  }
}

const app = new App();
const stack = new PrivateStack(app, 'IntegHttpPrivate');
const tls = new TlsStack(app, 'IntegHttpPrivateTls');

new IntegTest(app, 'HttpPrivate', { testCases: [stack, tls] });
