import { CfnOutput, CfnParameter, Duration, RemovalPolicy, Stack, Stage, Tags } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as targets from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { ENV, fn, jsonLog, rows } from '../fixtures';
import type { Modules, Program } from '../modules';

/** Programs of a bookstore: an HTTP API with a JWT or user pool authorizer, a custom domain name, alarms and two CDK stages. */

interface Options extends StackProps {
  readonly m: Modules;
  readonly pool?: boolean;
  readonly domain?: boolean;
}

class Bookstore extends Stack {
  public readonly values: Record<string, unknown> = {};

  constructor(scope: Construct, id: string, { m, pool, domain, ...props }: Options) {
    super(scope, id, props);
    const { HttpApi, HttpMethod, HttpNoneAuthorizer, CorsHttpMethod } = m.apigwv2;
    const table = new dynamodb.Table(this, 'Books', {
      partitionKey: { name: 'isbn', type: dynamodb.AttributeType.STRING },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const users = pool ? new cognito.UserPool(this, 'Users') : undefined;
    const authorizer = users
      ? new m.authorizers.HttpUserPoolAuthorizer('Readers', users, {
          userPoolClients: [users.addClient('Web'), users.addClient('App')],
        })
      : new m.authorizers.HttpJwtAuthorizer('Readers', 'https://bookstore.eu.auth0.com/', {
          jwtAudience: ['https://api.bookstore.example.com'],
        });
    const name = domain ? this.domain(m) : undefined;
    const api = new HttpApi(this, 'Api', {
      apiName: 'bookstore',
      description: 'Books and orders',
      defaultAuthorizer: authorizer,
      createDefaultStage: false,
      corsPreflight: {
        allowOrigins: ['https://bookstore.example.com'],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.DELETE],
        allowHeaders: ['Authorization', 'Content-Type'],
        allowCredentials: true,
        maxAge: Duration.hours(1),
      },
      disableExecuteApiEndpoint: domain,
    });
    const books = fn(this, 'BooksFn');
    table.grantReadWriteData(books);
    const orders = fn(this, 'OrdersFn');
    table.grantReadData(orders);
    const booksIntegration = new m.integrations.HttpLambdaIntegration('BooksIntegration', books);
    const open = { authorizer: new HttpNoneAuthorizer() };
    const routes = [
      ...api.addRoutes({ path: '/books', methods: [HttpMethod.GET], integration: booksIntegration, ...open }),
      ...api.addRoutes({ path: '/books/{isbn}', methods: [HttpMethod.GET], integration: booksIntegration, ...open }),
      ...api.addRoutes({
        path: '/books',
        methods: [HttpMethod.POST, HttpMethod.DELETE],
        integration: booksIntegration,
        authorizationScopes: ['books/write'],
      }),
      ...api.addRoutes({
        path: '/orders/{proxy+}',
        integration: new m.integrations.HttpLambdaIntegration('OrdersIntegration', orders, {
          scopePermissionToRoute: false,
          timeout: Duration.seconds(10),
          parameterMapping: new m.apigwv2.ParameterMapping().appendHeader(
            'x-request',
            m.apigwv2.MappingValue.contextVariable('requestId'),
          ),
        }),
      }),
      ...api.addRoutes({
        path: '/covers/{isbn}',
        methods: [HttpMethod.GET],
        integration: new m.integrations.HttpUrlIntegration('Covers', 'https://covers.example.com/{isbn}.png'),
        ...open,
      }),
      ...api.addRoutes({
        path: '/admin',
        methods: [HttpMethod.ANY],
        integration: new m.integrations.HttpLambdaIntegration('AdminIntegration', fn(this, 'AdminFn')),
        authorizer: new m.authorizers.HttpIamAuthorizer(),
      }),
    ];
    const admins = new iam.Group(this, 'Admins');
    routes[routes.length - 1].grantInvoke(admins, { httpMethods: [HttpMethod.GET, HttpMethod.POST] });
    const stage = api.addStage('Live', {
      stageName: 'live',
      autoDeploy: true,
      throttle: { rateLimit: 500, burstLimit: 1000 },
      detailedMetricsEnabled: true,
      stageVariables: { table: table.tableName },
      accessLogSettings: {
        destination: new m.apigwv2.LogGroupLogDestination(
          new logs.LogGroup(this, 'AccessLog', { retention: logs.RetentionDays.ONE_MONTH }),
        ),
        format: jsonLog(),
      },
      ...(name && { domainMapping: { domainName: name, mappingKey: 'v1' } }),
    });
    new m.apigwv2.HttpStage(this, 'Preview', { httpApi: api, stageName: 'preview', description: 'Preview' });
    stage.metricServerError({ period: Duration.minutes(5) }).createAlarm(this, 'Errors', {
      threshold: 5,
      evaluationPeriods: 3,
    });
    api.metricLatency({ statistic: 'p95' }).createAlarm(this, 'Slow', { threshold: 800, evaluationPeriods: 1 });
    new CfnOutput(this, 'Url', { value: domain ? stage.domainUrl : stage.url });
    new CfnOutput(this, 'Endpoint', { value: domain ? api.apiId : api.apiEndpoint, exportName: `${id}-endpoint` });
    Object.assign(this.values, {
      stage: stage.url,
      domain: domain ? stage.domainUrl : undefined,
      arns: routes.map((r) => r.routeArn),
      authorizer: authorizer.authorizerId,
      count: stage.metricCount(),
      data: api.metricDataProcessed(),
    });
  }

  private domain(m: Modules) {
    const zone = route53.HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: 'Z1',
      zoneName: 'bookstore.example.com',
    });
    const domainName = new m.apigwv2.DomainName(this, 'Domain', {
      domainName: 'api.bookstore.example.com',
      certificate: new acm.Certificate(this, 'Cert', {
        domainName: 'api.bookstore.example.com',
        validation: acm.CertificateValidation.fromDns(zone),
      }),
      securityPolicy: m.apigwv2.SecurityPolicy.TLS_1_2,
      endpointType: m.apigwv2.EndpointType.REGIONAL,
    });
    const { regionalDomainName, regionalHostedZoneId } = domainName;
    new route53.ARecord(this, 'Alias', {
      zone,
      recordName: 'api',
      target: route53.RecordTarget.fromAlias(
        new targets.ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
      ),
    });
    return domainName;
  }
}

