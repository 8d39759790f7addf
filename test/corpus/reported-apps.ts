import { Aws, CfnOutput, Duration, Fn, Stack, Stage } from 'aws-cdk-lib';
import * as l1 from 'aws-cdk-lib/aws-apigatewayv2';
import * as awsint from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as awsauth from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as sd from 'aws-cdk-lib/aws-servicediscovery';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import {
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  MappingValue,
  ParameterMapping,
  VpcLink,
  WebSocketApi,
  WebSocketRoute,
  WebSocketStage,
} from '../../lib';
import { HttpIamAuthorizer, HttpJwtAuthorizer, HttpUserPoolAuthorizer } from '../../lib/authorizers';
import {
  HttpAlbIntegration,
  HttpLambdaIntegration,
  HttpNlbIntegration,
  HttpServiceDiscoveryIntegration,
  HttpSqsIntegration,
  HttpStepFunctionsIntegration,
  WebSocketLambdaIntegration,
} from '../../lib/integrations';
import { ENV } from '../_helpers/app';
import { inlineFunction } from '../_helpers/lambda';
import * as b from './builders';
import type { Entry } from './entry';

/** Typical apps of users, with constructs from this library and from aws-cdk-lib. */
export const entries: Entry[] = [
  {
    title: 'user app: a workshop app with a table, a function for each route, CORS and access logs',
    env: ENV,
    build: (s) => {
      const table = new dynamodb.Table(s, 'T', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
      const api = new HttpApi(s, 'Todo', {
        corsPreflight: {
          allowOrigins: ['http://localhost:3000', 'https://todo.example.com'],
          allowMethods: [CorsHttpMethod.ANY],
          allowHeaders: ['Authorization', 'Content-Type', 'X-Amz-Date', 'X-Api-Key'],
          maxAge: Duration.days(10),
          allowCredentials: true,
        },
      });
      for (const [m, p] of [
        ['GET', '/todos'],
        ['POST', '/todos'],
        ['GET', '/todos/{id}'],
        ['DELETE', '/todos/{id}'],
        ['PATCH', '/todos/{id}'],
      ] as const) {
        const f = inlineFunction(s, `${m}${p}`.replace(/\W/g, ''), { environment: { TABLE: table.tableName } });
        table.grantReadWriteData(f);
        api.addRoutes({
          path: p,
          methods: [m as HttpMethod],
          integration: new HttpLambdaIntegration(`I${m}${p}`.replace(/\W/g, ''), f),
        });
      }
      new CfnOutput(s, 'Url', { value: api.url! });
    },
  },
  {
    title: 'user app: a function with the URL of its own API in its environment',
    build: (s) => {
      const f = inlineFunction(s);
      const api = new HttpApi(s, 'Api', { defaultIntegration: new HttpLambdaIntegration('I', f) });
      f.addEnvironment('API', api.apiEndpoint);
    },
  },
  {
    title: 'user app: simple-websockets-chat-app, rewritten with L1 constructs from aws-cdk-lib',
    build: (s) => {
      const f = inlineFunction(s);
      const api = new l1.CfnApi(s, 'A', {
        name: 'SimpleChatWebSocket',
        protocolType: 'WEBSOCKET',
        routeSelectionExpression: '$request.body.action',
      });
      const rs = [
        ['$connect', 'Connect'],
        ['$disconnect', 'Disconnect'],
        ['sendmessage', 'Send'],
      ].map(([k, n]) => {
        const i = new l1.CfnIntegration(s, `${n}I`, {
          apiId: api.ref,
          integrationType: 'AWS_PROXY',
          integrationUri: Fn.sub(
            'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${F}/invocations',
            { F: f.functionArn },
          ),
          description: `${n} Integration`,
        });
        return new l1.CfnRoute(s, `${n}R`, {
          apiId: api.ref,
          routeKey: k!,
          authorizationType: 'NONE',
          operationName: `${n}Route`,
          target: Fn.join('/', ['integrations', i.ref]),
        });
      });
      const d = new l1.CfnDeployment(s, 'D', { apiId: api.ref });
      rs.forEach((r) => d.addDependency(r));
      new l1.CfnStage(s, 'S', { stageName: 'Prod', description: 'Prod Stage', deploymentId: d.ref, apiId: api.ref });
      new lambda.CfnPermission(s, 'P', {
        action: 'lambda:InvokeFunction',
        functionName: f.functionName,
        principal: 'apigateway.amazonaws.com',
      });
    },
  },
  {
    title: 'user app: a CloudFront distribution whose origin is part of the endpoint of an HTTP API, by Fn::Split',
    build: (s) => {
      const api = new HttpApi(s, 'Api', { defaultIntegration: b.urlIntegration() });
      new cloudfront.Distribution(s, 'D', {
        defaultBehavior: {
          origin: new origins.HttpOrigin(Fn.select(2, Fn.split('/', api.apiEndpoint))),
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
        },
      });
    },
  },
  {
    title: 'user app: a CloudFront distribution whose origin contains the API ID and the region',
    build: (s) => {
      const api = b.http(s);
      b.stage(api);
      new cloudfront.Distribution(s, 'D', {
        defaultBehavior: {
          origin: new origins.HttpOrigin(`${api.ref}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`, {
            originPath: '/prod',
          }),
        },
      });
    },
  },
  {
    title: 'user app: a user pool, a client whose callback URL is the API, and an authorizer for both',
    build: (s) => {
      const pool = new cognito.UserPool(s, 'Pool');
      const api = new HttpApi(s, 'Api');
      const client = pool.addClient('Client', { oAuth: { callbackUrls: [`${api.apiEndpoint}/callback`] } });
      api.addRoutes({
        path: '/me',
        integration: b.urlIntegration(),
        authorizer: new HttpUserPoolAuthorizer('Auth', pool, { userPoolClients: [client] }),
      });
    },
  },
  {
    title: 'user app: a function that is a trigger of a user pool and the target of an API that the user pool protects',
    build: (s) => {
      const pool = new cognito.UserPool(s, 'Pool');
      const f = inlineFunction(s);
      pool.addTrigger(cognito.UserPoolOperation.POST_CONFIRMATION, f);
      const client = pool.addClient('Client');
      new HttpApi(s, 'Api', {
        defaultIntegration: new HttpLambdaIntegration('I', f),
        defaultAuthorizer: new HttpJwtAuthorizer('Auth', pool.userPoolProviderUrl, {
          jwtAudience: [client.userPoolClientId, 'aws.cognito.signin.user.admin'],
        }),
        defaultAuthorizationScopes: ['email', 'profile'],
      });
    },
  },
  {
    title: 'user app: two CDK stages, each with a stateful and a stateless stack',
    build: (_, app) => {
      for (const [name, region] of [
        ['Beta', 'eu-west-1'],
        ['Prod', 'us-east-1'],
      ] as const) {
        const st = new Stage(app, name, { env: { account: '111111111111', region } });
        const state = new Stack(st, 'State');
        const q = new sqs.Queue(state, 'Q');
        const web = new Stack(st, 'Web');
        const api = new HttpApi(web, 'Api');
        api.addRoutes({
          path: '/events',
          methods: [HttpMethod.POST],
          integration: new HttpSqsIntegration('I', { queue: q }),
        });
        new CfnOutput(web, 'Endpoint', { value: api.apiEndpoint, exportName: `${name}-endpoint` });
      }
    },
  },
  {
    title: 'user app: the same domain name in two regions, with latency records',
    build: (_, app) => {
      for (const region of ['eu-west-1', 'us-east-1']) {
        const s = new Stack(app, `Api-${region}`, { env: { account: '111111111111', region } });
        const zone = route53.HostedZone.fromHostedZoneAttributes(s, 'Z', {
          hostedZoneId: 'Z1',
          zoneName: 'example.com',
        });
        const dn = new DomainName(s, 'D', {
          domainName: 'api.example.com',
          certificate: new Certificate(s, 'C', {
            domainName: 'api.example.com',
            validation: CertificateValidation.fromDns(zone),
          }),
        });
        new HttpApi(s, 'Api', {
          defaultIntegration: b.urlIntegration(),
          defaultDomainMapping: { domainName: dn },
          disableExecuteApiEndpoint: true,
        });
        new route53.CfnRecordSet(s, 'R', {
          hostedZoneId: 'Z1',
          name: 'api.example.com.',
          type: 'A',
          region,
          setIdentifier: region,
          aliasTarget: {
            dnsName: dn.regionalDomainName,
            hostedZoneId: dn.regionalHostedZoneId,
            evaluateTargetHealth: true,
          },
        });
      }
    },
  },
  {
    title: 'user app: an API that is imported from an export, with a route and an integration in a feature stack',
    build: (s) => {
      const api = HttpApi.fromHttpApiAttributes(s, 'A', {
        httpApiId: Fn.importValue('api-id'),
        apiEndpoint: Fn.importValue('api-url'),
      });
      new HttpRoute(s, 'R', {
        httpApi: api,
        routeKey: HttpRouteKey.with('/orders/{id}', HttpMethod.GET),
        integration: new HttpLambdaIntegration('I', inlineFunction(s)),
      });
    },
  },
  {
    title: 'user app: an API whose ID is an SSM parameter that is resolved at deployment, with an authorizer',
    build: (s) => {
      const api = HttpApi.fromHttpApiAttributes(s, 'A', {
        httpApiId: ssm.StringParameter.valueForStringParameter(s, '/api/id'),
      });
      new HttpRoute(s, 'R', {
        httpApi: api,
        routeKey: HttpRouteKey.with('/orders'),
        integration: b.urlIntegration(),
        authorizer: new HttpIamAuthorizer(),
      });
      new HttpStage(s, 'S', { httpApi: api, stageName: 'v2', autoDeploy: true });
    },
  },
  {
    title: 'user app: an imported WebSocket API to which the app adds a route and a stage',
    build: (s) => {
      const api = WebSocketApi.fromWebSocketApiAttributes(s, 'A', { webSocketId: 'abc123defg' });
      new WebSocketRoute(s, 'R', {
        webSocketApi: api,
        routeKey: 'ping',
        integration: new WebSocketLambdaIntegration('I', inlineFunction(s)),
      });
      new WebSocketStage(s, 'S', { webSocketApi: api, stageName: 'dev', autoDeploy: true });
    },
  },
  {
    title: 'user app: escape hatches for the timeout, the TLS settings and the description of an ALB integration',
    env: ENV,
    build: (s) => {
      const vpc = new ec2.Vpc(s, 'V');
      const lb = new elb.ApplicationLoadBalancer(s, 'LB', { vpc });
      const l = lb.addListener('L', { port: 80, defaultAction: elb.ListenerAction.fixedResponse(200) });
      const api = new HttpApi(s, 'Api', {
        defaultIntegration: new HttpAlbIntegration('I', l, {
          parameterMapping: new ParameterMapping()
            .appendHeader('x-src', MappingValue.contextVariable('identity.sourceIp'))
            .overwritePath(MappingValue.requestPath()),
        }),
      });
      const i = api.node.findAll().find((n) => n instanceof l1.CfnIntegration) as l1.CfnIntegration;
      i.addPropertyOverride('TimeoutInMillis', 15000);
      i.addPropertyOverride('Description', 'd');
    },
  },
  {
    title: 'user app: a Fargate service in Cloud Map, with a VPC link from aws-cdk-lib',
    env: ENV,
    build: (s) => {
      const vpc = new ec2.Vpc(s, 'V');
      const cluster = new ecs.Cluster(s, 'C', { vpc });
      const td = new ecs.FargateTaskDefinition(s, 'T');
      td.addContainer('c', { image: ecs.ContainerImage.fromRegistry('nginx'), portMappings: [{ containerPort: 80 }] });
      cluster.addDefaultCloudMapNamespace({ name: 'local' });
      const svc = new ecs.FargateService(s, 'S', {
        cluster,
        taskDefinition: td,
        cloudMapOptions: { name: 'web', dnsRecordType: sd.DnsRecordType.SRV, containerPort: 80 },
      });
      const link = new VpcLink(s, 'Link', { vpc, securityGroups: svc.connections.securityGroups });
      new HttpApi(s, 'Api', {
        defaultIntegration: new HttpServiceDiscoveryIntegration('I', svc.cloudMapService!, { vpcLink: link }),
      });
    },
  },
  {
    title: 'user app: an HTTP API with a Network Load Balancer in another stack',
    env: ENV,
    build: (s, app) => {
      const net = new Stack(app, 'Net', { env: ENV });
      const vpc = new ec2.Vpc(net, 'V');
      const lb = new elb.NetworkLoadBalancer(net, 'LB', { vpc });
      const l = lb.addListener('L', {
        port: 80,
        protocol: elb.Protocol.TCP,
        defaultTargetGroups: [new elb.NetworkTargetGroup(net, 'TG', { vpc, port: 80 })],
      });
      new HttpApi(s, 'Api').addRoutes({ path: '/{proxy+}', integration: new HttpNlbIntegration('I', l) });
    },
  },
  {
    title: 'user app: an imported listener and an imported VPC link',
    build: (s) => {
      const l = elb.ApplicationListener.fromApplicationListenerAttributes(s, 'L', {
        listenerArn: Fn.importValue('listener'),
        securityGroup: ec2.SecurityGroup.fromSecurityGroupId(s, 'SG', 'sg-1'),
      });
      const link = VpcLink.fromVpcLinkAttributes(s, 'Link', {
        vpcLinkId: Fn.importValue('link'),
        vpc: ec2.Vpc.fromVpcAttributes(s, 'V', { vpcId: 'vpc-1', availabilityZones: ['a'] }),
      });
      new HttpApi(s, 'Api').addRoutes({ path: '/', integration: new HttpAlbIntegration('I', l, { vpcLink: link }) });
    },
  },
  {
    title: 'user app: synchronous and asynchronous executions of an Express workflow',
    build: (s) => {
      const m = new sfn.StateMachine(s, 'M', {
        definitionBody: sfn.DefinitionBody.fromString(b.DEFINITION),
        stateMachineType: sfn.StateMachineType.EXPRESS,
      });
      const api = new HttpApi(s, 'Api');
      api.addRoutes({
        path: '/sync',
        methods: [HttpMethod.POST],
        integration: new HttpStepFunctionsIntegration('Sync', {
          stateMachine: m,
          subtype: l1.HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION as never,
        }),
      });
      api.addRoutes({
        path: '/async',
        methods: [HttpMethod.POST],
        integration: new HttpStepFunctionsIntegration('Async', {
          stateMachine: m,
          parameterMapping: new ParameterMapping()
            .custom('Input', '$request.body')
            .custom('StateMachineArn', m.stateMachineArn),
        }),
      });
    },
  },
  {
    title: 'user app: a WebSocket API from aws-cdk-lib with an authorizer, a stage and grants',
    build: (s) => {
      const f = inlineFunction(s);
      const a = new awsauth.WebSocketLambdaAuthorizer('Auth', f, {
        identitySource: ['route.request.querystring.token'],
      });
      const api = new l1.WebSocketApi(s, 'Api', {
        connectRouteOptions: { integration: new awsint.WebSocketLambdaIntegration('C', f), authorizer: a },
        disconnectRouteOptions: { integration: new awsint.WebSocketLambdaIntegration('D', f) },
        defaultRouteOptions: { integration: new awsint.WebSocketLambdaIntegration('X', f) },
      });
      api.addRoute('send', { integration: new awsint.WebSocketLambdaIntegration('S', f), returnResponse: true });
      new l1.WebSocketStage(s, 'Stage', {
        webSocketApi: api,
        stageName: 'mystage',
        autoDeploy: true,
      }).grantManagementApiAccess(f);
    },
  },
  {
    title: 'user app: an HTTP API from aws-cdk-lib with scopes and a Lambda authorizer with simple responses',
    build: (s) => {
      const f = inlineFunction(s);
      const api = new l1.HttpApi(s, 'Api', {
        apiName: 'My API (v2)',
        description: 'ünïcode',
        createDefaultStage: false,
      });
      const a = new awsauth.HttpLambdaAuthorizer('Auth', f, {
        responseTypes: [awsauth.HttpLambdaResponseType.SIMPLE],
        identitySource: [
          '$request.header.X-Api-Key',
          '$context.identity.sourceIp',
          '$stageVariables.tenant',
          '$request.querystring.q',
        ],
        resultsCacheTtl: Duration.seconds(0),
      });
      api.addRoutes({
        path: '/x',
        methods: [l1.HttpMethod.ANY],
        integration: new awsint.HttpLambdaIntegration('I', f, {
          payloadFormatVersion: l1.PayloadFormatVersion.VERSION_1_0,
        }),
        authorizer: a,
      });
      new l1.HttpStage(s, 'St', {
        httpApi: api,
        stageName: 'prod',
        autoDeploy: true,
        stageVariables: { tenant: 'a' },
      });
    },
  },
];
