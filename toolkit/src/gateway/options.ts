import type { Clock } from './contracts';
import type { TruststoresOption } from './http/truststores';
import type { ServiceStubsOption } from './integrations/service-calls';
import type { FunctionsOption } from './replaced-functions';
import type { TargetsOption } from './targets';
import type { EnvironmentOption } from './values';

/** Options for a `LocalGateway`. */
export interface LocalGatewayOptions {
  /**
   * Replacements of Lambda functions: handlers that run in this process, or URLs. The key is the name, construct ID,
   * construct path or ARN of a function.
   */
  readonly functions?: FunctionsOption;
  /**
   * Replacements of HTTP targets: functions or URLs. Private targets behind VPC links, such as listeners and AWS Cloud
   * Map services, need a replacement.
   */
  readonly targets?: TargetsOption;
  /**
   * Values of environment variables, for example if a value is known only at deployment. A value can apply to all
   * functions or to one function.
   */
  readonly environment?: EnvironmentOption;
  /**
   * The stubs that replace AWS services.
   *
   * @default - the response of the AWS service to a successful call
   */
  readonly serviceStubs?: ServiceStubsOption;
  /**
   * The truststores of custom domains with mutual TLS, in PEM format. The key is the domain name, construct ID or
   * construct path.
   *
   * @default - the truststore is read from the cloud assembly if it is an asset of the app
   */
  readonly truststores?: TruststoresOption;
  /**
   * The source of the current time.
   *
   * @default - the system clock of the computer
   */
  readonly clock?: Clock;
  /**
   * Whether JWT authorizers fetch the keys of their issuers over the network to verify tokens that the test issuer did
   * not sign.
   *
   * @default false
   */
  readonly fetchIssuerKeys?: boolean;
  /**
   * Whether functions need the permission `execute-api:ManageConnections` to call `@connections`. Functions do not need
   * the permission if a policy of their role is not part of the app.
   *
   * @default true
   */
  readonly enforceRoles?: boolean;
  /**
   * Whether the gateway applies the throttling limits of stages, routes and the account.
   *
   * @default false
   */
  readonly throttle?: boolean;
}