const kinds = {
  'with a JWT authorizer': {},
  'with a user pool': { pool: true },
  'with a domain': { domain: true },
  'with a user pool and a domain': { pool: true, domain: true },
};

export const programs: Program[] = [
  ...[undefined, ENV].flatMap((env) =>
    rows(kinds, (name, options) => ({
      name: `a bookstore ${name}${env ? ', in an environment' : ''}`,
      build: (m: Modules, app: Parameters<Program['build']>[1]) =>
        new Bookstore(app, 'Bookstore', { m, env, ...options }).values,
    })),
  ),
  {
    name: 'a bookstore in two CDK stages with tags',
    build: (m, app) => {
      const made = ['Test', 'Prod'].map((id, i) => {
        const stage = new Stage(app, id, { env: { account: `${i + 1}`.repeat(12), region: 'eu-central-1' } });
        const store = new Bookstore(stage, 'Bookstore', { m, pool: true, domain: true, stackName: `${id}-bookstore` });
        Tags.of(stage).add('stage', id);
        return store.values;
      });
      return { made };
    },
  },
  {
    name: 'two bookstores in an app, with termination protection for one',
    build: (m, app) => {
      const one = new Bookstore(app, 'One', { m, terminationProtection: true });
      const two = new Bookstore(app, 'Two', { m, pool: true });
      two.addDependency(one);
      const parameter = new CfnParameter(two, 'Origin');
      new CfnOutput(two, 'OriginOut', { value: parameter.valueAsString });
      return { one: one.values, two: two.values };
    },
  },
];
