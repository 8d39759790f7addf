import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Duration, Fn, Lazy } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cdkApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { fn, inApi, inStack, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

type Root = Modules['apigwv2'];
type Props = (m: Root, stack: Stack) => Omit<apigwv2.HttpIntegrationProps, 'httpApi'>;
type Config = (m: Root, stack: Stack) => Partial<apigwv2.HttpRouteIntegrationConfig>;

const toUrl = (m: Root) => ({
  integrationType: m.HttpIntegrationType.HTTP_PROXY,
  integrationUri: 'https://example.com',
  method: m.HttpMethod.ANY,
});

const props: Record<string, Props> = {
  'a URL': (m) => toUrl(m),
  'payload format 1.0': (m) => ({ ...toUrl(m), payloadFormatVersion: m.PayloadFormatVersion.VERSION_1_0 }),
  'a Lambda function': (m, stack) => ({
    integrationType: m.HttpIntegrationType.AWS_PROXY,
    integrationUri: fn(stack).functionArn,
    payloadFormatVersion: m.PayloadFormatVersion.VERSION_2_0,
  }),
  'a custom payload format': (m, stack) => ({
    integrationType: m.HttpIntegrationType.AWS_PROXY,
    integrationUri: fn(stack).functionArn,
    payloadFormatVersion: m.PayloadFormatVersion.custom('2.0'),
  }),
  'a VPC link': (m) => ({
    integrationType: m.HttpIntegrationType.HTTP_PROXY,
    integrationUri: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/a/b/c',
    connectionType: m.HttpConnectionType.VPC_LINK,
    connectionId: 'link',
    method: m.HttpMethod.GET,
    secureServerName: 'a.example.com',
  }),
  'the connection type INTERNET': (m) => ({ ...toUrl(m), connectionType: m.HttpConnectionType.INTERNET }),
  'a timeout of 50 ms': (m) => ({ ...toUrl(m), timeout: Duration.millis(50) }),
  'a timeout of 29 s': (m) => ({ ...toUrl(m), timeout: Duration.seconds(29) }),
  'a parameter mapping': (m) => ({ ...toUrl(m), parameterMapping: new m.ParameterMapping().removeHeader('a') }),
  'credentials of a role': (m, stack) => ({
    integrationType: m.HttpIntegrationType.AWS_PROXY,
    integrationSubtype: m.HttpIntegrationSubtype.SQS_SEND_MESSAGE,
    payloadFormatVersion: m.PayloadFormatVersion.VERSION_1_0,
    credentials: m.IntegrationCredentials.fromRole(role(stack)),
    parameterMapping: m.ParameterMapping.fromObject({
      QueueUrl: m.MappingValue.custom('https://sqs'),
      MessageBody: m.MappingValue.requestBody('x'),
    }),
  }),
  'credentials of an imported role': (m, stack) => ({
    ...toUrl(m),
    credentials: m.IntegrationCredentials.fromRole(iam.Role.fromRoleName(stack, 'R', 'my-role')),
  }),
  'credentials of an L1 role': (m, stack) => ({
    ...toUrl(m),
    credentials: m.IntegrationCredentials.fromRole(new iam.CfnRole(stack, 'R', { assumeRolePolicyDocument: {} })),
  }),
  'credentials of the caller': (m, stack) => ({
    integrationType: m.HttpIntegrationType.AWS_PROXY,
    integrationUri: fn(stack).functionArn,
    credentials: m.IntegrationCredentials.useCallerIdentity(),
  }),
  tokens: (m, stack) => {
    const token = (id: string): string => new CfnParameter(stack, id).valueAsString;
    return {
      ...toUrl(m),
      integrationUri: token('Uri'),
      connectionId: token('Connection'),
      connectionType: m.HttpConnectionType.VPC_LINK,
      secureServerName: Lazy.string({ produce: () => 'lazy.example.com' }),
      payloadFormatVersion: m.PayloadFormatVersion.custom(token('Version')),
      timeout: Duration.millis(1000),
    };
  },
};

const subtypes: (keyof Root['HttpIntegrationSubtype'])[] = [
  'EVENTBRIDGE_PUT_EVENTS',
  'SQS_SEND_MESSAGE',
  'SQS_RECEIVE_MESSAGE',
  'SQS_DELETE_MESSAGE',
  'SQS_PURGE_QUEUE',
  'APPCONFIG_GET_CONFIGURATION',
  'KINESIS_PUT_RECORD',
  'STEPFUNCTIONS_START_EXECUTION',
  'STEPFUNCTIONS_START_SYNC_EXECUTION',
  'STEPFUNCTIONS_STOP_EXECUTION',
];

const parameters: Record<string, string[]> = {
  EVENTBRIDGE_PUT_EVENTS: ['Detail', 'DetailType', 'Source'],
  SQS_SEND_MESSAGE: ['QueueUrl', 'MessageBody'],
  SQS_RECEIVE_MESSAGE: ['QueueUrl'],
  SQS_DELETE_MESSAGE: ['QueueUrl', 'ReceiptHandle'],
  SQS_PURGE_QUEUE: ['QueueUrl'],
  APPCONFIG_GET_CONFIGURATION: ['Application', 'Environment', 'Configuration', 'ClientId'],
  KINESIS_PUT_RECORD: ['StreamName', 'Data', 'PartitionKey'],
  STEPFUNCTIONS_START_EXECUTION: ['StateMachineArn'],
  STEPFUNCTIONS_START_SYNC_EXECUTION: ['StateMachineArn'],
  STEPFUNCTIONS_STOP_EXECUTION: ['ExecutionArn'],
};

const config: Record<string, Config> = {
  'only required members': () => ({}),
  'a method': (m) => ({ method: m.HttpMethod.PATCH }),
  'the method ANY': (m) => ({ method: m.HttpMethod.ANY }),
  'a timeout': () => ({ timeout: Duration.seconds(10) }),
  'a timeout in milliseconds': () => ({ timeout: Duration.millis(1234) }),
  'a timeout that is a token': () => ({ timeout: Duration.millis(Lazy.number({ produce: () => 100 })) }),
  'a VPC link': (m) => ({
    connectionType: m.HttpConnectionType.VPC_LINK,
    connectionId: 'link',
    secureServerName: 'x.example.com',
    uri: 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-x',
  }),
  'a parameter mapping': (m) => ({
    parameterMapping: new m.ParameterMapping().overwritePath(m.MappingValue.custom('/')),
  }),
  credentials: (m, stack) => ({
    type: m.HttpIntegrationType.AWS_PROXY,
    subtype: m.HttpIntegrationSubtype.SQS_PURGE_QUEUE,
    uri: undefined,
    method: undefined,
    parameterMapping: m.ParameterMapping.fromObject({ QueueUrl: m.MappingValue.custom('https://sqs') }),
    credentials: m.IntegrationCredentials.fromRole(role(stack)),
  }),
  'a URI that is a token': () => ({ uri: Fn.importValue('uri') }),
};

const timeouts: Record<string, Duration> = {
  '49 ms': Duration.millis(49),
  zero: Duration.millis(0),
  'a day': Duration.days(1),
  '30001 ms': Duration.millis(30001),
};

/** A user-defined integration. */
function own(
  m: Modules,
  id: string,
  given: Partial<apigwv2.HttpRouteIntegrationConfig> = {},
  log: unknown[] = [],
): apigwv2.HttpRouteIntegration {
  class Own extends m.apigwv2.HttpRouteIntegration {
    public bind(options: apigwv2.HttpRouteIntegrationBindOptions): apigwv2.HttpRouteIntegrationConfig {
      log.push([
        'bind',
        options.route.node.path,
        options.scope.node.path,
        options.route.path,
        options.route.httpApi.node.path,
      ]);
      return {
        type: m.apigwv2.HttpIntegrationType.HTTP_PROXY,
        payloadFormatVersion: m.apigwv2.PayloadFormatVersion.VERSION_1_0,
        uri: 'https://own.example.com',
        method: m.apigwv2.HttpMethod.GET,
        ...given,
      };
    }

    protected completeBind(options: apigwv2.HttpRouteIntegrationBindOptions): void {
      log.push(['complete', options.route.node.path, options.scope.node.path]);
    }
  }
  return new Own(id);
}

const route = (
  m: Modules,
  stack: Stack,
  httpApi: apigwv2.IHttpApiRef,
  integration: apigwv2.HttpRouteIntegration,
  authorizer?: apigwv2.IHttpRouteAuthorizer,
): apigwv2.HttpRoute =>
  new m.apigwv2.HttpRoute(stack, 'R', {
    httpApi,
    routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
    integration,
    authorizer,
  });

export const programs: Program[] = [
  ...rows(props, (name, of) =>
    inApi(`HttpIntegration: ${name}`, (m, api, stack) => {
      const integration = new m.apigwv2.HttpIntegration(stack, 'Own', { httpApi: api, ...of(m.apigwv2, stack) });
      return {
        id: integration.integrationId,
        api: integration.httpApi,
        ref: integration.integrationRef,
        child: integration.node.defaultChild,
        env: [integration.env.account, integration.env.region],
      };
    }),
  ),
  ...subtypes.map((subtype) =>
    inApi(`HttpIntegration: subtype ${subtype}`, (m, api, stack) => {
      new m.apigwv2.HttpIntegration(stack, 'Own', {
        httpApi: api,
        integrationType: m.apigwv2.HttpIntegrationType.AWS_PROXY,
        integrationSubtype: m.apigwv2.HttpIntegrationSubtype[subtype],
        payloadFormatVersion: m.apigwv2.PayloadFormatVersion.VERSION_1_0,
        credentials: m.apigwv2.IntegrationCredentials.fromRole(role(stack)),
        parameterMapping: m.apigwv2.ParameterMapping.fromObject(
          Object.fromEntries(parameters[subtype].map((p) => [p, m.apigwv2.MappingValue.requestBody(p)])),
        ),
      });
    }),
  ),
  inApi('fails: HttpIntegration: neither a URI nor a subtype', (m, api, stack) => {
    new m.apigwv2.HttpIntegration(stack, 'Own', {
      httpApi: api,
      integrationType: m.apigwv2.HttpIntegrationType.AWS_PROXY,
    });
  }),
  ...rows(timeouts, (name, timeout) =>
    inApi(`fails: HttpIntegration: a timeout of ${name}`, (m, api, stack) => {
      new m.apigwv2.HttpIntegration(stack, 'Own', { httpApi: api, ...toUrl(m.apigwv2), timeout });
    }),
  ),
  ...rows({ '30 s': Duration.seconds(30), '29001 ms': Duration.millis(29001) }, (name, timeout) =>
    inApi(
      `HttpIntegration: a timeout of ${name}`,
      (m, api, stack) => {
        new m.apigwv2.HttpIntegration(stack, 'Own', { httpApi: api, ...toUrl(m.apigwv2), timeout });
      },
      undefined,
      { differs: 'http-timeout' },
    ),
  ),
  inApi('HttpIntegration: a timeout that is a token', (m, api, stack) => {
    const timeout = Duration.millis(new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber);
    new m.apigwv2.HttpIntegration(stack, 'Own', { httpApi: api, ...toUrl(m.apigwv2), timeout });
  }),
  inStack('HttpIntegration: an integration of an imported API', (m, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
    const integration = new m.apigwv2.HttpIntegration(stack, 'Own', { httpApi: api, ...toUrl(m.apigwv2) });
    return { id: integration.integrationId, api: integration.httpApi, ref: integration.integrationRef };
  }),
  inStack('HttpIntegration: an API that is only a reference', (m, stack) => {
    const l1 = new cdkApigwv2.CfnApi(stack, 'Api', { name: 'a', protocolType: 'HTTP' });
    const api = Object.assign(l1, { isHttpApi: true });
    const integration = new m.apigwv2.HttpIntegration(stack, 'Own', { httpApi: api, ...toUrl(m.apigwv2) });
    return { id: integration.integrationId, ref: integration.integrationRef };
  }),
  inStack('fails: HttpIntegration: the API of an integration whose API is only a reference', (m, stack) => {
    const l1 = new cdkApigwv2.CfnApi(stack, 'Api', { name: 'a', protocolType: 'HTTP' });
    const api = Object.assign(l1, { isHttpApi: true });
    return {
      api: new m.apigwv2.HttpIntegration(stack, 'Own', { httpApi: api, ...toUrl(m.apigwv2) }).httpApi.node.path,
    };
  }),
  ...rows<
    [boolean | 'differs', (m: Modules, stack: Stack, httpApi: apigwv2.IHttpApiRef) => Record<string, unknown> | void]
  >(
    {
      'a stage': [
        true,
        (m, stack, httpApi) => ({ name: new m.apigwv2.HttpStage(stack, 'S', { httpApi, stageName: 's' }).stageName }),
      ],
      'a stage and the reference of the stage': [
        'differs',
        (m, stack, httpApi) => ({
          ref: new m.apigwv2.HttpStage(stack, 'S', { httpApi, stageName: 's' }).stageRef.stageName,
        }),
      ],
      'a metric of a stage': [
        'differs',
        (m, stack, httpApi) => ({ metric: new m.apigwv2.HttpStage(stack, 'S', { httpApi }).metricCount() }),
      ],
      'an ARN': [
        true,
        (m, _, httpApi) => ({ arn: m.apigwv2.HttpApiHelper.fromHttpApi(httpApi).arnForExecuteApi('GET', '/x', 's') }),
      ],
      'a route': [false, (m, stack, httpApi) => ({ arn: route(m, stack, httpApi, own(m, 'Own')).routeArn })],
      'a route that calls a URL': [
        'differs',
        (m, stack, httpApi) => ({ arn: route(m, stack, httpApi, url(m)).routeArn }),
      ],
      'a route that calls a URL, and the reference of the route': [
        'differs',
        (m, stack, httpApi) => ({ ref: route(m, stack, httpApi, url(m)).routeRef }),
      ],
      'a route that calls a function': [
        'differs',
        (m, stack, httpApi) => ({
          arn: route(m, stack, httpApi, new m.integrations.HttpLambdaIntegration('L', fn(stack))).routeArn,
        }),
      ],
      'a route with a JWT authorizer': [
        'differs',
        (m, stack, httpApi) => ({
          arn: route(
            m,
            stack,
            httpApi,
            url(m),
            new m.authorizers.HttpJwtAuthorizer('J', 'https://issuer.example.com', { jwtAudience: ['a'] }),
          ).routeArn,
        }),
      ],
      'a route with a Lambda authorizer': [
        'differs',
        (m, stack, httpApi) => ({
          arn: route(m, stack, httpApi, url(m), new m.authorizers.HttpLambdaAuthorizer('J', fn(stack))).routeArn,
        }),
      ],
      'a route with an IAM authorizer': [
        'differs',
        (m, stack, httpApi) => {
          route(m, stack, httpApi, url(m), new m.authorizers.HttpIamAuthorizer()).grantInvoke(role(stack));
        },
      ],
      'an authorizer': [
        true,
        (m, stack, httpApi) => ({
          ref: new m.apigwv2.HttpAuthorizer(stack, 'A', {
            httpApi,
            type: m.apigwv2.HttpAuthorizerType.JWT,
            identitySource: ['$request.header.Authorization'],
            jwtAudience: ['a'],
            jwtIssuer: 'https://issuer.example.com',
          }).authorizerRef,
        }),
      ],
    },
    (name, [works, build]) =>
      inStack(
        `${works === true ? '' : 'fails: '}an API that is only a reference: ${name}`,
        (m, stack) => {
          const l1 = new cdkApigwv2.CfnApi(stack, 'Api', { name: 'a', protocolType: 'HTTP' });
          return build(m, stack, Object.assign(l1, { isHttpApi: true }));
        },
        { differs: works === 'differs' ? 'reference-only-api' : undefined },
      ),
  ),
  inStack('fails: HTTP route: the API of a route whose API is only a reference', (m, stack) => {
    const l1 = new cdkApigwv2.CfnApi(stack, 'Api', { name: 'a', protocolType: 'HTTP' });
    const httpApi = Object.assign(l1, { isHttpApi: true });
    const routeKey = m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET);
    return { api: new m.apigwv2.HttpRoute(stack, 'R', { httpApi, routeKey, integration: url(m) }).httpApi.node.path };
  }),
  inStack('fails: HTTP stage: the URL of a stage whose API is only a reference', (m, stack) => {
    const l1 = new cdkApigwv2.CfnApi(stack, 'Api', { name: 'a', protocolType: 'HTTP' });
    const httpApi = Object.assign(l1, { isHttpApi: true });
    return { api: new m.apigwv2.HttpStage(stack, 'S', { httpApi, stageName: 's' }).api.node.path };
  }),
  ...rows(config, (name, of) =>
    inApi(`user-defined HTTP integration: ${name}`, (m, api, stack) => {
      const log: unknown[] = [];
      const integration = own(m, 'Own', of(m.apigwv2, stack), log);
      const routes = ['/a', '/b/{id}'].map((path) => api.addRoutes({ path, integration })[0]);
      return { log, routes };
    }),
  ),
  ...rows(
    {
      'with spaces': 'My Integration',
      'with non-ASCII letters': 'größe',
      'of 200 letters': 'x'.repeat(200),
      'with a dot': 'a.b',
      'of a digit': '1',
    },
    (name, id) =>
      inApi(`user-defined HTTP integration: an ID ${name}`, (m, api) => {
        api.addRoutes({ path: '/a', integration: own(m, id) });
      }),
  ),
  inStack('user-defined HTTP integration: the default integration of an API', (m, stack) => {
    const log: unknown[] = [];
    new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: own(m, 'Own', {}, log) });
    return { log };
  }),
  inApi('fails: user-defined HTTP integration: one integration for two APIs', (m, api, stack) => {
    const integration = own(m, 'Own');
    api.addRoutes({ path: '/a', integration });
    new m.apigwv2.HttpApi(stack, 'Other').addRoutes({ path: '/a', integration });
  }),
  inApi('fails: user-defined HTTP integration: bind throws', (m, api) => {
    class Bad extends m.apigwv2.HttpRouteIntegration {
      public bind(): apigwv2.HttpRouteIntegrationConfig {
        throw new Error('no');
      }
    }
    api.addRoutes({ path: '/a', integration: new Bad('Bad') });
  }),
  inApi(
    'user-defined HTTP integration: an integration without completeBind, and an integration that creates constructs',
    (m, api, stack) => {
      class Maker extends m.apigwv2.HttpRouteIntegration {
        public bind({ route, scope }: apigwv2.HttpRouteIntegrationBindOptions): apigwv2.HttpRouteIntegrationConfig {
          const handler = fn(scope, 'Handler');
          handler.addPermission('P', {
            principal: new iam.ServicePrincipal('apigateway.amazonaws.com'),
            sourceArn: route.routeArn,
          });
          return {
            type: m.apigwv2.HttpIntegrationType.AWS_PROXY,
            payloadFormatVersion: m.apigwv2.PayloadFormatVersion.VERSION_2_0,
            uri: handler.functionArn,
          };
        }
      }
      const integration = new Maker('Maker');
      api.addRoutes({ path: '/a', integration });
      new m.apigwv2.HttpRoute(stack, 'R', {
        httpApi: api,
        routeKey: m.apigwv2.HttpRouteKey.with('/b', m.apigwv2.HttpMethod.GET),
        integration,
      });
    },
  ),
  inApi('user-defined HTTP integration: a subclass of the Lambda integration', (m, api, stack) => {
    class Versioned extends m.integrations.HttpLambdaIntegration {
      public bind(options: apigwv2.HttpRouteIntegrationBindOptions): apigwv2.HttpRouteIntegrationConfig {
        return { ...super.bind(options), timeout: Duration.seconds(5) };
      }
    }
    api.addRoutes({ path: '/a', integration: new Versioned('V', fn(stack)) });
  }),
  inApi('HttpIntegration: versions, aliases and imports of a Lambda function', (m, api, stack) => {
    const handler = fn(stack);
    const handlers: Record<string, lambda.IFunction> = {
      version: handler.currentVersion,
      alias: handler.addAlias('live'),
      arn: lambda.Function.fromFunctionArn(stack, 'Arn', 'arn:aws:lambda:eu-west-1:111111111111:function:f'),
      name: lambda.Function.fromFunctionName(stack, 'Name', 'f'),
      same: lambda.Function.fromFunctionAttributes(stack, 'Same', {
        functionArn: `arn:aws:lambda:eu-west-1:${stack.account}:function:g`,
        sameEnvironment: true,
      }),
    };
    for (const [path, f] of Object.entries(handlers)) {
      api.addRoutes({ path: `/${path}`, integration: new m.integrations.HttpLambdaIntegration(path, f) });
    }
  }),
  inStack('credentials and payload formats: the same members', (m, stack) => {
    const { IntegrationCredentials, PayloadFormatVersion } = m.apigwv2;
    return {
      role: IntegrationCredentials.fromRole(role(stack)).credentialsArn,
      caller: IntegrationCredentials.useCallerIdentity().credentialsArn,
      versions: [
        PayloadFormatVersion.VERSION_1_0,
        PayloadFormatVersion.VERSION_2_0,
        PayloadFormatVersion.custom('3.0'),
      ].map((v) => v.version),
    };
  }),
  inStack('enums of HTTP APIs: the same values', (m) => {
    const { apigwv2: a } = m;
    return {
      type: a.HttpIntegrationType,
      subtype: a.HttpIntegrationSubtype,
      connection: a.HttpConnectionType,
      method: a.HttpMethod,
      cors: a.CorsHttpMethod,
      ip: a.IpAddressType,
      endpoint: a.EndpointType,
      policy: a.SecurityPolicy,
      authorizer: a.HttpAuthorizerType,
      payload: a.AuthorizerPayloadVersion,
      response: m.authorizers.HttpLambdaResponseType,
    };
  }),
];
