import type { IConstruct } from 'constructs';

const PREFIX = 'cdk-apigatewayv2:';

/**
 * Where aws-cdk-lib is wrong but its template deploys, the right behavior stands behind a context key
 * `cdk-apigatewayv2:<name>`; `cdk-apigatewayv2:recommended` turns all of them on.
 *
 * `docs/differences.md` documents each, and a test holds the two together.
 */
export const CORRECTIONS = {
  defaultRouteArn: "The ARN of the `$default` route covers every path, not the API's root alone.",
  disabledEndpointUrl: '`url` of an API without its default endpoint is the custom domain URL, or undefined.',
  eventBridgeMappingCopy: "An EventBridge integration leaves the caller's parameter mapping as it was.",
  eventBusByArn: 'An EventBridge integration names a bus of another account or region by its ARN.',
  httpAccessLogFormat: 'The default access log format of HTTP stages names only variables that HTTP APIs have.',
  importedDomainNameArn: 'The ARN of an imported domain name holds no account.',
  lambdaAuthorizerRoleGrant: 'The role of a Lambda authorizer may invoke the function.',
  routeArnPathParameters:
    'Each path parameter of a route ARN becomes a wildcard of its own, and what follows it stays.',
  serviceDiscoveryTimeout: 'A Cloud Map integration passes its timeout on.',
  serviceIntegrationPolicyDependency:
    'An integration of a service waits for the policy of its role, so that it never calls the service without permission.',
  serviceIntegrationRegion:
    'An integration of a service names the region of its target where that is not the one of the API.',
  sharedIntegrationScope: 'An integration lives under its API, so that moving its first route does not replace it.',
  usagePlanDependencies:
    'A usage plan waits for the stages that `addApiStage` names, and names without a stage are refused.',
  userPoolIssuer: "The issuer of a user pool authorizer follows the pool's own region and partition.",
  vpcLinkPerOptions: 'A second `addVpcLink` for one VPC with other options makes a second link.',
  webSocketApiKeyRequired: 'An API key selection expression makes the `$connect` route require a key.',
  webSocketDomainUrl: '`domainUrl` of an API mapping begins with `wss` for a WebSocket API.',
  webSocketPermissionArn: 'A function may be invoked by the very routes that call it, not by all whose keys end alike.',
} as const;

/** The name of a correction. */
export type Correction = keyof typeof CORRECTIONS;

// Context cannot change once a construct has children, so one look-up a construct and key is enough.
const cache = new WeakMap<IConstruct, Map<Correction, boolean>>();

/** Whether the app, stack or construct asks for a correction. Ask the API rather than the route: answers are kept a construct. */
export function isCorrected(scope: IConstruct, correction: Correction): boolean {
  let answers = cache.get(scope);
  if (!answers) {
    answers = new Map();
    cache.set(scope, answers);
  }
  let answer = answers.get(correction);
  if (answer === undefined) {
    const own: unknown = scope.node.tryGetContext(PREFIX + correction);
    answer = isTrue(own ?? scope.node.tryGetContext(`${PREFIX}recommended`));
    answers.set(correction, answer);
  }
  return answer;
}

// `cdk synth -c key=true` gives strings
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
