import type { CfnIntegration, CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnResource, Stack } from 'aws-cdk-lib';
import { firstOf, http, httpL2, lambda, mock, override, proxy, raw, service, ws, wsL2, type Json } from './sound';

/** Programs that change the properties of one integration. */
type Program = (stack: Stack) => void;

/** The properties of an L1 integration. */
export type Props = Partial<CfnIntegrationProps>;

export const onHttp =
  (props: Props): Program =>
  (s) =>
    void proxy(http(s), props);
export const onWs =
  (props: Props): Program =>
  (s) =>
    void proxy(ws(s), props);
export const fn =
  (props: Props): Program =>
  (s) =>
    void lambda(http(s), props);
export const wsFn =
  (props: Props): Program =>
  (s) =>
    void lambda(ws(s), props);
export const action =
  (props: Props): Program =>
  (s) =>
    void service(http(s), props);
export const mocked =
  (props: Props): Program =>
  (s) =>
    void mock(ws(s), props);
export const ofL2 =
  (property: string, value: unknown): Program =>
  (s) =>
    void override(firstOf<CfnIntegration>(httpL2(s), 'Integration'), property, value);
export const ofWsL2 =
  (property: string, value: unknown): Program =>
  (s) =>
    void override(firstOf<CfnIntegration>(wsL2(s), 'Integration'), property, value);
export const bare = (s: Stack, props: Json): CfnResource =>
  raw(s, 'ApiGatewayV2::Integration', { ApiId: http(s).ref, ...props });
export const bareWs = (s: Stack, props: Json): CfnResource =>
  raw(s, 'ApiGatewayV2::Integration', { ApiId: ws(s).ref, ...props });
