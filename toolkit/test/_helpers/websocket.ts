import { Fn, type Stack, type StackProps } from 'aws-cdk-lib';
import {
  CfnApi,
  CfnIntegration,
  CfnIntegrationResponse,
  CfnModel,
  CfnRoute,
  CfnRouteResponse,
  CfnStage,
  type CfnApiProps,
  type CfnIntegrationProps,
  type CfnIntegrationResponseProps,
  type CfnRouteProps,
  type CfnStageProps,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { LocalGatewayOptions, LocalSocket, ConnectOptions } from '../../src/gateway';
import { fixture, lambdaIntegration, type Fixture } from './gateway';

/** The properties of a route in a test. */
export interface RouteOptions extends Partial<Omit<CfnRouteProps, 'apiId' | 'routeKey'>> {
  /** @default - the function `Echo` */
  readonly integration?: Partial<CfnIntegrationProps> | 'none';
  /** Whether the route has the route response `$default`. */
  readonly twoWay?: boolean;
  /** The integration responses by key. */
  readonly responses?: Readonly<Record<string, Partial<CfnIntegrationResponseProps>>>;
}

/** The properties of a WebSocket API in a test. */
export interface SocketApiOptions {
  readonly routes?: Readonly<Record<string, RouteOptions>>;
  readonly api?: Partial<CfnApiProps>;
  /** The stages by name. Default: `live`. */
  readonly stages?: Readonly<Record<string, Partial<CfnStageProps>>>;
  /** Schemas of models by name. */
  readonly models?: Readonly<Record<string, object>>;
}

/** Adds a WebSocket API that consists of L1 constructs. Each route has its own integration. */
export function addSocketApi(stack: Stack, name: string, options: SocketApiOptions = {}): CfnApi {
  const { routes = {}, stages = { live: {} }, models = {} } = options;
  const api = new CfnApi(stack, name, {
    name,
    protocolType: 'WEBSOCKET',
    routeSelectionExpression: '$request.body.action',
    ...options.api,
  });
  for (const [index, [routeKey, route]] of Object.entries(routes).entries()) {
    const { integration = {}, twoWay = false, responses = {}, ...own } = route;
    const id = `${name}Route${index}`;
    let target: string | undefined;
    if (integration !== 'none') {
      const made = new CfnIntegration(stack, `${id}Integration`, {
        apiId: api.ref,
        ...(integration.integrationType ? {} : lambdaIntegration(stack)),
        ...integration,
      } as CfnIntegrationProps);
      target = Fn.join('/', ['integrations', made.ref]);
      for (const [at, [integrationResponseKey, response]] of Object.entries(responses).entries()) {
        const props = { apiId: api.ref, integrationId: made.ref, integrationResponseKey, ...response };
        new CfnIntegrationResponse(stack, `${id}Response${at}`, props);
      }
    }
    const cfnRoute = new CfnRoute(stack, id, { apiId: api.ref, routeKey, target, ...own });
    if (twoWay) {
      const props = { apiId: api.ref, routeId: cfnRoute.ref, routeResponseKey: '$default' };
      new CfnRouteResponse(stack, `${id}RouteResponse`, props);
    }
  }
  for (const [modelName, schema] of Object.entries(models)) {
    const props = { apiId: api.ref, name: modelName, schema, contentType: 'application/json' };
    new CfnModel(stack, `${name}Model${modelName}`, props);
  }
  for (const [stageName, own] of Object.entries(stages)) {
    new CfnStage(stack, `${name}Stage${stageName}`, { apiId: api.ref, stageName, autoDeploy: true, ...own });
  }
  return api;
}

/** A gateway with the WebSocket API `Chat`, whose function `Echo` returns status 200 without a body. */
export interface SocketFixture extends Fixture {
  /** Connects to the stage `live`. */
  readonly connect: (options?: ConnectOptions, query?: string) => Promise<LocalSocket>;
}

/** A gateway for the WebSocket API `Chat`. It is closed after the tests of the file. */
export async function socketFixture(
  options: SocketApiOptions | ((stack: Stack) => void),
  gatewayOptions: LocalGatewayOptions & { readonly stack?: StackProps } = {},
): Promise<SocketFixture> {
  const build =
    typeof options === 'function' ? options : (stack: Stack): void => void addSocketApi(stack, 'Chat', options);
  const made = await fixture(build, gatewayOptions);
  made.answer(() => ({ statusCode: 200 }));
  return { ...made, connect: (own, query = '') => made.gateway.connect(`wss://Chat/live${query}`, own) };
}

/** The response to a connection that is rejected. */
export async function rejection(
  connecting: Promise<unknown>,
): Promise<{ status: number; body: string; headers: Headers }> {
  return connecting.then(
    () => {
      throw new Error('The connection was accepted.');
    },
    (error: unknown) => error as { status: number; body: string; headers: Headers },
  );
}
