import { Duration, NestedStack, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { certificate, fn, role } from './fixtures';
import type { Modules } from './modules';
import type { Asked, Authorizer, Connect, Description, Integration, Mapping, SocketIntegration } from './random';

export interface Held {
  /**
   * The number of the stack that contains the construct. A construct refers only to its own or to earlier stacks, so that no
   * circular dependency between stacks exists.
   */
  readonly at: number;
}
export interface HttpApiHeld extends Held {
  readonly api: apigwv2.IHttpApi;
  readonly own?: apigwv2.HttpApi;
  /**
   * Whether all authorizers of the API must be JWT authorizers. Other authorizers with default scopes cause the known
   * difference `default-scopes`.
   */
  readonly jwtOnly: boolean;
  readonly open: boolean;
  readonly keys: Set<string>;
  readonly integrations: apigwv2.HttpRouteIntegration[];
  readonly authorizers: { readonly authorizer: apigwv2.IHttpRouteAuthorizer; readonly jwt: boolean }[];
}
export interface SocketApiHeld extends Held {
  readonly api: apigwv2.IWebSocketApi;
  readonly own?: apigwv2.WebSocketApi;
  readonly keys: Set<string>;
  readonly integrations: apigwv2.WebSocketRouteIntegration[];
}
export interface StageHeld<S, A> extends Held {
  readonly stage: S;
  readonly of: A;
}
export interface DomainHeld extends Held {
  readonly domain: apigwv2.IDomainName;
  readonly socket: boolean;
  used: boolean;
}

/** The timeout of an integration in milliseconds, or undefined. */
export const ms = (n?: number) => (n === undefined ? undefined : Duration.millis(n));

/** The constructs that the steps of a program have created, and functions that create parts of a step. */
export abstract class World {
  public readonly values: Record<string, unknown> = {};
  protected readonly stacks: Stack[] = [];
  protected readonly https: HttpApiHeld[] = [];
  protected readonly sockets: SocketApiHeld[] = [];
  protected readonly httpStages: StageHeld<apigwv2.IHttpStage, HttpApiHeld>[] = [];
  protected readonly socketStages: StageHeld<apigwv2.WebSocketStage, SocketApiHeld>[] = [];
  protected readonly domains: DomainHeld[] = [];
  protected readonly routes: { at: number; route: apigwv2.HttpRoute; iam: boolean; method: apigwv2.HttpMethod }[] = [];
  protected readonly keys: (Held & { key: apigwv2.IApiKey; planned: boolean })[] = [];
  protected readonly made = new Map<string, unknown>();
  protected count = 0;

  constructor(
    protected readonly m: Modules,
    app: App,
    protected readonly description: Description,
  ) {
    const env = description.region ? { account: '111111111111', region: description.region } : undefined;
    description.stacks.forEach((nested, i) => {
      const parent = this.stacks[i - 1] as Stack | undefined;
      this.stacks.push(nested && parent ? new NestedStack(parent, `Nested${i}`) : new Stack(app, `Stack${i}`, { env }));
    });
  }

  protected abstract readonly httpApi: (a: Asked<'httpApi'>) => void;
  protected abstract readonly webSocketApi: (a: Asked<'webSocketApi'>) => void;

  protected newDomain(at: number, a: Asked<'domainName'>): DomainHeld {
    const { DomainName, SecurityPolicy, EndpointType, IpAddressType } = this.m.apigwv2;
    const scope = this.stacks[at];
    const id = this.id('Domain');
    const name = `d${this.count}.example.com`;
    const cert = () => certificate(scope, this.id('Certificate'));
    const options = {
      certificateName: a.certificateName,
      securityPolicy: a.tls ? SecurityPolicy.TLS_1_2 : undefined,
      ipAddressType: a.dualStack ? IpAddressType.DUAL_STACK : undefined,
    };
    let domain: apigwv2.IDomainName;
    if (a.imported) {
      const attributes = { name, regionalDomainName: `x.${name}`, regionalHostedZoneId: 'Z1' };
      domain = DomainName.fromDomainNameAttributes(scope, id, attributes);
    } else {
      const key = { key: 'trust.pem', version: a.tls ? '1' : undefined };
      const own = new DomainName(scope, id, {
        domainName: name,
        certificate: cert(),
        mtls: a.mtls ? { bucket: this.resource(at, 'Bucket', (s, x) => new s3.Bucket(s, x)), ...key } : undefined,
        ...options,
      });
      domain = own;
      if (a.more) {
        own.addEndpoint({ certificate: cert(), endpointType: EndpointType.EDGE });
      }
    }
    const held = { at, domain, socket: !!a.socket, used: false };
    this.domains.push(held);
    this.value('domain', {
      name: domain.name,
      regional: domain.regionalDomainName,
      zone: domain.regionalHostedZoneId,
      ref: domain.domainNameRef.domainName,
    });
    return held;
  }

  /** Returns the number of an existing stack for any number `n`. The stack number is at least `least`. */
  protected place(n = 0, least = 0): number {
    return Math.max(n % this.stacks.length, least);
  }

  protected id(kind: string): string {
    this.count += 1;
    return `${kind}${this.count}${this.description.ids}`;
  }

  protected value(kind: string, value: Record<string, unknown>): void {
    this.values[`${kind} ${Object.keys(this.values).length}`] = value;
  }

  protected isNew(keys: Set<string>, key: string): boolean {
    const isNew = !keys.has(key);
    keys.add(key);
    return isNew;
  }

  protected http(n?: number): HttpApiHeld {
    if (this.https.length === 0) {
      this.httpApi({});
    }
    return pick(this.https, n)!;
  }

  protected ownHttp(n?: number): HttpApiHeld {
    if (!this.https.some((x) => x.own)) {
      this.httpApi({});
    }
    return pick(
      this.https.filter((x) => x.own),
      n,
    )!;
  }

  protected socket(n?: number): SocketApiHeld {
    if (this.sockets.length === 0) {
      this.webSocketApi({});
    }
    return pick(this.sockets, n)!;
  }

  protected ownSocket(n?: number): SocketApiHeld {
    if (this.ownSockets().length === 0) {
      this.webSocketApi({});
    }
    return pick(this.ownSockets(), n)!;
  }

  protected ownSockets(): SocketApiHeld[] {
    return this.sockets.filter((x) => x.own);
  }

  /** One resource of each kind in a stack. */
  protected resource<T>(at: number, kind: string, make: (scope: Stack, id: string) => T): T {
    const key = `${at} ${kind}`;
    if (!this.made.has(key)) {
      this.made.set(key, make(this.stacks[at], kind));
    }
    return this.made.get(key) as T;
  }

  protected role = (at: number) => this.resource(at, 'Role', (s, id) => role(s, id));
  protected fn = (at: number, id = 'Fn') => this.resource(at, id, (s, x) => fn(s, x));
  protected vpc = (at: number) =>
    this.resource(at, 'Vpc', (s, id) => new ec2.Vpc(s, id, { maxAzs: 2, natGateways: 1 }));
  protected machine = (at: number, type: sfn.StateMachineType) =>
    this.resource(at, `Machine${type}`, (s, id) => {
      const definitionBody = sfn.DefinitionBody.fromChainable(new sfn.Pass(s, `${id}Pass`));
      return new sfn.StateMachine(s, id, { definitionBody, stateMachineType: type });
    });

  protected mapping(asked: Mapping): apigwv2.ParameterMapping {
    const { ParameterMapping, MappingValue } = this.m.apigwv2;
    const made: Record<string, () => apigwv2.MappingValue> = {
      header: () => MappingValue.requestHeader('x-in'),
      query: () => MappingValue.requestQueryString('q'),
      body: () => MappingValue.requestBody('name'),
      path: () => MappingValue.requestPath(),
      parameter: () => MappingValue.requestPathParam('p0'),
      context: () => MappingValue.contextVariable('requestId'),
      stage: () => MappingValue.stageVariable('a'),
      custom: () => MappingValue.custom('fixed'),
    };
    let mapping = new ParameterMapping();
    asked.forEach(([operation, kind], i) => {
      const value = made[kind]();
      switch (operation) {
        case 'overwritePath':
          mapping.overwritePath(value);
          break;
        case 'custom':
          mapping.custom(`append:header.c${i}`, '$request.header.x');
          break;
        case 'fromObject':
          mapping = ParameterMapping.fromObject({ [`overwrite:querystring.o${i}`]: value });
          break;
        case 'removeHeader':
        case 'removeQueryString':
          mapping[operation](`n${i}`);
          break;
        default:
          mapping[operation](`n${i}`, value);
      }
    });
    return mapping;
  }

  protected integration(
    held: Pick<HttpApiHeld, 'integrations'> & { readonly api?: apigwv2.IHttpApi },
    routeAt: number,
    a: Integration,
  ): apigwv2.HttpRouteIntegration {
    const shared = a.kind === 'shared' ? pick(held.integrations, a.which) : undefined;
    const made = shared ?? this.newIntegration(held.api, routeAt, a);
    if (!shared) {
      held.integrations.push(made);
    }
    return made;
  }

  protected newIntegration(
    api: apigwv2.IHttpApi | undefined,
    routeAt: number,
    a: Integration,
  ): apigwv2.HttpRouteIntegration {
    const { integrations } = this.m;
    const { HttpMethod, HttpIntegrationSubtype: Subtype, PayloadFormatVersion, ParameterMapping } = this.m.apigwv2;
    const at = Math.min(a.stack ?? routeAt, routeAt);
    const id = this.id('Int');
    const common = { parameterMapping: a.mapping && this.mapping(a.mapping), timeout: ms(a.timeout) };
    const method = a.method && HttpMethod[a.method];
    const vpcLink = () => (api ? api.addVpcLink({ vpc: this.vpc(at) }) : this.link(at));
    const inVpc = { ...common, method, secureServerName: a.name };
    switch (a.kind) {
      case 'lambda': {
        const versions = {
          '1.0': PayloadFormatVersion.VERSION_1_0,
          '2.0': PayloadFormatVersion.VERSION_2_0,
          custom: PayloadFormatVersion.custom('2.0'),
        };
        return new integrations.HttpLambdaIntegration(id, this.fn(at, `Fn${(a.which ?? 0) % 2}`), {
          ...common,
          payloadFormatVersion: a.payload && versions[a.payload],
          scopePermissionToRoute: a.scoped,
        });
      }
      // Parameter mappings set every required parameter. A missing parameter causes the known difference
      // `service-parameters`.
      case 'sqs': {
        const queue = this.resource(at, 'Queue', (s, x) => new sqs.Queue(s, x));
        const subtype = [
          Subtype.SQS_SEND_MESSAGE,
          Subtype.SQS_RECEIVE_MESSAGE,
          Subtype.SQS_DELETE_MESSAGE,
          Subtype.SQS_PURGE_QUEUE,
        ];
        const parameterMapping =
          a.mapping &&
          new ParameterMapping().custom('QueueUrl', queue.queueUrl).custom('MessageBody', '$request.body.x');
        return new integrations.HttpSqsIntegration(
          id,
          parameterMapping
            ? { queue, parameterMapping }
            : { queue, subtype: a.action === undefined ? undefined : subtype[a.action] },
        );
      }
      case 'events': {
        const { eventBusRef } = this.resource(at, 'Bus', (s, x) => new events.EventBus(s, x));
        const own = () =>
          new ParameterMapping().custom('Detail', '$request.body.d').custom('DetailType', 't').custom('Source', 's');
        return new integrations.HttpEventBridgeIntegration(id, {
          eventBusRef,
          subtype: a.action ? Subtype.EVENTBRIDGE_PUT_EVENTS : undefined,
          parameterMapping: a.mapping && own(),
        });
      }
      // Only Express workflows run synchronously, and only standard workflows can be stopped. The explicit mapping
      // avoids the known difference `stop-execution-mapping`.
      case 'states': {
        const { STANDARD, EXPRESS } = sfn.StateMachineType;
        if (a.action === 2) {
          return new integrations.HttpStepFunctionsIntegration(id, {
            stateMachine: this.machine(at, STANDARD),
            subtype: Subtype.STEPFUNCTIONS_STOP_EXECUTION,
            parameterMapping: new ParameterMapping().custom('ExecutionArn', '$request.body.arn'),
          });
        }
        return new integrations.HttpStepFunctionsIntegration(id, {
          stateMachine: this.machine(at, a.action === 1 ? EXPRESS : STANDARD),
          subtype: [
            undefined,
            Subtype.STEPFUNCTIONS_START_SYNC_EXECUTION,
            undefined,
            Subtype.STEPFUNCTIONS_START_EXECUTION,
          ][a.action ?? 0],
        });
      }
      case 'alb': {
        const listener = this.resource(at, 'Alb', (s, x) => {
          const alb = new elbv2.ApplicationLoadBalancer(s, x, { vpc: this.vpc(at) });
          return alb.addListener('Listener', { port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404) });
        });
        return new integrations.HttpAlbIntegration(id, listener, { ...inVpc, vpcLink: a.link ? vpcLink() : undefined });
      }
      case 'nlb': {
        const listener = this.resource(at, 'Nlb', (s, x) => {
          const vpc = this.vpc(at);
          const group = new elbv2.NetworkTargetGroup(s, `${x}Group`, {
            vpc,
            port: 80,
            targetType: elbv2.TargetType.IP,
          });
          return new elbv2.NetworkLoadBalancer(s, x, { vpc }).addListener('L', {
            port: 80,
            defaultTargetGroups: [group],
          });
        });
        return new integrations.HttpNlbIntegration(id, listener, { ...inVpc, vpcLink: a.link ? vpcLink() : undefined });
      }
      case 'cloudMap': {
        const service = this.resource(at, 'Service', (s, x) =>
          new servicediscovery.PrivateDnsNamespace(s, 'Namespace', {
            name: 'x.local',
            vpc: this.vpc(at),
          }).createService(x, {
            dnsRecordType: servicediscovery.DnsRecordType.SRV,
          }),
        );
        return new integrations.HttpServiceDiscoveryIntegration(id, service, { ...inVpc, vpcLink: vpcLink() });
      }
      default:
        return new integrations.HttpUrlIntegration(id, 'https://example.com/x', { ...common, method });
    }
  }

  protected link = (at: number) =>
    this.resource(at, 'SharedLink', (s, id) => new this.m.apigwv2.VpcLink(s, id, { vpc: this.vpc(at) }));

  // Only JWT authorizers have scopes. Other authorizers with scopes are rejected or cause the known difference
  // `default-scopes`.
  protected authorization(held: HttpApiHeld, a: { authorizer?: Authorizer; scopes?: string[] }) {
    const own = a.authorizer && this.authorizer(held, a.authorizer, held.jwtOnly);
    const iam = own ? own.iam : false;
    return { iam, authorizer: own?.authorizer, authorizationScopes: own?.jwt ? a.scopes : undefined };
  }

  // An authorizer is used by only one API. A second API causes the known difference `authorizer-of-another-api`.
  protected authorizer(held: Pick<HttpApiHeld, 'at' | 'authorizers'>, a: Authorizer, jwtOnly: boolean) {
    const { authorizers, apigwv2: v2 } = this.m;
    const at = Math.min(a.stack ?? held.at, held.at);
    const known = held.authorizers.filter((x) => x.jwt || !jwtOnly);
    const shared = a.kind === 'shared' ? pick(known, a.which) : undefined;
    if (shared) {
      return { ...shared, iam: false };
    }
    const kind = jwtOnly && !['jwt', 'pool', 'importedJwt'].includes(a.kind) ? 'jwt' : a.kind;
    const id = this.id('Auth');
    const options = { authorizerName: a.name, identitySource: a.source ? ['$request.header.X-Token'] : undefined };
    const hold = (authorizer: apigwv2.IHttpRouteAuthorizer, jwt: boolean) => {
      held.authorizers.push({ authorizer, jwt });
      return { authorizer, jwt, iam: false };
    };
    switch (kind) {
      case 'none':
        return { authorizer: new v2.HttpNoneAuthorizer(), jwt: false, iam: false };
      case 'iam':
        return { authorizer: new authorizers.HttpIamAuthorizer(), jwt: false, iam: true };
      case 'pool': {
        // Each authorizer has its own user pool. A shared pool without clients causes the known difference
        // `user-pool-default-client`.
        const pool = new cognito.UserPool(this.stacks[at], `${id}Pool`);
        const userPoolClients =
          a.clients === undefined ? undefined : ['A', 'B'].slice(0, a.clients).map((x) => pool.addClient(x));
        const userPoolRegion = a.region ? 'eu-central-1' : undefined;
        return hold(
          new authorizers.HttpUserPoolAuthorizer(id, pool, { ...options, userPoolClients, userPoolRegion }),
          true,
        );
      }
      case 'lambda': {
        const { HttpLambdaResponseType: T } = authorizers;
        const types = { simple: [T.SIMPLE], iam: [T.IAM], both: [T.SIMPLE, T.IAM] };
        return hold(
          new authorizers.HttpLambdaAuthorizer(id, this.fn(at, 'AuthFn'), {
            ...options,
            resultsCacheTtl: a.ttl === undefined ? undefined : Duration.seconds(a.ttl),
            responseTypes: a.responses && types[a.responses],
            role: a.role ? this.role(at) : undefined,
          }),
          false,
        );
      }
      case 'imported':
      case 'importedJwt': {
        const authorizerType = kind === 'imported' ? 'CUSTOM' : 'JWT';
        const attributes = { authorizerId: 'known', authorizerType };
        return hold(
          v2.HttpAuthorizer.fromHttpAuthorizerAttributes(this.stacks[at], id, attributes),
          kind !== 'imported',
        );
      }
      default:
        return hold(
          new authorizers.HttpJwtAuthorizer(id, 'https://issuer.example.com', { ...options, jwtAudience: ['me'] }),
          true,
        );
    }
  }

  // API Gateway rejects duplicate API mapping keys. API Gateway also rejects a domain name with mappings to both HTTP
  // APIs and WebSocket APIs.
  protected domainMapping(at: number, socket: boolean, a: { which?: number; key?: boolean }) {
    const known = this.domains.filter((d) => d.socket === socket && d.at <= at);
    const held = pick(known, a.which) ?? this.newDomain(at, { socket });
    const mappingKey = a.key || held.used ? `k${this.count}-${Object.keys(this.values).length}` : undefined;
    held.used ||= !mappingKey;
    this.count += 1;
    return { domainName: held.domain, mappingKey };
  }

  protected stageOptions(at: number, socket: boolean, a: Asked<'webSocketStage'>): apigwv2.StageOptions {
    const formats = {
      default: undefined,
      json: AccessLogFormat.jsonWithStandardFields(),
      custom: AccessLogFormat.custom('$context.requestId $context.status'),
    };
    const group = () => this.resource(at, 'Logs', (s, id) => new logs.LogGroup(s, id));
    return {
      autoDeploy: a.autoDeploy,
      description: a.description,
      detailedMetricsEnabled: a.detailedMetrics,
      throttle: a.throttle,
      stageVariables: a.variables,
      accessLogSettings: a.logs && {
        destination: new this.m.apigwv2.LogGroupLogDestination(group()),
        format: formats[a.logs],
      },
      domainMapping: a.mapping && this.domainMapping(at, socket, a.mapping),
    };
  }

  protected socketIntegration(held: Pick<SocketApiHeld, 'integrations'>, routeAt: number, a: SocketIntegration) {
    const shared = a.kind === 'shared' ? pick(held.integrations, a.which) : undefined;
    if (shared) {
      return shared;
    }
    const { integrations, apigwv2: v2 } = this.m;
    const at = Math.min(a.stack ?? routeAt, routeAt);
    const id = this.id('Int');
    const contentHandling = a.content && v2.ContentHandling[a.content];
    const requestTemplates = a.templates ? { $default: '{"statusCode":200}' } : undefined;
    const templateSelectionExpression = a.selection ? '\\$default' : undefined;
    let made: apigwv2.WebSocketRouteIntegration;
    if (a.kind === 'aws') {
      made = new integrations.WebSocketAwsIntegration(id, {
        integrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
        integrationMethod: 'POST',
        contentHandling,
        credentialsRole: this.role(at),
        requestParameters: a.parameters ? { 'integration.request.header.x': "'y'" } : undefined,
        requestTemplates,
        templateSelectionExpression,
        timeout: ms(a.timeout),
        passthroughBehavior: a.passthrough && v2.PassthroughBehavior[a.passthrough],
      });
    } else if (a.kind === 'mock') {
      made = new integrations.WebSocketMockIntegration(id, { requestTemplates, templateSelectionExpression });
    } else {
      const handler = this.fn(at, `Fn${(a.which ?? 0) % 2}`);
      made = new integrations.WebSocketLambdaIntegration(id, handler, { timeout: ms(a.timeout), contentHandling });
    }
    held.integrations.push(made);
    return made;
  }

  protected socketAuthorizer(apiAt: number, a: NonNullable<Connect['authorizer']>): apigwv2.IWebSocketRouteAuthorizer {
    const { authorizers, apigwv2: v2 } = this.m;
    const at = Math.min(a.stack ?? apiAt, apiAt);
    const id = this.id('Auth');
    switch (a.kind) {
      case 'none':
        return new v2.WebSocketNoneAuthorizer();
      case 'iam':
        return new authorizers.WebSocketIamAuthorizer();
      case 'imported':
        return v2.WebSocketAuthorizer.fromWebSocketAuthorizerAttributes(this.stacks[at], id, {
          authorizerId: 'known',
          authorizerType: 'CUSTOM',
        });
      default:
        return new authorizers.WebSocketLambdaAuthorizer(id, this.fn(at, 'AuthFn'), {
          authorizerName: a.name,
          identitySource: a.source ? ['route.request.querystring.token'] : undefined,
        });
    }
  }

  protected keyProps(a: Omit<Asked<'apiKey'>, 'stack'>): apigwv2.ApiKeyProps {
    const { name, value, description, customerId, enabled, distinct } = a;
    return { apiKeyName: name, value, description, customerId, enabled, generateDistinctId: distinct };
  }

  protected limits(a: Pick<Asked<'usagePlan'>, 'throttle' | 'quota'>) {
    const { Period } = this.m.apigwv2;
    return { throttle: a.throttle, quota: a.quota && { limit: a.quota.limit, period: Period[a.quota.period] } };
  }
}

export function pick<T>(list: readonly T[], n = 0): T | undefined {
  return list[n % list.length];
}

/** Returns the value of a property, or the string `(throws)` if the property throws. The comparison includes this string. */
export function attempt<T>(get: () => T): T | string {
  try {
    return get();
  } catch {
    return '(throws)';
  }
}
