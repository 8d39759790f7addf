import { Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import type { CfnResource, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationLoadBalancer,
  ApplicationListener,
  NetworkLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Pass, StateMachine, StateMachineType, DefinitionBody } from 'aws-cdk-lib/aws-stepfunctions';
import * as v2 from '../../lib';
import * as auth from '../../lib/authorizers';
import * as to from '../../lib/integrations';
import { CERTIFICATE, LISTENER } from './builders';
import type { Entry } from './entry';

const fn = (s: Stack, id = 'Fn') =>
  new Function(s, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('x') });
const url = () => new to.HttpUrlIntegration('Books', 'https://get-books-proxy.example.com');
const domainName = (s: Stack, name = 'example.com', props: Partial<v2.DomainNameProps> = {}) =>
  new v2.DomainName(s, `DN${name}`, {
    domainName: name,
    certificate: Certificate.fromCertificateArn(s, `Cert${name}`, CERTIFICATE),
    ...props,
  });
const readme = (title: string, build: Entry['build'], warnings?: string[]): Entry => ({
  title: `README of aws-cdk-lib: ${title}`,
  build,
  warnings,
});

export const entries: Entry[] = [
  readme('routes with a URL and a function', (s) => {
    const api = new v2.HttpApi(s, 'HttpApi');
    api.addRoutes({ path: '/books', methods: [v2.HttpMethod.GET], integration: url() });
    const integration = new to.HttpLambdaIntegration('BooksDefaultIntegration', fn(s));
    api.addRoutes({ path: '/books', methods: [v2.HttpMethod.ANY], integration });
    api.addRoutes({ path: '/', methods: [v2.HttpMethod.POST, v2.HttpMethod.PUT], integration });
  }),
  readme('a default integration', (s) => new v2.HttpApi(s, 'Api', { defaultIntegration: url() })),
  readme('an explicit route selection expression', (s) => {
    new v2.HttpApi(s, 'Api', { defaultIntegration: url(), routeSelectionExpression: true });
  }),
  readme('CORS with a preflight', (s) => {
    new v2.HttpApi(s, 'Api', {
      corsPreflight: {
        allowHeaders: ['Authorization'],
        allowMethods: [
          v2.CorsHttpMethod.GET,
          v2.CorsHttpMethod.HEAD,
          v2.CorsHttpMethod.OPTIONS,
          v2.CorsHttpMethod.POST,
        ],
        allowOrigins: ['*'],
        maxAge: Duration.days(1),
      },
    });
  }),
  {
    title: 'README of aws-cdk-lib: CORS with a maximum age of ten days',
    build: (s) => new v2.HttpApi(s, 'Api', { corsPreflight: { allowOrigins: ['*'], maxAge: Duration.days(10) } }),
    // The value exceeds the maximum in AWS's service model, but no evidence shows that AWS validates it
    warnings: ['CorsMaxAgeOutOfRange'],
  },
  readme('a separate stage without the default stage', (s) => {
    const api = new v2.HttpApi(s, 'Api', { createDefaultStage: false, defaultIntegration: url() });
    new v2.HttpStage(s, 'Stage', { httpApi: api, stageName: 'beta', description: 'My Stage', autoDeploy: true });
  }),
  readme('a domain name that is mapped to the default stage and to another stage', (s) => {
    const dn = domainName(s);
    const api = new v2.HttpApi(s, 'Api', {
      defaultIntegration: url(),
      defaultDomainMapping: { domainName: dn, mappingKey: 'foo' },
    });
    api.addStage('beta', { stageName: 'beta', autoDeploy: true, domainMapping: { domainName: dn, mappingKey: 'bar' } });
    new v2.HttpApi(s, 'Demo', {
      defaultIntegration: url(),
      defaultDomainMapping: { domainName: dn, mappingKey: 'demo' },
    });
  }),
  readme('a domain name without a key, and an imported domain name', (s) => {
    new v2.HttpApi(s, 'Api', { defaultIntegration: url(), defaultDomainMapping: { domainName: domainName(s) } });
    const imported = v2.DomainName.fromDomainNameAttributes(s, 'Imported', {
      name: 'api.example.org',
      regionalDomainName: 'd-abc.execute-api.eu-west-1.amazonaws.com',
      regionalHostedZoneId: 'Z1',
    });
    new v2.HttpApi(s, 'Other', {
      defaultIntegration: url(),
      defaultDomainMapping: { domainName: imported, mappingKey: 'v1' },
    });
  }),
  readme('mutual TLS', (s) => {
    // A truststore version needs a bucket with versioning, which the README does not show
    const bucket = new Bucket(s, 'Bucket', { versioned: true });
    const dn = domainName(s, 'mtls.example.com', { mtls: { bucket, key: 'someca.pem', version: 'version' } });
    new v2.HttpApi(s, 'Api', { disableExecuteApiEndpoint: true, defaultDomainMapping: { domainName: dn } });
  }),
  readme('a migration from one endpoint to another', (s) => {
    domainName(s, 'api.example.com', { certificateName: 'foo', endpointType: v2.EndpointType.REGIONAL });
  }),
  readme('metrics and access logs of a stage', (s) => {
    const api = new v2.HttpApi(s, 'Api', { createDefaultStage: false });
    const destination = new v2.LogGroupLogDestination(
      new LogGroup(s, 'Logs', { removalPolicy: RemovalPolicy.DESTROY }),
    );
    const format = AccessLogFormat.custom('$context.requestId $context.authorizer.claims.sub $context.status');
    const props = { stageName: 'dev', autoDeploy: true, detailedMetricsEnabled: true };
    new v2.HttpStage(s, 'Stage', { httpApi: api, ...props, accessLogSettings: { destination, format } });
  }),
  readme('a private integration with a VPC link', (s) => {
    const vpc = new Vpc(s, 'VPC');
    const vpcLink = new v2.VpcLink(s, 'VpcLink', { vpc });
    const alb = new ApplicationLoadBalancer(s, 'AppLoadBalancer', { vpc });
    const listener = alb.addListener('listener', { port: 80, open: false });
    listener.addTargets('target', { port: 80 });
    const defaultIntegration = new to.HttpAlbIntegration('DefaultIntegration', listener, { vpcLink });
    new v2.HttpApi(s, 'Api', { defaultIntegration });
  }),
  readme('a network load balancer and a parameter mapping', (s) => {
    const vpc = new Vpc(s, 'VPC');
    const listener = new NetworkLoadBalancer(s, 'lb', { vpc }).addListener('listener', { port: 80 });
    listener.addTargets('target', { port: 80 });
    const parameterMapping = new v2.ParameterMapping()
      .appendHeader('header2', v2.MappingValue.requestHeader('header1'))
      .overwritePath(v2.MappingValue.requestPath())
      .overwriteQueryString('a', v2.MappingValue.contextVariable('requestId'))
      .removeHeader('header1');
    new v2.HttpApi(s, 'Api', {
      defaultIntegration: new to.HttpNlbIntegration('DefaultIntegration', listener, { parameterMapping }),
    });
  }),
  readme('an imported listener', (s) => {
    const vpc = new Vpc(s, 'VPC');
    const listener = ApplicationListener.fromApplicationListenerAttributes(s, 'L', {
      listenerArn: LISTENER,
      securityGroup: SecurityGroup.fromSecurityGroupId(s, 'Group', 'sg-0a1b2c3d'),
    });
    const vpcLink = v2.VpcLink.fromVpcLinkAttributes(s, 'Link', { vpc, vpcLinkId: 'abc123' });
    const integration = new to.HttpAlbIntegration('Alb', listener, {
      vpcLink,
      secureServerName: 'internal.example.com',
    });
    new v2.HttpApi(s, 'Api').addRoutes({ path: '/{proxy+}', integration });
  }),
  readme(
    'a Cloud Map service',
    (s) => {
      const vpc = new Vpc(s, 'VPC');
      const service = new PrivateDnsNamespace(s, 'Namespace', { name: 'boobar.com', vpc }).createService('Service');
      const vpcLink = new v2.VpcLink(s, 'VpcLink', { vpc });
      new v2.HttpApi(s, 'Api', {
        defaultIntegration: new to.HttpServiceDiscoveryIntegration('DefaultIntegration', service, { vpcLink }),
      });
      // The Cloud Map service has only A records, which do not contain a port
    },
    ['CloudMapServiceWithoutSrv'],
  ),
  readme('a state machine, a queue and an event bus', (s) => {
    const api = new v2.HttpApi(s, 'Api');
    const props = {
      definitionBody: DefinitionBody.fromChainable(new Pass(s, 'Pass')),
      stateMachineType: StateMachineType.EXPRESS,
    };
    const stateMachine = new StateMachine(s, 'Machine', props);
    const subtype = v2.HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION;
    const machine = new to.HttpStepFunctionsIntegration('Machine', { stateMachine, subtype });
    api.addRoutes({ path: '/start', methods: [v2.HttpMethod.POST], integration: machine });
    const queue = new Queue(s, 'Queue');
    api.addRoutes({ path: '/default', integration: new to.HttpSqsIntegration('Send', { queue }) });
    const receive = v2.HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE;
    api.addRoutes({ path: '/receive', integration: new to.HttpSqsIntegration('Receive', { queue, subtype: receive }) });
    const eventBus = new EventBus(s, 'Bus');
    api.addRoutes({
      path: '/event',
      integration: new to.HttpEventBridgeIntegration('Put', { eventBusRef: eventBus.eventBusRef }),
    });
  }),
  readme('a default JWT authorizer with scopes, and a public route', (s) => {
    const defaultAuthorizer = new auth.HttpJwtAuthorizer('DefaultAuthorizer', 'https://test.us.auth0.com', {
      jwtAudience: ['3131231'],
    });
    const api = new v2.HttpApi(s, 'Api', { defaultAuthorizer, defaultAuthorizationScopes: ['read:books'] });
    api.addRoutes({ path: '/books', integration: url() });
    api.addRoutes({ path: '/login', integration: url(), authorizer: new v2.HttpNoneAuthorizer() });
    api.addRoutes({ path: '/books/{id}', integration: url(), authorizationScopes: ['write:books'] });
  }),
  readme('user pools, functions and IAM as authorizers', (s) => {
    const api = new v2.HttpApi(s, 'Api');
    const authorizer = new auth.HttpUserPoolAuthorizer('BooksAuthorizer', new UserPool(s, 'Pool'));
    api.addRoutes({ path: '/pool', integration: url(), authorizer });
    const responseTypes = [auth.HttpLambdaResponseType.SIMPLE];
    const simple = new auth.HttpLambdaAuthorizer('Simple', fn(s), { responseTypes });
    api.addRoutes({ path: '/simple', integration: url(), authorizer: simple });
    const uncached = new auth.HttpLambdaAuthorizer('Uncached', fn(s, 'B'), {
      identitySource: [],
      resultsCacheTtl: Duration.seconds(0),
    });
    api.addRoutes({ path: '/uncached', integration: url(), authorizer: uncached });
    api.addRoutes({ path: '/iam', integration: url(), authorizer: new auth.HttpIamAuthorizer() });
  }),
  readme('an imported API and its routes', (s) => {
    const httpApi = v2.HttpApi.fromHttpApiAttributes(s, 'Api', { httpApiId: Fn.importValue('Id') });
    new v2.HttpRoute(s, 'Route', {
      httpApi,
      routeKey: v2.HttpRouteKey.with('/a/{id}', v2.HttpMethod.GET),
      integration: url(),
    });
    new v2.HttpStage(s, 'Stage', { httpApi, stageName: 'beta', autoDeploy: true });
  }),
  {
    title: 'Amplify Gen 2 guide: an HTTP API with IAM and user pool authorizers and CORS',
    build: (s) => {
      const httpApi = new v2.HttpApi(s, 'HttpApi', {
        apiName: 'myHttpApi',
        corsPreflight: {
          allowMethods: [
            v2.CorsHttpMethod.GET,
            v2.CorsHttpMethod.POST,
            v2.CorsHttpMethod.PUT,
            v2.CorsHttpMethod.DELETE,
          ],
          allowOrigins: ['*'],
          allowHeaders: ['*'],
        },
        createDefaultStage: true,
      });
      const pool = UserPool.fromUserPoolId(s, 'Pool', 'eu-west-1_abc');
      const clients = [pool.addClient('Client')];
      const authorizer = new auth.HttpUserPoolAuthorizer('userPoolAuth', pool, { userPoolClients: clients });
      const integration = new to.HttpLambdaIntegration('LambdaIntegration', fn(s));
      const methods = [v2.HttpMethod.GET, v2.HttpMethod.PUT, v2.HttpMethod.POST, v2.HttpMethod.DELETE];
      httpApi.addRoutes({ path: '/items', methods, integration, authorizer: new auth.HttpIamAuthorizer() });
      httpApi.addRoutes({ path: '/items/{proxy+}', methods, integration, authorizer: new auth.HttpIamAuthorizer() });
      httpApi.addRoutes({ path: '/cognito-auth-path', methods: [v2.HttpMethod.GET], integration, authorizer });
    },
  },
  {
    title: 'CDK patterns, the simple webservice: one function for all routes, with a different payload format',
    build: (s) => {
      const payloadFormatVersion = v2.PayloadFormatVersion.VERSION_1_0;
      const defaultIntegration = new to.HttpLambdaIntegration('Fn', fn(s), {
        payloadFormatVersion,
        timeout: Duration.seconds(30),
      });
      new v2.HttpApi(s, 'Endpoint', { defaultIntegration });
    },
  },
  {
    title: 'escape hatches: properties that the L2 constructs from aws-cdk-lib lack',
    build: (s) => {
      const api = new v2.HttpApi(s, 'Api', { defaultIntegration: url() });
      const stage = api.defaultStage!.node.defaultChild as CfnResource;
      stage.addPropertyOverride('DefaultRouteSettings', { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 5 });
      stage.addPropertyOverride('AccessLogSettings', {
        DestinationArn: 'arn:aws:logs:eu-west-1:111111111111:log-group:shop',
        Format: '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp"}',
      });
    },
  },
];
