import type { Stack } from 'aws-cdk-lib';
import { Aws, CfnParameter, Duration, Fn, Lazy, Token } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as logs from 'aws-cdk-lib/aws-logs';
import { domain, fn, inApi, inStack, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

/** The kinds of strings that are known only at deployment. */
const tokens: Record<string, (stack: Stack) => string> = {
  'a parameter': (stack) => new CfnParameter(stack, 'P').valueAsString,
  'a lazy value': () => Lazy.string({ produce: () => '/lazy' }),
  'a joined value': (stack) => Fn.join('', ['/', stack.account]),
  'a pseudo parameter': () => Aws.REGION,
  'an imported value': () => Fn.importValue('x'),
  'an intrinsic function': () => Token.asString({ 'Fn::Sub': '/${AWS::Region}' }),
};

type Use = (m: Modules, api: apigwv2.HttpApi, token: string, stack: Stack) => Record<string, unknown> | void;

const uses: Record<string, Use> = {
  'the path of a route ARN': (m, api, token, stack) => {
    const routeKey = m.apigwv2.HttpRouteKey.with(`/x/${token}`, m.apigwv2.HttpMethod.GET);
    const route = new m.apigwv2.HttpRoute(stack, 'R', {
      httpApi: api,
      routeKey,
      integration: url(m),
      authorizer: new m.authorizers.HttpIamAuthorizer(),
    });
    route.grantInvoke(role(stack));
    return { key: routeKey.key, arn: route.routeArn };
  },
  'the path and a parameter': (m, api, token, stack) => {
    const routeKey = m.apigwv2.HttpRouteKey.with(`/${token}/{id}`, m.apigwv2.HttpMethod.ANY);
    const integration = new m.integrations.HttpLambdaIntegration('L', fn(stack));
    const route = new m.apigwv2.HttpRoute(stack, 'R', { httpApi: api, routeKey, integration });
    return { arn: route.routeArn, path: route.path };
  },
  'the method and the stage of an ARN': (_, api, token) => ({
    arns: [
      api.arnForExecuteApi(token),
      api.arnForExecuteApi('GET', '/x', token),
      api.arnForExecuteApi('GET', `/${token}`),
    ],
  }),
  'a stage': (m, api, token, stack) => {
    const stage = new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: token });
    return { url: stage.url, name: stage.stageName, ref: stage.stageRef, metric: stage.metricCount() };
  },
  'a log format': (m, api, token, stack) => {
    const destination = new m.apigwv2.LogGroupLogDestination(new logs.LogGroup(stack, 'Logs'));
    api.addStage('S', { stageName: 's', accessLogSettings: { destination, format: AccessLogFormat.custom(token) } });
  },
  'a log format with a token and other text': (m, api, token, stack) => {
    const destination = new m.apigwv2.LogGroupLogDestination(new logs.LogGroup(stack, 'Logs', { logGroupName: token }));
    api.addStage('S', {
      stageName: 's',
      accessLogSettings: { destination, format: AccessLogFormat.custom(`$context.requestId ${token}`) },
    });
  },
  'a variable': (_, api, token) => {
    api.defaultStage!.addStageVariable('name', token);
  },
  'a mapping key': (m, api, token, stack) => {
    const mapping = new m.apigwv2.ApiMapping(stack, 'M', { api, domainName: domain(m, stack), apiMappingKey: token });
    return { url: mapping.domainUrl, key: mapping.mappingKey };
  },
  'a domain name': (m, api, token, stack) => {
    const domainName = domain(m, stack, 'D', { domainName: token });
    const stage = api.addStage('S', { stageName: 's', domainMapping: { domainName, mappingKey: 'k' } });
    return { url: stage.domainUrl, name: domainName.name, ref: domainName.domainNameRef };
  },
  'the ID of an imported API': (m, _, token, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'I', { httpApiId: token, apiEndpoint: token });
    const stage = new m.apigwv2.HttpStage(stack, 'S', { httpApi: api, stageName: 's' });
    return {
      endpoint: api.apiEndpoint,
      url: stage.url,
      arn: api.arnForExecuteApi('GET', '/', 's'),
      metric: api.metricCount(),
    };
  },
  'a URI': (m, api, token) => {
    api.addRoutes({ path: '/x', integration: url(m, 'U', token) });
    api.addRoutes({ path: '/y', integration: url(m, 'V', `https://${token}/{proxy}`) });
  },
  'scopes, audiences and names': (m, api, token) => {
    const authorizer = new m.authorizers.HttpJwtAuthorizer('J', `https://issuer.example.com/${token}`, {
      jwtAudience: [token],
      authorizerName: token,
      identitySource: [token],
    });
    api.addRoutes({ path: '/x', integration: url(m, 'U'), authorizer, authorizationScopes: [token, 'plain'] });
  },
  'origins with credentials': (m, _, token, stack) => {
    new m.apigwv2.HttpApi(stack, 'Other', {
      corsPreflight: { allowCredentials: true, allowOrigins: [token], allowHeaders: [token] },
    });
  },
  'the name and the description': (m, _, token, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Other', { apiName: token, description: token });
    return { name: api.httpApiName };
  },
};

/** Lists and numbers that are known only at deployment. */
const others: Record<string, Use> = {
  lists: (m, api, _, stack) => {
    const list = (id: string): string[] => new CfnParameter(stack, id, { type: 'CommaDelimitedList' }).valueAsList;
    new m.apigwv2.HttpApi(stack, 'Other', {
      corsPreflight: { allowOrigins: list('Origins'), allowHeaders: list('Headers'), exposeHeaders: list('Expose') },
      defaultAuthorizationScopes: list('Scopes'),
    });
    const authorizer = new m.authorizers.HttpJwtAuthorizer('J', 'https://issuer.example.com', {
      jwtAudience: list('Audiences'),
    });
    api.addRoutes({ path: '/x', integration: url(m, 'U'), authorizer, authorizationScopes: list('RouteScopes') });
  },
  numbers: (m, api, _, stack) => {
    const number = (id: string): number => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    api.addStage('S', { stageName: 's', throttle: { rateLimit: number('Rate'), burstLimit: number('Burst') } });
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('A', fn(stack), {
      resultsCacheTtl: Duration.seconds(number('Ttl')),
    });
    const integration = new m.integrations.HttpUrlIntegration('U', 'https://example.com', {
      timeout: Duration.millis(number('Timeout')),
    });
    api.addRoutes({ path: '/x', integration, authorizer });
    new m.apigwv2.HttpApi(stack, 'Other', { corsPreflight: { maxAge: Duration.seconds(number('Age')) } });
  },
};

export const programs: Program[] = [
  ...Object.entries(tokens).flatMap(([name, make]) =>
    rows(uses, (use, build) =>
      inApi(`tokens: ${use} from ${name}`, (m, api, stack) => build(m, api, make(stack), stack)),
    ),
  ),
  ...rows(others, (name, build) =>
    inApi(`tokens: ${name} that are known only at deployment`, (m, api, stack) => build(m, api, '', stack)),
  ),
  ...rows(tokens, (name, make) =>
    inApi(`tokens: the whole path of an ARN with ${name}`, (_, api, stack) => ({
      arn: api.arnForExecuteApi('GET', make(stack)),
    })),
  ),
  inStack('tokens: a role, a group and a bucket by ARN', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
    const group = logs.LogGroup.fromLogGroupArn(stack, 'G', new CfnParameter(stack, 'Group').valueAsString);
    api.addStage('S', {
      stageName: 's',
      accessLogSettings: { destination: new m.apigwv2.LogGroupLogDestination(group) },
    });
  }),
];
