// The values that samples declare without creating them (`declare const fn: lambda.Function`), keyed by the last word
// of the type. given.py creates the same values in Python, in the same order.
'use strict';
const lib = (name) => require(`aws-cdk-lib/aws-${name}`);
const apigwv2 = () => require('cdk-apigatewayv2');

const TYPES = {
  Alias: (scope, id) => {
    const version = TYPES.Function(scope, `${id}Function`).currentVersion;
    return new (lib('lambda').Alias)(scope, id, { aliasName: 'live', version });
  },
  ApplicationListener: (scope, id) => {
    const balancer = TYPES.ApplicationLoadBalancer(scope, `${id}Balancer`);
    const defaultAction = lib('elasticloadbalancingv2').ListenerAction.fixedResponse(404);
    return balancer.addListener(id, { port: 8080, defaultAction });
  },
  ApplicationLoadBalancer: (scope, id) =>
    new (lib('elasticloadbalancingv2').ApplicationLoadBalancer)(scope, id, { vpc: TYPES.Vpc(scope, `${id}Vpc`) }),
  Bucket: (scope, id) => new (lib('s3').Bucket)(scope, id),
  Certificate: (scope, id) =>
    lib('certificatemanager').Certificate.fromCertificateArn(
      scope,
      id,
      'arn:aws:acm:eu-west-1:111111111111:certificate/1',
    ),
  CfnConfigurationProfile: (scope, id) =>
    new (lib('appconfig').CfnConfigurationProfile)(scope, id, {
      applicationId: 'app',
      locationUri: 'hosted',
      name: id,
    }),
  DeliveryStream: (scope, id) => {
    const { DeliveryStream, S3Bucket } = lib('kinesisfirehose');
    return new DeliveryStream(scope, id, { destination: new S3Bucket(TYPES.Bucket(scope, `${id}Bucket`)) });
  },
  DomainName: (scope, id) =>
    new (apigwv2().DomainName)(scope, id, {
      domainName: `${id.toLowerCase()}.example.com`,
      certificate: TYPES.Certificate(scope, `${id}Certificate`),
    }),
  Environment: (scope, id) => {
    const application = new (lib('appconfig').Application)(scope, `${id}Application`);
    return new (lib('appconfig').Environment)(scope, id, { application });
  },
  EventBus: (scope, id) => new (lib('events').EventBus)(scope, id),
  Function: (scope, id) => {
    const { Function, Runtime, Code } = lib('lambda');
    return new Function(scope, id, {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('-'),
    });
  },
  HttpApi: (scope, id) => new (apigwv2().HttpApi)(scope, id),
  IBucket: (scope, id) => TYPES.Bucket(scope, id),
  ICertificate: (scope, id) => TYPES.Certificate(scope, id),
  IHostedZone: (scope, id) =>
    lib('route53').HostedZone.fromHostedZoneAttributes(scope, id, { hostedZoneId: 'Z1', zoneName: 'example.com' }),
  LogGroup: (scope, id) => new (lib('logs').LogGroup)(scope, id),
  NetworkListener: (scope, id) => {
    const { NetworkLoadBalancer, NetworkTargetGroup } = lib('elasticloadbalancingv2');
    const vpc = TYPES.Vpc(scope, `${id}Vpc`);
    const group = new NetworkTargetGroup(scope, `${id}Targets`, { port: 8080, vpc });
    return new NetworkLoadBalancer(scope, `${id}Balancer`, { vpc }).addListener(id, {
      port: 8080,
      defaultTargetGroups: [group],
    });
  },
  Queue: (scope, id) => new (lib('sqs').Queue)(scope, id),
  RestApi: (scope, id) => {
    const api = new (lib('apigateway').RestApi)(scope, id);
    api.root.addMethod('GET');
    return api;
  },
  Role: (scope, id) => {
    const { Role, ServicePrincipal } = lib('iam');
    return new Role(scope, id, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  },
  Rule: (scope, id) => {
    const { Rule, Schedule } = lib('events');
    return new Rule(scope, id, { schedule: Schedule.cron({ minute: '0' }) });
  },
  SecurityGroup: (scope, id) => new (lib('ec2').SecurityGroup)(scope, id, { vpc: TYPES.Vpc(scope, `${id}Vpc`) }),
  Service: (scope, id) =>
    new (lib('servicediscovery').HttpNamespace)(scope, `${id}Namespace`, { name: 'example.com' }).createService(id),
  SpecHttpApi: (scope, id) => {
    const { HttpApiDefinition, SpecHttpApi } = apigwv2();
    const document = { openapi: '3.0.3', info: { title: 'Books', version: '1.0' }, paths: {} };
    return new SpecHttpApi(scope, id, { apiDefinition: HttpApiDefinition.fromInline(document) });
  },
  StateMachine: (scope, id) => {
    const { DefinitionBody, Pass, StateMachine, StateMachineType } = lib('stepfunctions');
    const definitionBody = DefinitionBody.fromChainable(new Pass(scope, `${id}Pass`));
    return new StateMachine(scope, id, { definitionBody, stateMachineType: StateMachineType.EXPRESS });
  },
  Stream: (scope, id) => new (lib('kinesis').Stream)(scope, id),
  Table: (scope, id) => {
    const { AttributeType, Table } = lib('dynamodb');
    return new Table(scope, id, { partitionKey: { name: 'id', type: AttributeType.STRING } });
  },
  Topic: (scope, id) => new (lib('sns').Topic)(scope, id),
  UserPool: (scope, id) => new (lib('cognito').UserPool)(scope, id),
  UserPoolClient: (scope, id) => TYPES.UserPool(scope, `${id}Pool`).addClient(id),
  Vpc: (scope, id) => new (lib('ec2').Vpc)(scope, id, { maxAzs: 1 }),
  VpcLink: (scope, id) => new (apigwv2().VpcLink)(scope, id, { vpc: TYPES.Vpc(scope, `${id}Vpc`) }),
  WebSocketApi: (scope, id) => {
    const { WebSocketMockIntegration } = require('cdk-apigatewayv2/integrations');
    const defaultRouteOptions = { integration: new WebSocketMockIntegration(`${id}Default`) };
    return new (apigwv2().WebSocketApi)(scope, id, { defaultRouteOptions });
  },
  WebSocketIntegration: (scope, id) =>
    new (apigwv2().WebSocketIntegration)(scope, id, {
      webSocketApi: TYPES.WebSocketApi(scope, `${id}Api`),
      integrationType: apigwv2().WebSocketIntegrationType.HTTP,
      integrationUri: 'https://example.com',
      integrationMethod: 'POST',
    }),
  WebSocketStage: (scope, id) =>
    new (apigwv2().WebSocketStage)(scope, id, {
      webSocketApi: TYPES.WebSocketApi(scope, `${id}Api`),
      stageName: 'given',
      autoDeploy: true,
    }),
  string: (_scope, id) => id,
};

/** Creates a value that a sample declares. The index makes the construct ID unique. */
module.exports = function given(scope, type, index) {
  const make = TYPES[type.split('.').at(-1)];
  if (!make) throw new Error(`given.cjs and given.py do not create a ${type}`);
  return make(scope, `Given${index}`);
};
