import { Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as apigw from 'aws-cdk-lib/aws-apigateway';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { domain, fn, inStack } from '../fixtures';
import type { Modules, Program } from '../modules';
import type { Build } from '../places';

/** The samples in the README of aws-cdk-lib/aws-apigatewayv2, each in its own stack. */

const sample = (name: string, build: Build) => inStack(`README: ${name}`, build);
// The ARN in the README has a fixed region, but the program runs in several regions
const certArn = ({ region, account }: Stack) => `arn:aws:acm:${region}:${account}:certificate`;

const http: Program[] = [
  sample('HTTP API with two integrations on one path', ({ apigwv2, integrations }, stack) => {
    const getBooksIntegration = new integrations.HttpUrlIntegration(
      'GetBooksIntegration',
      'https://get-books-proxy.example.com',
    );
    const bookStoreDefaultIntegration = new integrations.HttpLambdaIntegration('BooksIntegration', fn(stack));
    const httpApi = new apigwv2.HttpApi(stack, 'HttpApi');
    httpApi.addRoutes({ path: '/books', methods: [apigwv2.HttpMethod.GET], integration: getBooksIntegration });
    httpApi.addRoutes({ path: '/books', methods: [apigwv2.HttpMethod.ANY], integration: bookStoreDefaultIntegration });
    return { endpoint: httpApi.apiEndpoint, id: httpApi.apiId, url: httpApi.url };
  }),
  sample('HTTP API without its default endpoint', ({ apigwv2 }, stack) => {
    const httpApi = new apigwv2.HttpApi(stack, 'HttpApi', { disableExecuteApiEndpoint: true });
    return { disabled: httpApi.disableExecuteApiEndpoint };
  }),
  sample('default integration', ({ apigwv2, integrations }, stack) => {
    new apigwv2.HttpApi(stack, 'HttpProxyApi', {
      defaultIntegration: new integrations.HttpUrlIntegration('DefaultIntegration', 'https://example.com'),
    });
  }),
  sample('route selection expression', ({ apigwv2 }, stack) => {
    new apigwv2.HttpApi(stack, 'HttpProxyApi', { routeSelectionExpression: true });
  }),
  sample('IP address type of an HTTP API', ({ apigwv2 }, stack) => {
    new apigwv2.HttpApi(stack, 'HttpApi', { ipAddressType: apigwv2.IpAddressType.DUAL_STACK });
  }),
  sample('cors', ({ apigwv2 }, stack) => {
    new apigwv2.HttpApi(stack, 'HttpProxyApi', {
      corsPreflight: {
        allowHeaders: ['Authorization'],
        allowMethods: [
          apigwv2.CorsHttpMethod.GET,
          apigwv2.CorsHttpMethod.HEAD,
          apigwv2.CorsHttpMethod.OPTIONS,
          apigwv2.CorsHttpMethod.POST,
        ],
        allowOrigins: ['*'],
        maxAge: Duration.days(1),
      },
    });
  }),
  {
    // The sample sets a CORS `maxAge` of ten days, but API Gateway accepts at most one day.
    ...sample('CORS with a maximum age of ten days', ({ apigwv2 }, stack) => {
      new apigwv2.HttpApi(stack, 'HttpProxyApi', {
        corsPreflight: { allowOrigins: ['*'], maxAge: Duration.days(10) },
      });
    }),
    undeployable: 'the maximum age is at most a day',
  },
  sample('HTTP stage', ({ apigwv2 }, stack) => {
    const api = new apigwv2.HttpApi(stack, 'Api');
    const stage = new apigwv2.HttpStage(stack, 'Stage', { httpApi: api, stageName: 'beta', description: 'My Stage' });
    return { url: stage.url };
  }),
  sample('default domain mapping', ({ apigwv2, integrations }, stack) => {
    const dn = new apigwv2.DomainName(stack, 'DN', {
      domainName: 'example.com',
      certificate: acm.Certificate.fromCertificateArn(stack, 'cert', certArn(stack)),
    });
    const api = new apigwv2.HttpApi(stack, 'HttpProxyProdApi', {
      defaultIntegration: new integrations.HttpLambdaIntegration('DefaultIntegration', fn(stack)),
      defaultDomainMapping: { domainName: dn, mappingKey: 'foo' },
    });
    return { url: api.defaultStage?.domainUrl };
  }),
  sample('IP address type of a domain name', ({ apigwv2 }, stack) => {
    new apigwv2.DomainName(stack, 'DN', {
      domainName: 'example.com',
      certificate: acm.Certificate.fromCertificateArn(stack, 'cert', certArn(stack)),
      ipAddressType: apigwv2.IpAddressType.DUAL_STACK,
    });
  }),
  sample('one domain name for several stages and APIs', (m, stack) => {
    const { apigwv2, integrations } = m;
    const dn = domain(m, stack);
    const handler = fn(stack);
    const api = new apigwv2.HttpApi(stack, 'Api', { defaultDomainMapping: { domainName: dn, mappingKey: 'foo' } });
    const beta = api.addStage('beta', {
      stageName: 'beta',
      autoDeploy: true,
      domainMapping: { domainName: dn, mappingKey: 'bar' },
    });
    const apiDemo = new apigwv2.HttpApi(stack, 'DemoApi', {
      defaultIntegration: new integrations.HttpLambdaIntegration('DefaultIntegration', handler),
      defaultDomainMapping: { domainName: dn, mappingKey: 'demo' },
    });
    return { foo: api.defaultStage?.domainUrl, bar: beta.domainUrl, demo: apiDemo.defaultStage?.domainUrl };
  }),
  sample('mutual TLS', ({ apigwv2 }, stack) => {
    new apigwv2.DomainName(stack, 'DomainName', {
      domainName: 'example.com',
      certificate: acm.Certificate.fromCertificateArn(stack, 'cert', certArn(stack)),
      mtls: { bucket: new s3.Bucket(stack, 'Bucket'), key: 'someca.pem', version: 'version' },
    });
  }),
  sample('metrics', ({ apigwv2 }, stack) => {
    const api = new apigwv2.HttpApi(stack, 'my-api');
    const stage = new apigwv2.HttpStage(stack, 'Stage', { httpApi: api, stageName: 'other' });
    return { api: api.metricClientError(), stage: stage.metricClientError() };
  }),
  sample('VPC link', ({ apigwv2, integrations }, stack) => {
    const vpc = new ec2.Vpc(stack, 'VPC');
    const alb = new elb.ApplicationLoadBalancer(stack, 'AppLoadBalancer', { vpc });
    const vpcLink = new apigwv2.VpcLink(stack, 'VpcLink', { vpc });
    // The sample has no listener and does not use the integration.
    new integrations.HttpAlbIntegration('ALBIntegration', alb.listeners[0], {});
    return { link: vpcLink.vpcLinkId };
  }),
  sample('imported VPC link', ({ apigwv2 }, stack) => {
    const vpc = new ec2.Vpc(stack, 'VPC');
    const link = apigwv2.VpcLink.fromVpcLinkAttributes(stack, 'awesome-vpc-link', {
      vpcLinkId: 'us-east-1_oiuR12Abd',
      vpc,
    });
    return { link: link.vpcLinkId, vpc: link.vpc };
  }),
  sample('arnForExecuteApi', ({ apigwv2 }, stack) => {
    const api = new apigwv2.HttpApi(stack, 'my-api');
    return { arn: api.arnForExecuteApi('GET', '/myApiPath', 'dev') };
  }),
];

function chat({ apigwv2, integrations }: Modules, stack: Stack) {
  return new apigwv2.WebSocketApi(stack, 'mywsapi', {
    connectRouteOptions: {
      integration: new integrations.WebSocketLambdaIntegration('ConnectIntegration', fn(stack, 'Connect')),
    },
    disconnectRouteOptions: {
      integration: new integrations.WebSocketLambdaIntegration('DisconnectIntegration', fn(stack, 'Disconnect')),
    },
    defaultRouteOptions: {
      integration: new integrations.WebSocketLambdaIntegration('DefaultIntegration', fn(stack, 'Default')),
    },
  });
}

const webSocket: Program[] = [
  sample('WebSocket API and stage', (m, stack) => {
    const webSocketApi = chat(m, stack);
    const stage = new m.apigwv2.WebSocketStage(stack, 'mystage', {
      webSocketApi,
      stageName: 'dev',
      description: 'My Stage',
      autoDeploy: true,
    });
    return { url: stage.url, callback: stage.callbackUrl };
  }),
  ...[undefined, true].map((returnResponse) =>
    sample(`WebSocket route, returnResponse ${returnResponse}`, ({ apigwv2, integrations }, stack) => {
      const webSocketApi = new apigwv2.WebSocketApi(stack, 'mywsapi');
      const route = webSocketApi.addRoute('sendmessage', {
        integration: new integrations.WebSocketLambdaIntegration('SendMessageIntegration', fn(stack)),
        returnResponse,
      });
      return { route: route.routeId, response: route.integrationResponseId };
    }),
  ),
  sample('imported WebSocket API', ({ apigwv2 }, stack) => {
    const api = apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'mywsapi', { webSocketId: 'api-1234' });
    return { id: api.apiId };
  }),
  sample('arnForExecuteApi of a WebSocket API', ({ apigwv2 }, stack) => {
    const api = new apigwv2.WebSocketApi(stack, 'mywsapi');
    return { arn: api.arnForExecuteApiV2('$connect', 'dev') };
  }),
  sample('disabled schema validation', ({ apigwv2 }, stack) => {
    new apigwv2.WebSocketApi(stack, 'api', { disableSchemaValidation: true });
  }),
  sample('IP address type of a WebSocket API', ({ apigwv2 }, stack) => {
    new apigwv2.WebSocketApi(stack, 'WebSocketApi', { ipAddressType: apigwv2.IpAddressType.DUAL_STACK });
  }),
  sample('manage connections', (m, stack) => {
    const handler = fn(stack);
    const webSocketApi = chat(m, stack);
    const stage = new m.apigwv2.WebSocketStage(stack, 'mystage', { webSocketApi, stageName: 'dev' });
    stage.grantManagementApiAccess(handler);
    webSocketApi.grantManageConnections(handler);
  }),
  sample('API key in a header', ({ apigwv2 }, stack) => {
    new apigwv2.WebSocketApi(stack, 'mywsapi', {
      apiKeySelectionExpression: apigwv2.WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
    });
  }),
];

