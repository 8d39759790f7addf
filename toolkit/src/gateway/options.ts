import type { Clock } from './contracts';
import type { TruststoresOption } from './http/truststores';
import type { ServiceStubsOption } from './integrations/service-calls';
import type { FunctionsOption } from './replaced-functions';
import type { TargetsOption } from './targets';
import type { EnvironmentOption } from './values';

/** Settings of a `LocalGateway`. */
export interface LocalGatewayOptions {
  /** Handlers that run in this process, or URLs, instead of functions. By name, construct ID or path, or ARN. */
  readonly functions?: FunctionsOption;
  /** Functions or URLs that replace HTTP targets. Listeners and Cloud Map services behind VPC links need an entry. */
  readonly targets?: TargetsOption;
  /** Environment variables of functions whose values are known only at deployment: for all functions, or by function. */
  readonly environment?: EnvironmentOption;
  /**
   * The stubs that replace AWS services.
   *
   * @default - the response of the AWS service on success
   */
  readonly serviceStubs?: ServiceStubsOption;
  /**
   * The truststores of custom domains with mutual TLS, in PEM: by domain name, or by construct ID or path.
   *
   * @default - the truststore is read if it is an asset of the app
   */
  readonly truststores?: TruststoresOption;
  /**
   * The source of the current time.
   *
   * @default - the clock of the computer
   */
  readonly clock?: Clock;
  /**
   * Whether JWT authorizers fetch the keys of their issuers over the network, to accept tokens that the test issuer did
   * not sign.
   *
   * @default false
   */
  readonly fetchIssuerKeys?: boolean;
  /**
   * Whether functions need `execute-api:ManageConnections` to call `@connections`, if their roles and all policies of
   * them are in the app.
   *
   * @default true
   */
  readonly enforceRoles?: boolean;
  /**
   * Whether the throttling limits of stages, routes and the account are applied.
   *
   * @default false
   */
  readonly throttle?: boolean;
}
