import type { IConstruct } from 'constructs';

const PREFIX = 'cdk-apigatewayv2:';

/**
 * Corrections of aws-cdk-lib bugs that can occur in the templates of deployed apps. The context key `cdk-apigatewayv2:<name>` enables one
 * correction, and `cdk-apigatewayv2:recommended` enables all corrections.
 *
 * `docs/differences.md` documents each correction, and a test verifies that no correction is missing.
 */
export const CORRECTIONS = {
  defaultRouteArn: 'The ARN of the `$default` route covers every path instead of only the root of the API.',
  disabledEndpointUrl: 'If the default endpoint of an API is disabled, `url` is the custom domain URL, or undefined.',
  eventBridgeMappingCopy: "An EventBridge integration does not change the caller's parameter mapping.",
  eventBusByArn: 'An EventBridge integration specifies an event bus in another account or region by its ARN.',
  httpAccessLogFormat: 'The default access log format of HTTP stages contains only variables that HTTP APIs support.',
  importedDomainNameArn: 'The ARN of an imported domain name does not contain an account ID.',
  lambdaAuthorizerRoleGrant: 'The role of a Lambda authorizer gets permission to invoke the function.',
  routeArnPathParameters:
    'Each path parameter of a route ARN becomes a separate wildcard, and the rest of the path stays unchanged.',
  serviceDiscoveryTimeout: 'A Cloud Map integration renders its timeout.',
  serviceIntegrationPolicyDependency:
    'An AWS service integration depends on the policy of its role, so that API Gateway never calls the service without permission.',
  serviceIntegrationRegion:
    'An AWS service integration specifies the region of its target if the API is in a different region.',
  sharedIntegrationScope:
    'The scope of an integration is the API instead of the first route that uses the integration, so that moving this route does not replace the integration.',
  sqsQueueKeyGrant:
    'The role of an SQS integration of an HTTP API gets permission to use the key that encrypts the queue.',
  usagePlanDependencies:
    'A usage plan depends on the stages that `addApiStage` adds, and rejects entries of `apiStages` without a stage.',
  userPoolIssuer:
    'The issuer of a user pool authorizer contains the region of the user pool and the domain suffix of the partition.',
  vpcLinkPerOptions: 'A second call to `addVpcLink` with the same VPC but different options creates a second VPC link.',
  webSocketApiKeyRequired: 'The `$connect` route requires an API key if the API has an API key selection expression.',
  webSocketDomainUrl: '`domainUrl` of an API mapping begins with `wss` for a WebSocket API.',
  webSocketPermissionArn:
    'Only the routes that call a function get permission to invoke the function. Other routes whose keys have the same ending do not get this permission.',
} as const;

/** The name of a correction. */
export type Correction = keyof typeof CORRECTIONS;

// The context of a construct cannot change after the construct has children, so each value is read only once
const cache = new WeakMap<IConstruct, Map<Correction, boolean>>();

/**
 * Whether the context enables a correction. As the scope, pass the API instead of a route, because the results are cached for each
 * construct.
 */
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

// `cdk synth -c key=true` passes strings
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