const keys: Program[] = [
  sample('usage plan and API key', ({ apigwv2 }, stack) => {
    const apiKey = new apigwv2.ApiKey(stack, 'ApiKey');
    const usagePlan = new apigwv2.UsagePlan(stack, 'UsagePlan', {
      usagePlanName: 'WebSocketUsagePlan',
      throttle: { rateLimit: 10, burstLimit: 2 },
    });
    usagePlan.addApiKey(apiKey);
  }),
  sample('usage plan and stage', (m, stack) => {
    const api = chat(m, stack);
    const stage = new m.apigwv2.WebSocketStage(stack, 'my-stage', { webSocketApi: api, stageName: 'dev' });
    const usagePlan = new m.apigwv2.UsagePlan(stack, 'my-usage-plan', { usagePlanName: 'Basic' });
    usagePlan.addApiStage({ api, stage });
  }),
  sample('imported usage plan', ({ apigwv2 }, stack) => {
    const plan = apigwv2.UsagePlan.fromUsagePlanId(stack, 'imported-usage-plan', '<usage-plan-id>');
    return { id: plan.usagePlanId };
  }),
  sample('API keys', ({ apigwv2 }, stack) => {
    const autoKey = new apigwv2.ApiKey(stack, 'AutoKey');
    const explicitKey = new apigwv2.ApiKey(stack, 'ExplicitKey', {
      apiKeyName: 'MyWebSocketApiKey',
      value: 'MyApiKeyThatIsAtLeast20Characters',
    });
    const imported = apigwv2.ApiKey.fromApiKeyId(stack, 'imported-key', '<api-key-id>');
    return { auto: autoKey.keyId, explicit: explicitKey.keyArn, imported: imported.keyArn };
  }),
  sample('a grant to read an API key', ({ apigwv2 }, stack) => {
    const user = new iam.User(stack, 'User');
    const apiKey = new apigwv2.ApiKey(stack, 'ApiKey', { customerId: 'test-customer' });
    apiKey.grantRead(user);
  }),
  sample('API key of an imported WebSocket API', ({ apigwv2 }, stack) => {
    const api = apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'mywsapi', { webSocketId: 'api-1234' });
    const stage = apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'imported-stage', {
      stageName: 'myStage',
      api,
    });
    const usagePlan = new apigwv2.UsagePlan(stack, 'MyUsagePlan', { apiStages: [{ api, stage }] });
    usagePlan.addApiKey(new apigwv2.ApiKey(stack, 'MyApiKey'));
  }),
  sample('logical ID of a usage plan key', ({ apigwv2 }, stack) => {
    const usagePlan = new apigwv2.UsagePlan(stack, 'UsagePlan');
    usagePlan.addApiKey(new apigwv2.ApiKey(stack, 'ApiKey'), { overrideLogicalId: 'MyCustomLogicalId' });
  }),
  sample('rate-limited API key', (m, stack) => {
    const api = chat(m, stack);
    const stage = new m.apigwv2.WebSocketStage(stack, 'my-stage', { webSocketApi: api, stageName: 'dev' });
    const key = new m.apigwv2.RateLimitedApiKey(stack, 'rate-limited-api-key', {
      customerId: 'test-customer',
      apiStages: [{ api, stage }],
      quota: { limit: 10000, period: m.apigwv2.Period.MONTH },
      throttle: { rateLimit: 100, burstLimit: 200 },
    });
    return { id: key.keyId, arn: key.keyArn };
  }),
];

