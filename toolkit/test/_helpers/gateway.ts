import { App, Aws, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import {
  CfnApi,
  CfnIntegration,
  CfnRoute,
  CfnStage,
  type CfnApiProps,
  type CfnIntegrationProps,
  type CfnRouteProps,
  type CfnStageProps,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnFunction, CfnPermission, type CfnFunctionProps } from 'aws-cdk-lib/aws-lambda';
import { LocalGateway, ManualClock, type LocalGatewayOptions } from '../../src/gateway';

/** The current time in tests: 14 April 2025, 22:14:35 UTC. */
export const time = Date.UTC(2025, 3, 14, 22, 14, 35);

/** The properties of an API in a test. */
export interface ApiOptions {
  /** The keys of routes that all call one function. */
  readonly routes?: readonly string[];
  /** The properties of routes, by route key. */
  readonly ownRoutes?: Readonly<Record<string, Partial<CfnRouteProps>>>;
  readonly api?: Partial<CfnApiProps>;
  /** The stages by name. Default: `$default`. */
  readonly stages?: Readonly<Record<string, Partial<CfnStageProps>>>;
  /** @default - the function `Echo` with payload format 2.0 */
  readonly integration?: Partial<CfnIntegrationProps>;
  /** @default 'HTTP' */
  readonly protocol?: string;
}

/** Adds an API that consists of L1 constructs. */
export function addApi(stack: Stack, name: string, options: ApiOptions = {}): CfnApi {
  const { routes = [], ownRoutes = {}, stages = { $default: {} }, protocol = 'HTTP' } = options;
  const api = new CfnApi(stack, name, { name, protocolType: protocol, ...options.api });
  const integration = new CfnIntegration(stack, `${name}Integration`, {
    apiId: api.ref,
    ...(options.integration?.integrationType ? {} : lambdaIntegration(stack)),
    ...options.integration,
  } as CfnIntegrationProps);
  const all = { ...Object.fromEntries(routes.map((key) => [key, {}])), ...ownRoutes };
  for (const [index, [routeKey, own]] of Object.entries(all).entries()) {
    const target = Fn.join('/', ['integrations', integration.ref]);
    new CfnRoute(stack, `${name}Route${index}`, { apiId: api.ref, routeKey, target, ...own });
  }
  for (const [stageName, own] of Object.entries(stages)) {
    const id = `${name}Stage${stageName.replace(/\W/g, '')}`;
    new CfnStage(stack, id, { apiId: api.ref, stageName, autoDeploy: true, ...own });
  }
  return api;
}

/** The properties of an integration that calls a function of the stack. The function is created on first use. */
export function lambdaIntegration(stack: Stack, name = 'Echo'): Partial<CfnIntegrationProps> {
  const fn = addFunction(stack, name);
  return { integrationType: 'AWS_PROXY', integrationUri: fn.attrArn, payloadFormatVersion: '2.0' };
}

/** A function that every API may invoke. */
export function addFunction(stack: Stack, name: string, own: Partial<CfnFunctionProps> = {}): CfnFunction {
  const found = stack.node.tryFindChild(name) as CfnFunction | undefined;
  if (found) return found;
  const fn = new CfnFunction(stack, name, {
    role: 'arn:aws:iam::123456789012:role/function',
    code: { zipFile: 'exports.handler = async () => {};' },
    handler: 'index.handler',
    runtime: 'nodejs22.x',
    ...own,
  });
  new CfnPermission(stack, `${name}Permission`, {
    action: 'lambda:InvokeFunction',
    principal: 'apigateway.amazonaws.com',
    functionName: fn.attrArn,
    sourceArn: `arn:aws:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:*`,
  });
  return fn;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into events.
export type Event = any;

/** A gateway with a function `Echo` that returns its event. A test can replace the behavior of the function. */
export interface Fixture {
  readonly gateway: LocalGateway;
  readonly clock: ManualClock;
  /** The event of the last invocation. */
  readonly event: () => Event;
  /** The number of invocations of the function. */
  readonly invocations: () => number;
  /** Replaces the behavior of the function. */
  readonly answer: (handler: (event: Event, context: Event) => unknown) => void;
}

const open: LocalGateway[] = [];

afterAll(() => Promise.all(open.splice(0).map((gateway) => gateway.close())));

/** A gateway for a stack. It is closed after the tests of the file. */
export async function fixture(
  build: (stack: Stack) => void,
  options: LocalGatewayOptions & { readonly stack?: StackProps } = {},
): Promise<Fixture> {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop', options.stack);
  build(stack);
  const events: Event[] = [];
  let handler: (event: Event, context: Event) => unknown = (event) =>
    event.version === '1.0' ? { statusCode: 200, body: JSON.stringify(event) } : event;
  const clock = new ManualClock(time);
  const echo = (event: Event, context: Event) => {
    events.push(event);
    return handler(event, context);
  };
  const functions = stack.node.tryFindChild('Echo') ? { Echo: echo, ...options.functions } : options.functions;
  const gateway = await LocalGateway.fromStack(stack, { clock, ...options, functions });
  open.push(gateway);
  return {
    gateway,
    clock,
    event: () => events.at(-1),
    invocations: () => events.length,
    answer: (next) => (handler = next),
  };
}
