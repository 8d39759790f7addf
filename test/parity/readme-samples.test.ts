import * as fs from 'node:fs';
import * as path from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import * as ts from 'typescript';
import * as apigwv2 from '../../lib';
import * as authorizers from '../../lib/authorizers';
import * as integrations from '../../lib/integrations';

/** The unchanged samples of aws-cdk-lib's READMEs run with this library in place of the three modules. */
const OURS: { readonly [module: string]: object } = {
  'aws-cdk-lib/aws-apigatewayv2': apigwv2,
  'aws-cdk-lib/aws-apigatewayv2-integrations': integrations,
  'aws-cdk-lib/aws-apigatewayv2-authorizers': authorizers,
};

/** The codes of the rules that reject samples. docs/migration.md lists these samples. */
const REJECTED: { readonly [sample: string]: string } = {
  // API Gateway rejects the second stage `$default` that the sample creates: "ConflictException"
  'aws-apigatewayv2 15': '[StageDuplicate]',
  // The format has several lines: "Access Log format must be single line"
  'aws-apigatewayv2 41': '[AccessLogFormatNotOneLine]',
  // A mapping key has no action: "Invalid Request Actioned Parameter destination specified"
  'aws-apigatewayv2-integrations 13': '[RequestMappingKeyInvalid]',
};

const root = path.dirname(require.resolve('aws-cdk-lib/package.json'));
const samples = ['', '-integrations', '-authorizers'].flatMap((suffix) => {
  const module = `aws-apigatewayv2${suffix}`;
  const readme = fs.readFileSync(path.join(root, module, 'README.md'), 'utf-8');
  return [...readme.matchAll(/^```ts[^\n]*\n(.*?)^```/gms)].map(([, code], i): [string, string] => [
    `${module} ${i + 1}`,
    code!,
  ]);
});

/** A value of the type that a sample declares. */
function declared(stack: cdk.Stack, id: string, type: string, code: string): unknown {
  const handler = lambda.Code.fromInline('exports.handler = async () => ({});');
  const makers: { readonly [type: string]: () => unknown } = {
    'lambda.Function': () =>
      new lambda.Function(stack, id, { code: handler, handler: 'index.handler', runtime: lambda.Runtime.NODEJS_22_X }),
    // Samples that add the stage `$default` need an API without a default stage. Samples that read `domainUrl` need a domain mapping.
    'apigwv2.HttpApi': () =>
      new apigwv2.HttpApi(stack, id, {
        createDefaultStage: !code.includes('new apigwv2.HttpStage('),
        defaultDomainMapping: code.includes('domainUrl')
          ? { domainName: declared(stack, `${id}Domain`, 'apigwv2.DomainName', '') as apigwv2.DomainName }
          : undefined,
      }),
    'apigwv2.WebSocketApi': () => chat(stack, id),
    'apigwv2.IWebSocketApi': () => chat(stack, id),
    'apigwv2.WebSocketStage': () =>
      new apigwv2.WebSocketStage(stack, id, {
        webSocketApi: new apigwv2.WebSocketApi(stack, `${id}Api`),
        stageName: 'dev',
        autoDeploy: true,
      }),
    'apigwv2.DomainName': () =>
      new apigwv2.DomainName(stack, id, { domainName: 'a.example.com', certificate: certificate(stack, `${id}C`) }),
    'apigwv2.UsagePlan': () => new apigwv2.UsagePlan(stack, id),
    'apigwv2.ApiKey': () => new apigwv2.ApiKey(stack, id),
    'logs.LogGroup': () => new logs.LogGroup(stack, id),
    'sqs.IQueue': () => new sqs.Queue(stack, id),
    'events.IEventBus': () => new events.EventBus(stack, id),
    'elbv2.ApplicationLoadBalancer': () => {
      const alb = new elbv2.ApplicationLoadBalancer(stack, id, { vpc: new ec2.Vpc(stack, `${id}Vpc`) });
      alb
        .addListener('Listener', { port: 80 })
        .addAction('Default', { action: elbv2.ListenerAction.fixedResponse(200) });
      return alb;
    },
    'iam.Role': () => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') }),
    'iam.AnyPrincipal': () => new iam.Role(stack, id, { assumedBy: new iam.AnyPrincipal() }),
    'acm.ICertificate': () => certificate(stack, id),
    's3.Bucket': () => new s3.Bucket(stack, id, { versioned: true }),
    'ec2.Vpc': () => new ec2.Vpc(stack, id),
    'sfn.StateMachine': () =>
      new sfn.StateMachine(stack, id, {
        stateMachineType: sfn.StateMachineType.EXPRESS,
        definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, `${id}Pass`)),
      }),
    'dynamodb.Table': () =>
      new dynamodb.Table(stack, id, { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } }),
    string: () => 'value',
  };
  const make = makers[type];
  if (!make) {
    throw new Error(`A sample declares '${id}' of type '${type}', which this test cannot create: add it.`);
  }
  return make();
}

/** A WebSocket API with the stage that samples refer to by a literal name. */
function chat(stack: cdk.Stack, id: string): apigwv2.WebSocketApi {
  const api = new apigwv2.WebSocketApi(stack, id);
  new apigwv2.WebSocketStage(stack, `${id}Stage`, { webSocketApi: api, stageName: 'myStage', autoDeploy: true });
  return api;
}

const certificate = (stack: cdk.Stack, id: string) =>
  acm.Certificate.fromCertificateArn(stack, id, 'arn:aws:acm:us-east-1:111111111111:certificate/a');

/** Runs a sample in a stack. The README's fixture provides the names that the sample does not declare. */
function run(code: string): void {
  const app = new cdk.App({ analyticsReporting: false });
  const stack = new cdk.Stack(app, 'Stack');
  const names: { [name: string]: unknown } = {};
  const body = code.replace(/^declare (?:const|let) (\w+) ?: ([\w.]+);$/gm, (_, name: string, type: string) => {
    names[name] = declared(stack, `Declared${name}`, type, code);
    return '';
  });
  const { outputText } = ts.transpileModule(body, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const fixture = { ...cdk, cdk, Construct, apigwv2, ec2, elbv2, events, iam, lambda, logs, s3, sqs, ...names };
  const load = (module: string): unknown => OURS[module] ?? jest.requireActual(module);
  const own = Object.keys(fixture).filter(
    (name) => !new RegExp(`\\b(const|let|class|function) ${name}\\b`).test(outputText),
  );
  const values = own.map((name) => (fixture as { [name: string]: unknown })[name]);

  const program = new Function('require', 'exports', ...own, outputText) as (...args: unknown[]) => void;
  program.call(stack, load, {}, ...values);
  app.synth();
}

test('the READMEs contain samples', () => {
  expect(samples.length).toBeGreaterThan(50);
});

test.each(samples)('the sample %s synthesizes without changes', (title, code) => {
  const rejected = REJECTED[title];
  if (rejected === undefined) {
    expect(() => run(code)).not.toThrow();
  } else {
    expect(() => run(code)).toThrow(rejected);
  }
});