const custom = () =>
  apigw.AccessLogFormat.custom(
    `${apigw.AccessLogField.contextRequestId()} ${apigw.AccessLogField.contextErrorMessage()} ${apigw.AccessLogField.contextErrorMessageString()} ${apigw.AccessLogField.contextAuthorizerError()} ${apigw.AccessLogField.contextAuthorizerIntegrationStatus()}`,
  );

const common: Program[] = [
  sample('throttling and detailed metrics', ({ apigwv2 }, stack) => {
    new apigwv2.HttpStage(stack, 'Stage', {
      httpApi: new apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false }),
      throttle: { rateLimit: 1000, burstLimit: 1000 },
      detailedMetricsEnabled: true,
    });
  }),
  sample('access logs of HTTP and WebSocket stages', (m, stack) => {
    const logGroup = new logs.LogGroup(stack, 'Logs');
    new m.apigwv2.HttpStage(stack, 'HttpStage', {
      httpApi: new m.apigwv2.HttpApi(stack, 'HttpApi', { createDefaultStage: false }),
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(logGroup) },
    });
    new m.apigwv2.WebSocketStage(stack, 'WebSocketStage', {
      webSocketApi: chat(m, stack),
      stageName: 'dev',
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(logGroup) },
    });
  }),
  ...Object.entries({ clf: () => apigw.AccessLogFormat.clf(), custom }).map(([name, format]) =>
    sample(`access log format: ${name}`, ({ apigwv2 }, stack) => {
      new apigwv2.HttpStage(stack, 'Stage', {
        httpApi: new apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false }),
        accessLogSettings: {
          destination: new apigwv2.LogGroupLogDestination(new logs.LogGroup(stack, 'Logs')),
          format: format(),
        },
      });
    }),
  ),
];

export const programs: Program[] = [...http, ...webSocket, ...keys, ...common];
