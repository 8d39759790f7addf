import { isObject } from '../model/template';
import type {
  Api,
  ApiModel,
  Authorizer,
  FunctionLink,
  Integration,
  Json,
  Known,
  LambdaFunction,
  Link,
  Route,
  Stage,
} from '../model/types';
import { isUnresolved, textOf } from '../model/values';
import { indexById, labelOf, protocolOf } from './apis';
import { conditionIn, targetVariantsOf, variantsOf, wordIf } from './variants';

/**
 * The kind of protection of a route. `public` routes have no protection. `connection` routes rely on the authorization
 * of `$connect`. The protection of `unknown` routes is known only at deployment. An API key alone does not protect a
 * route.
 */
export type Access = 'public' | 'connection' | 'iam' | 'jwt' | 'lambda' | 'unknown';

/** Describes the elements of a model in words. */
export class Descriptions {
  private readonly integrations: Map<string, Integration>;
  private readonly authorizers: Map<string, Authorizer>;
  private readonly functions: Map<string, LambdaFunction>;

  constructor(private readonly model: ApiModel) {
    this.integrations = indexById(model.apis.flatMap((api) => api.integrations));
    this.authorizers = indexById(model.apis.flatMap((api) => api.authorizers));
    this.functions = indexById(model.functions);
  }

  /** Returns the integration of a route. */
  integrationOf({ integration }: Route): Integration | undefined {
    return integration && 'id' in integration ? this.integrations.get(integration.id) : undefined;
  }

  /** Returns the authorizer of a route. */
  authorizerOf({ authorizer }: Route): Authorizer | undefined {
    return authorizer && 'id' in authorizer ? this.authorizers.get(authorizer.id) : undefined;
  }

  /** Returns the callers of a route in words, such as `JWT Login, scope books/write`. */
  callersOf(api: Api, route: Route): string {
    const variants = variantsOf(route);
    if (variants) {
      const { condition, holds, fails } = variants;
      return `${this.callersOf(api, holds)} if ${condition.condition}, else ${this.callersOf(api, fails)}`;
    }
    const key = wordIf(', with an API key', route.apiKeyRequired);
    return `${this.authorizationOf(api, route)}${key}`;
  }

  /** Returns how a route is protected. */
  accessOf(api: Api, { authorization, key }: Route): Access {
    if (authorization === 'NONE')
      return protocolOf(api) === 'WEBSOCKET' && key !== '$connect' ? 'connection' : 'public';
    if (isUnresolved(authorization)) return 'unknown';
    return ({ AWS_IAM: 'iam', JWT: 'jwt', CUSTOM: 'lambda' } as const)[authorization] ?? 'unknown';
  }

  private authorizationOf(api: Api, route: Route): string {
    const { authorization, scopes, authorizer: link } = route;
    const access = this.accessOf(api, route);
    if (access === 'public') return 'everybody';
    if (access === 'connection') return 'connected clients';
    if (access === 'iam') return 'IAM';
    const authorizer = this.authorizerOf(route);
    const name = authorizer ? textOf(authorizer.name) || labelOf(this.model, authorizer) : externalText(link);
    const kind = authorization === 'JWT' ? 'JWT' : authorization === 'CUSTOM' ? 'Lambda' : textOf(authorization);
    const who = [kind, name].filter((word) => word !== '').join(' ');
    if (isUnresolved(scopes)) return `${who}, scopes ${scopes.unresolved}`;
    return scopes.length > 0 ? `${who}, scope ${scopes.map(textOf).join(' or ')}` : who;
  }

  /** Returns the target of a route in words, such as `Lambda Books` or `SQS SendMessage <Queue>`. */
  targetOf(route: Route): string {
    const variants = targetVariantsOf(route);
    if (variants) {
      const { condition, holds, fails } = variants;
      return `${this.targetOf(holds)} if ${condition.condition}, else ${this.targetOf(fails)}`;
    }
    const integration = this.integrationOf(route);
    if (!integration) return route.integration ? externalText(route.integration) : 'nothing';
    const { target, method } = integration;
    const verb = method === undefined || method === 'ANY' ? '' : `${textOf(method)} `;
    switch (target.kind) {
      case 'function':
        return `Lambda ${this.functionName(target.function)}`;
      case 'http':
        return `${verb}${textOf(target.url)}`;
      case 'private':
        return `${verb}${textOf(target.uri)} by VPC link`;
      case 'service': {
        const name = serviceNames[target.service] ?? target.service;
        return [name, textOf(target.action), textOf(target.resource)].filter((word) => word !== '').join(' ');
      }
      case 'mock':
        return 'mock';
      case 'unresolved':
        return textOf(target.uri) || 'unknown';
    }
  }

  /** Returns the name of a function, with its alias or version. */
  functionName(link: FunctionLink): string {
    const found = 'id' in link ? this.functions.get(link.id) : undefined;
    const name = found ? labelOf(this.model, found) : 'id' in link ? link.id : textOf(link.external);
    return link.qualifier === undefined ? name : `${name}:${textOf(link.qualifier)}`;
  }

  /**
   * Returns the throttling limits of a route in words. If the stages have different limits, returns the limits of each
   * stage.
   */
  throttlingOf({ stages }: Api, { key }: Route): string {
    const limits = stages.map((stage) => ({ name: textOf(stage.name), limit: limitOf(stage, textOf(key)) }));
    const [first] = limits;
    if (!first) return '';
    if (limits.every(({ limit }) => limit === first.limit)) return first.limit;
    return limits.map(({ name, limit }) => `${name}: ${limit || 'none'}`).join('; ');
  }
}

const serviceNames: Record<string, string> = {
  appconfig: 'AppConfig',
  dynamodb: 'DynamoDB',
  events: 'EventBridge',
  firehose: 'Firehose',
  kinesis: 'Kinesis',
  s3: 'S3',
  sns: 'SNS',
  sqs: 'SQS',
  states: 'Step Functions',
};

/**
 * Returns the throttling limits of a route on a stage, such as `100/s, burst 200`. Settings of the route replace the
 * default route settings.
 */
function limitOf(stage: Stage, key: string): string {
  const own = isUnresolved(stage.routeSettings) ? stage.routeSettings : stage.routeSettings?.[key];
  const settings = own ?? stage.defaultRouteSettings;
  if (!isUnresolved(settings)) return limitText(settings?.throttlingRateLimit, settings?.throttlingBurstLimit);
  const condition = conditionIn(settings);
  if (!condition) return settings.unresolved;
  const outcome = (value: Json | undefined) => {
    const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = isObject(value) ? value : {};
    return limitText(rate, burst) || 'none';
  };
  return `${outcome(condition.then)} if ${condition.condition}, else ${outcome(condition.else)}`;
}

function limitText(rate: Known<Json> | undefined, burst: Known<Json> | undefined): string {
  return [rate === undefined ? '' : `${textOf(rate)}/s`, burst === undefined ? '' : `burst ${textOf(burst)}`]
    .filter((text) => text !== '')
    .join(', ');
}

function externalText(link: Link | undefined): string {
  return link === undefined ? '' : 'external' in link ? textOf(link.external) : link.id;
}
