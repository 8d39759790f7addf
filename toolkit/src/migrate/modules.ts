/** A programming language whose imports `migrate` rewrites. */
export type Language = 'typescript' | 'javascript' | 'python' | 'java' | 'go';

/** The names, in each language, of an aws-cdk-lib module and of the cdk-apigatewayv2 module that replaces it. */
export interface Module {
  /**
   * The name under which the root of aws-cdk-lib exports the module in TypeScript and Python, such as
   * `aws_apigatewayv2`.
   */
  readonly submodule: string;

  /** The local name of a TypeScript import that `migrate` adds, such as `apigwv2`. */
  readonly alias: string;

  readonly typescript: Renaming;
  readonly python: Renaming;
  readonly java: Renaming;
  readonly go: Renaming;
}

export interface Renaming {
  readonly from: string;
  readonly to: string;
}

const GO_LIBRARY = 'github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2';

/** The package names and coordinates of cdk-apigatewayv2 for each package manager. */
export const LIBRARY = {
  npm: 'cdk-apigatewayv2',
  pypi: 'cdk-apigatewayv2',
  maven: { groupId: 'io.github.cdk-apigatewayv2', artifactId: 'cdk-apigatewayv2' },
  go: GO_LIBRARY,
  /** The oldest version of aws-cdk-lib that cdk-apigatewayv2 supports. */
  awsCdkLib: '2.260.0',
};

/** The three aws-cdk-lib modules that cdk-apigatewayv2 replaces. */
export const MODULES: readonly Module[] = [
  {
    submodule: 'aws_apigatewayv2',
    alias: 'apigwv2',
    typescript: { from: 'aws-cdk-lib/aws-apigatewayv2', to: 'cdk-apigatewayv2' },
    python: { from: 'aws_cdk.aws_apigatewayv2', to: 'cdk_apigatewayv2' },
    java: { from: 'software.amazon.awscdk.services.apigatewayv2', to: 'io.github.cdkapigatewayv2' },
    go: { from: 'github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2', to: GO_LIBRARY },
  },
  {
    submodule: 'aws_apigatewayv2_integrations',
    alias: 'apigwv2Integrations',
    typescript: { from: 'aws-cdk-lib/aws-apigatewayv2-integrations', to: 'cdk-apigatewayv2/integrations' },
    python: { from: 'aws_cdk.aws_apigatewayv2_integrations', to: 'cdk_apigatewayv2.integrations' },
    java: {
      from: 'software.amazon.awscdk.aws_apigatewayv2_integrations',
      to: 'io.github.cdkapigatewayv2.integrations',
    },
    go: { from: 'github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2integrations', to: `${GO_LIBRARY}/integrations` },
  },
  {
    submodule: 'aws_apigatewayv2_authorizers',
    alias: 'apigwv2Authorizers',
    typescript: { from: 'aws-cdk-lib/aws-apigatewayv2-authorizers', to: 'cdk-apigatewayv2/authorizers' },
    python: { from: 'aws_cdk.aws_apigatewayv2_authorizers', to: 'cdk_apigatewayv2.authorizers' },
    java: { from: 'software.amazon.awscdk.aws_apigatewayv2_authorizers', to: 'io.github.cdkapigatewayv2.authorizers' },
    go: { from: 'github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2authorizers', to: `${GO_LIBRARY}/authorizers` },
  },
];

/** Finds the aws-cdk-lib module that has the name `name` in a language. */
export function moduleFrom(language: 'typescript' | 'python' | 'java' | 'go', name: string): Module | undefined {
  return MODULES.find((module) => module[language].from === name);
}

/** Finds the module that the root of aws-cdk-lib exports as `name`. */
export function submoduleNamed(name: string): Module | undefined {
  return MODULES.find((module) => module.submodule === name);
}

/**
 * Whether a name in `aws_apigatewayv2` is an L1 class, or the props or a function of an L1 class. Only the TypeScript
 * package of cdk-apigatewayv2 provides L1 classes, so in other languages imports of L1 classes do not change.
 */
export function isL1(name: string): boolean {
  return /^(?:New)?Cfn[A-Z]/.test(name);
}

const L1_CLASSES = [
  ...['Api', 'ApiGatewayManagedOverrides', 'ApiMapping', 'Authorizer', 'Deployment', 'DomainName', 'Integration'],
  ...['IntegrationResponse', 'Model', 'PortalProduct', 'Route', 'RouteResponse', 'RoutingRule', 'Stage', 'VpcLink'],
];

/**
 * Whether a name is an API Gateway v2 L1 class, or the props of such a class. Use this function if the module of the
 * name is unknown, for example because of a wildcard import.
 */
export function isL1OfApiGatewayV2(name: string): boolean {
  const found = /^Cfn(\w+?)(Props)?$/.exec(name);
  return found !== null && L1_CLASSES.includes(found[1]!);
}

/**
 * The only name in the three aws-cdk-lib modules that cdk-apigatewayv2 does not provide in TypeScript. Imports of this
 * name do not change.
 */
export const LEFT_BEHIND_IN_TYPESCRIPT: readonly string[] = ['toIHttpApi'];

/**
 * The names in cdk-apigatewayv2 that also exist in an aws-cdk-lib module other than `aws_apigatewayv2`, each with the
 * Java package of that module. Wildcard imports of both packages make such a name ambiguous.
 */
export const NAMES_OF_OTHER_MODULES: ReadonlyMap<string, string> = new Map([
  ['AccessLog', 'software.amazon.awscdk.services.appmesh'],
  ['Deployment', 'software.amazon.awscdk.services.apigateway'],
  ['DeploymentProps', 'software.amazon.awscdk.services.apigateway'],
  ['IdentitySource', 'software.amazon.awscdk.services.apigateway'],
  ['RoutingRule', 'software.amazon.awscdk.services.s3'],
]);
