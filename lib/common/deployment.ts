import type { DeploymentReference, IApiRef, IDeploymentRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IAspect, IResource } from 'aws-cdk-lib/core';
import { Aspects, AspectPriority, CfnResource, Lazy, RemovalPolicy, Resource, Stack, Stage } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';

import { sortedEntries } from '../private/sorted-entries';
import { injected } from '../private/injection';
import { shortHash } from '../private/names';

/**
 * A deployment of an API: a snapshot that stages can serve.
 */
export interface IDeployment extends IResource, IDeploymentRef {
  /**
   * The ID of the deployment.
   *
   * @attribute
   */
  readonly deploymentId: string;
}

/**
 * The options of a deployment.
 */
export interface DeploymentOptions {
  /**
   * A description of the deployment, at most 1,024 characters.
   *
   * CloudFormation does not create a new deployment if only the description changes.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Whether CloudFormation retains replaced deployments, so that you can roll back a stage to an earlier deployment.
   *
   * @default false
   */
  readonly retainDeployments?: boolean;
}

/**
 * Properties of a deployment.
 */
export interface DeploymentProps extends DeploymentOptions {
  /**
   * The API to deploy.
   */
  readonly api: IApiRef;
}

/**
 * A deployment of an API, for stages without automatic deployment.
 *
 * A deployment cannot change after it is created. Therefore the logical ID of a deployment contains a hash of the API. If a route,
 * integration, authorizer, model or response of the API changes in this stack or in the stack of the API, CloudFormation creates a new
 * deployment, which the stages then serve. The deployment depends on those resources. Changes to routes in other stacks do not create a new
 * deployment.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
 * @resource AWS::ApiGatewayV2::Deployment
 * @example
 * import { Deployment, HttpApi, HttpRoute, HttpRouteKey, HttpStage } from 'cdk-apigatewayv2';
 * import { HttpUrlIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * const api = new HttpApi(this, 'Api', { createDefaultStage: false });
 * const route = new HttpRoute(this, 'Books', {
 *   httpApi: api,
 *   routeKey: HttpRouteKey.with('/books'),
 *   integration: new HttpUrlIntegration('Url', 'https://example.com/books'),
 * });
 *
 * const deployment = new Deployment(this, 'Deployment', { api });
 * deployment.node.addDependency(route);
 * new HttpStage(this, 'Stage', { httpApi: api, stageName: 'production', deployment });
 */
export class Deployment extends Resource implements IDeployment {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.Deployment';

  /** The ID that API Gateway assigns to the deployment. */
  public readonly deploymentId: string;

  private readonly apiId: string;
  private readonly more: unknown[] = [];

  /**
   * @param scope The scope of the deployment
   * @param id The ID of the construct in the scope
   * @param props The properties of the deployment
   */
  public constructor(scope: Construct, id: string, props: DeploymentProps) {
    props = injected(Deployment.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    this.apiId = props.api.apiRef.apiId;
    const resource = new CfnDeployment(this, 'Resource', { apiId: this.apiId, description: props.description });
    if (props.retainDeployments) {
      resource.applyRemovalPolicy(RemovalPolicy.RETAIN);
    }
    this.deploymentId = resource.ref;

    const stacks = new Set([Stack.of(this), Stack.of(props.api)]);
    const content = () =>
      childrenOfApi(this, this.apiId).filter(
        (child) => stacks.has(child.stack) && !NOT_DEPLOYED.test(child.cfnResourceType),
      );
    const stem = this.stack.getLogicalId(resource);
    resource.overrideLogicalId(Lazy.uncachedString({ produce: () => stem + this.fingerprint(content()) }));
    Aspects.of(resource).add(new WaitFor(content), { priority: AspectPriority.READONLY });
  }

  /** The reference to this deployment. */
  public get deploymentRef(): DeploymentReference {
    return { apiId: this.apiId, deploymentId: this.deploymentId };
  }

  /**
   * Adds data, such as the properties of a route in another stack, to the hash in the logical ID. If the data changes, CloudFormation
   * creates a new deployment.
   *
   * @param data A JSON-compatible value, which can contain tokens
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any, @typescript-eslint/explicit-module-boundary-types
  public addToLogicalId(data: any): void {
    this.more.push(data);
  }

  private fingerprint(content: CfnResource[]): string {
    const data = [content.map(contentOf).sort(byId), this.stack.resolve(this.more)];
    return shortHash(JSON.stringify(data, withSortedKeys));
  }
}

const NOT_DEPLOYED = /::(Stage|Deployment|ApiMapping)$/;

// These properties of the API take effect without a deployment, or do not change responses
const API_PROPERTIES_AT_ONCE = ['Name', 'Description', 'Tags', 'IpAddressType'];

/** Makes the deployment depend on the other resources of the API, which must exist before API Gateway creates the snapshot. */
class WaitFor implements IAspect {
  public constructor(private readonly others: () => CfnResource[]) {}

  public visit(node: IConstruct): void {
    node.node.addDependency(...this.others());
  }
}

/** Returns the L1s of an API in this app: the L1 of the API itself, and the L1s that refer to the API by its ID. */
export function childrenOfApi(scope: Construct, apiId: string): CfnResource[] {
  return Stage.of(scope)!
    .node.findAll()
    .filter((node): node is CfnResource => {
      if (!CfnResource.isCfnResource(node) || !node.cfnResourceType.startsWith('AWS::ApiGatewayV2::')) {
        return false;
      }
      // The ID of an API is the same token everywhere, so the strings can be compared
      return (node as { readonly apiId?: string }).apiId === apiId || node.ref === apiId;
    });
}

interface Content {
  readonly id: string;
  readonly properties: unknown;
}

function contentOf(resource: CfnResource): Content {
  const { stack } = resource;
  // `_toCloudFormation()` is internal to aws-cdk-lib, but no public method returns the properties with overrides for every class
  const { Resources } = stack.resolve((resource as unknown as { _toCloudFormation(): object })._toCloudFormation()) as {
    Resources: { [id: string]: { readonly Properties?: { [name: string]: unknown } } };
  };
  const [[id, { Properties }]] = Object.entries(Resources);
  const properties = { ...Properties };
  if (resource.cfnResourceType === 'AWS::ApiGatewayV2::Api') {
    API_PROPERTIES_AT_ONCE.forEach((name) => delete properties[name]);
  }
  return { id, properties };
}

function byId(a: Content, b: Content): number {
  return a.id < b.id ? -1 : 1;
}

function withSortedKeys(_key: string, value: unknown): unknown {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(sortedEntries(value as { [name: string]: unknown }))
    : value;
}
