import type { DeploymentReference, IApiRef, IDeploymentRef } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IAspect, IResource } from 'aws-cdk-lib/core';
import { Aspects, AspectPriority, CfnResource, Lazy, RemovalPolicy, Resource, Stack, Stage } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';

import { sortedEntries } from '../private/entries';
import { injected } from '../private/injection';
import { shortHash } from '../private/names';

/**
 * A deployment: what an API was at a time, for a stage to serve.
 */
export interface IDeployment extends IResource, IDeploymentRef {
  /**
   * The ID that the service gives the deployment.
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
   * A description of the deployment, at most 1024 characters. It is no part of what the API is: a new one alone deploys nothing.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * Whether deployments that are replaced stay, so that a stage can be put back on one by hand.
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
   * The API that is deployed.
   */
  readonly api: IApiRef;
}

/**
 * A deployment of an API, for stages without automatic deployment.
 *
 * The service keeps a deployment as it was made. So the logical ID of this one follows what the API is: once a route, an
 * integration, an authorizer, a model or a response of the API in this stack (and in that of the API) changes, another deployment
 * takes its place, and the stages that serve it move on.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-stages.html
 * @resource AWS::ApiGatewayV2::Deployment
 */
export class Deployment extends Resource implements IDeployment {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.Deployment';

  /** The ID that the service gives the deployment. */
  public readonly deploymentId: string;

  private readonly apiId: string;
  private readonly more: unknown[] = [];

  /**
   * @param scope the construct that the deployment belongs to
   * @param id its ID in that scope
   * @param props its properties
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
   * Lets the logical ID follow something else too, such as a route in a stack that this one does not know.
   *
   * @param data what JSON can hold, tokens too
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

// Of the API itself, what takes effect without a deployment or changes no answer
const API_PROPERTIES_AT_ONCE = ['Name', 'Description', 'Tags', 'IpAddressType'];

/** A new resource is made while the old one still serves: nothing it shows may be missing. */
class WaitFor implements IAspect {
  public constructor(private readonly others: () => CfnResource[]) {}

  public visit(node: IConstruct): void {
    node.node.addDependency(...this.others());
  }
}

/** The L1s of an API, the API first where it is made here, then what names it by its ID; without those of other apps. */
export function childrenOfApi(scope: Construct, apiId: string): CfnResource[] {
  return Stage.of(scope)!
    .node.findAll()
    .filter((node): node is CfnResource => {
      if (!CfnResource.isCfnResource(node) || !node.cfnResourceType.startsWith('AWS::ApiGatewayV2::')) {
        return false;
      }
      // The ID of one API is one token wherever it is used, so the texts are the same
      return (node as { readonly apiId?: string }).apiId === apiId || node.ref === apiId;
    });
}

interface Content {
  readonly id: string;
  readonly properties: unknown;
}

function contentOf(resource: CfnResource): Content {
  const { stack } = resource;
  // Not declared for users, but the one way to all properties, overrides included, of whatever class
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
