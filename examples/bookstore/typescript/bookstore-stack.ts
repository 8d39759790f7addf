import * as path from 'node:path';
import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  AccessLog,
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  WebSocketApi,
  WebSocketStage,
} from 'cdk-apigatewayv2';
import { HttpJwtAuthorizer, WebSocketLambdaAuthorizer } from 'cdk-apigatewayv2/authorizers';
import {
  HttpLambdaIntegration,
  HttpSqsIntegration,
  HttpUrlIntegration,
  WebSocketLambdaIntegration,
} from 'cdk-apigatewayv2/integrations';
import type { Construct } from 'constructs';

export interface BookstoreStackProps extends StackProps {
  /** The custom domain name of the HTTP API. */
  readonly domainName: string;

  /** The ARN of the certificate for the domain name, in the region of the stack. */
  readonly certificateArn: string;

  /** The origin of the website that calls the API from the browser. */
  readonly website: string;

  /** The URL of the token issuer for customers and staff, with a `/` at the end. */
  readonly issuer: string;

  /** The value that the claim `aud` of the tokens must contain. */
  readonly audience: string;
}

/** A bookstore: an HTTP API for books and orders, and a WebSocket API that notifies customers about their orders. */
export class BookstoreStack extends Stack {
  public constructor(scope: Construct, id: string, props: BookstoreStackProps) {
    super(scope, id, props);

    const text = dynamodb.AttributeType.STRING;
    const books = new dynamodb.Table(this, 'Books', {
      partitionKey: { name: 'isbn', type: text },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    });
    const orders = new dynamodb.Table(this, 'Orders', {
      partitionKey: { name: 'customer', type: text },
      sortKey: { name: 'orderId', type: text },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    const connections = new dynamodb.Table(this, 'Connections', {
      partitionKey: { name: 'customer', type: text },
      sortKey: { name: 'connectionId', type: text },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expires',
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.shop(props, books, orders);
    this.notifications(props, orders, connections);
  }

  private shop(props: BookstoreStackProps, books: dynamodb.Table, orders: dynamodb.Table) {
    const domainName = new DomainName(this, 'Domain', {
      domainName: props.domainName,
      certificate: Certificate.fromCertificateArn(this, 'Certificate', props.certificateArn),
    });
    const api = new HttpApi(this, 'Shop', {
      apiName: 'bookstore',
      description: 'Books and orders',
      corsPreflight: {
        allowOrigins: [props.website],
        allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST, CorsHttpMethod.PUT, CorsHttpMethod.DELETE],
        allowHeaders: ['authorization', 'content-type'],
        maxAge: Duration.hours(1),
      },
      // By default, every route requires a token.
      defaultAuthorizer: new HttpJwtAuthorizer('Tokens', props.issuer, { jwtAudience: [props.audience] }),
      // Clients can use only the custom domain, and the API has only the stage that is created below.
      disableExecuteApiEndpoint: true,
      createDefaultStage: false,
    });

    const booksHandler = this.handler('BooksHandler', 'books', { BOOKS_TABLE: books.tableName });
    books.grantReadWriteData(booksHandler);
    const booksIntegration = new HttpLambdaIntegration('BooksIntegration', booksHandler);
    const everybody = new HttpNoneAuthorizer();
    api.addRoutes({
      path: '/books',
      methods: [HttpMethod.GET],
      integration: booksIntegration,
      authorizer: everybody,
    });
    api.addRoutes({
      path: '/books/{isbn}',
      methods: [HttpMethod.GET],
      integration: booksIntegration,
      authorizer: everybody,
    });
    api.addRoutes({
      path: '/books/{isbn}',
      methods: [HttpMethod.PUT, HttpMethod.DELETE],
      integration: booksIntegration,
      authorizationScopes: ['books/write'],
    });
    api.addRoutes({
      path: '/covers/{isbn}',
      methods: [HttpMethod.GET],
      integration: new HttpUrlIntegration('CoversIntegration', 'https://covers.example.com/{isbn}'),
      authorizer: everybody,
    });

    const ordersHandler = this.handler('OrdersHandler', 'orders', {
      BOOKS_TABLE: books.tableName,
      ORDERS_TABLE: orders.tableName,
    });
    books.grantReadData(ordersHandler);
    orders.grantReadWriteData(ordersHandler);
    const ordersIntegration = new HttpLambdaIntegration('OrdersIntegration', ordersHandler, {
      timeout: Duration.seconds(10),
    });
    api.addRoutes({
      path: '/orders',
      methods: [HttpMethod.GET, HttpMethod.POST],
      integration: ordersIntegration,
    });
    api.addRoutes({
      path: '/orders/{orderId}',
      methods: [HttpMethod.GET],
      integration: ordersIntegration,
    });

    // API Gateway sends the request to the queue directly, without a function.
    api.addRoutes({
      path: '/suggestions',
      methods: [HttpMethod.POST],
      integration: new HttpSqsIntegration('SuggestionsIntegration', { queue: new Queue(this, 'Suggestions') }),
    });

    const stage = api.addStage('Live', {
      autoDeploy: true,
      domainMapping: { domainName, mappingKey: 'v1' },
      throttle: { rateLimit: 100, burstLimit: 200 },
      accessLog: AccessLog.toNewLogGroup({ retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY }),
    });
    stage
      .metricServerError({ period: Duration.minutes(5) })
      .createAlarm(this, 'ShopErrors', { threshold: 5, evaluationPeriods: 2 });

    new CfnOutput(this, 'ShopUrl', { value: stage.domainUrl });
    new CfnOutput(this, 'ShopDnsTarget', {
      description: 'The target for the DNS record of the domain name',
      value: domainName.regionalDomainName,
    });
  }

  private notifications(props: BookstoreStackProps, orders: dynamodb.Table, connections: dynamodb.Table) {
    const connectionsHandler = this.handler('ConnectionsHandler', 'notifications', {
      CONNECTIONS_TABLE: connections.tableName,
    });
    connections.grantWriteData(connectionsHandler);
    const integration = new WebSocketLambdaIntegration('ConnectionsIntegration', connectionsHandler);
    const authorizerHandler = this.handler('AuthorizerHandler', 'authorize', {
      ISSUER: props.issuer,
      AUDIENCE: props.audience,
    });
    const api = new WebSocketApi(this, 'Notifications', {
      apiName: 'bookstore-notifications',
      description: 'News of orders',
      connectRouteOptions: {
        integration,
        authorizer: new WebSocketLambdaAuthorizer('Customers', authorizerHandler, {
          identitySource: ['route.request.querystring.token'],
        }),
      },
      disconnectRouteOptions: { integration },
      defaultRouteOptions: { integration, returnResponse: true },
    });
    const stage = new WebSocketStage(this, 'NotificationsLive', {
      webSocketApi: api,
      stageName: 'live',
      autoDeploy: true,
      throttle: { rateLimit: 100, burstLimit: 200 },
    });

    // The stream of the table contains every change of an order, and a function sends each change to the customer.
    const publisher = this.handler('Publisher', 'publish', {
      CONNECTIONS_TABLE: connections.tableName,
      CALLBACK_URL: stage.callbackUrl,
    });
    publisher.addEventSource(new DynamoEventSource(orders, { startingPosition: lambda.StartingPosition.LATEST }));
    connections.grantReadWriteData(publisher);
    stage.grantManagementApiAccess(publisher);

    new CfnOutput(this, 'NotificationsUrl', { value: stage.url });
  }

  private handler(id: string, file: string, environment: Record<string, string>): lambda.Function {
    return new lambda.Function(this, id, {
      runtime: lambda.Runtime.NODEJS_22_X,
      architecture: lambda.Architecture.ARM_64,
      memorySize: 256,
      timeout: Duration.seconds(10),
      code: lambda.Code.fromAsset(path.join(__dirname, '../handlers')),
      handler: `${file}.handler`,
      environment,
    });
  }
}
