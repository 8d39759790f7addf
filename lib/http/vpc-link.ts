import type { IVpcLink as IAwsVpcLink, VpcLinkReference } from 'aws-cdk-lib/aws-apigatewayv2';
import { VpcLink as AwsVpcLink, CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import type {
  IConnectable,
  ISecurityGroup,
  ISecurityGroupRef,
  ISubnetRef,
  IVpc,
  SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import { Connections, SecurityGroup, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { Lazy, Names, Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { injected } from '../private/injection';
import { defaultName } from '../private/names';
import { installRules } from '../validation/install';
import { requireProp } from '../validation/required-prop';

/**
 * A VPC link, which connects HTTP APIs to private resources in a VPC.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
 */
export interface IVpcLink extends IAwsVpcLink {}

/**
 * Properties of a VPC link.
 */
export interface VpcLinkProps {
  /**
   * The VPC that the VPC link connects to.
   */
  readonly vpc: IVpc;

  /**
   * The name of the VPC link, 1 to 128 characters.
   *
   * @default - a name that is derived from the path of the construct
   */
  readonly vpcLinkName?: string;

  /**
   * The subnets in which API Gateway creates network interfaces for the VPC link.
   *
   * At least one subnet is required. CloudFormation replaces the VPC link if the list changes.
   *
   * @default - the private subnets with egress, or the isolated subnets if the VPC does not have private subnets with egress
   */
  readonly subnets?: SubnetSelection;

  /**
   * The security groups of the network interfaces of the VPC link. CloudFormation replaces the VPC link if the list changes.
   *
   * @default - none
   */
  readonly securityGroups?: ISecurityGroupRef[];
}

/**
 * The attributes of an existing VPC link.
 */
export interface VpcLinkAttributes {
  /**
   * The ID of the VPC link.
   */
  readonly vpcLinkId: string;

  /**
   * The VPC that the VPC link connects to.
   */
  readonly vpc: IVpc;

  /**
   * The security groups of the VPC link. The security groups of load balancers can allow traffic from these security groups.
   *
   * @default - none. Without security groups, `connections` of the imported VPC link is undefined
   */
  readonly securityGroups?: ISecurityGroup[];
}

/**
 * A VPC link, which connects integrations of HTTP APIs to load balancers and Cloud Map services in a VPC.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
 * @example
 * import * as ec2 from 'aws-cdk-lib/aws-ec2';
 * import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
 * import { VpcLink } from 'cdk-apigatewayv2';
 * import { HttpAlbIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const vpc: ec2.Vpc;
 * declare const listener: elbv2.ApplicationListener;
 *
 * const vpcLink = new VpcLink(this, 'Link', { vpc });
 * const integration = new HttpAlbIntegration('Orders', listener, { vpcLink });
 */
export class VpcLink extends Resource implements IVpcLink, IConnectable {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.VpcLink';

  /**
   * Imports an existing VPC link.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param attrs The attributes of the VPC link
   */
  public static fromVpcLinkAttributes(scope: Construct, id: string, attrs: VpcLinkAttributes): IVpcLink {
    class Import extends Resource implements IVpcLink {
      public readonly vpcLinkId = attrs.vpcLinkId;
      public readonly vpc = attrs.vpc;

      public get vpcLinkRef(): VpcLinkReference {
        return { vpcLinkId: this.vpcLinkId };
      }
    }
    const link = new Import(scope, id);
    const { securityGroups } = attrs;
    return securityGroups ? Object.assign(link, { connections: new Connections({ securityGroups }) }) : link;
  }

  /** The ID that API Gateway assigns to the VPC link. */
  public readonly vpcLinkId: string;

  /** The VPC that the VPC link connects to. */
  public readonly vpc: IVpc;

  readonly #subnets: ISubnetRef[] = [];
  readonly #securityGroups: ISecurityGroupRef[] = [];
  private ownConnections?: Connections;

  /**
   * @param scope The scope of the VPC link
   * @param id The ID of the construct in the scope
   * @param props The properties of the VPC link
   */
  public constructor(scope: Construct, id: string, props: VpcLinkProps) {
    props = injected(VpcLink.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    this.vpc = requireProp(this, 'vpc', props.vpc);
    installRules(this);
    const resource = new CfnVpcLink(this, 'Resource', {
      name: props.vpcLinkName || defaultName(Names.uniqueId(this)),
      subnetIds: Lazy.list({ produce: () => this.#subnets.map((subnet) => subnet.subnetRef.subnetId) }),
      securityGroupIds: Lazy.list({
        produce: () => this.#securityGroups.map((group) => group.securityGroupRef.securityGroupId),
      }),
    });
    this.vpcLinkId = resource.ref;

    this.addSubnets(...props.vpc.selectSubnets(props.subnets ?? defaultSubnets(props.vpc)).subnets);
    this.addSecurityGroups(...(props.securityGroups ?? []));
  }

  /** The reference to this VPC link. */
  public get vpcLinkRef(): VpcLinkReference {
    return { vpcLinkId: this.vpcLinkId };
  }

  /**
   * The network connections of the VPC link. To allow traffic from the VPC link, pass the VPC link to `connections.allowFrom()` of a load
   * balancer or service.
   *
   * If the VPC link does not have a security group, the first access to this property creates a security group. CloudFormation then
   * replaces a VPC link that is already deployed.
   */
  public get connections(): Connections {
    if (!this.ownConnections) {
      if (this.#securityGroups.length === 0) {
        this.addSecurityGroups(
          new SecurityGroup(this, 'SecurityGroup', { vpc: this.vpc, description: `VPC link ${this.node.path}` }),
        );
      }
      const securityGroups = this.#securityGroups.map((group, index) => this.connectable(group, index));
      this.ownConnections = new Connections({ securityGroups });
    }
    return this.ownConnections;
  }

  /**
   * Adds subnets in which API Gateway creates network interfaces for the VPC link.
   *
   * @param subnets The subnets
   */
  public addSubnets(...subnets: ISubnetRef[]): void {
    this.#subnets.push(...subnets);
  }

  /**
   * Adds security groups to the network interfaces of the VPC link.
   *
   * @param groups The security groups
   */
  public addSecurityGroups(...groups: ISecurityGroupRef[]): void {
    const known = this.#securityGroups.length;
    this.#securityGroups.push(...groups);
    this.ownConnections?.addSecurityGroup(...groups.map((group, index) => this.connectable(group, known + index)));
  }

  // The L1 of a security group does not have methods that add rules
  private connectable(group: ISecurityGroupRef, index: number): ISecurityGroup {
    return 'connections' in group
      ? (group as ISecurityGroup)
      : SecurityGroup.fromSecurityGroupId(this, `SecurityGroup${index}`, group.securityGroupRef.securityGroupId);
  }
}

// `lib/private/aws-cdk-lib-types.ts` declares that this class extends aws-cdk-lib's class, so `instanceof` must return true at run time
Object.setPrototypeOf(VpcLink.prototype, AwsVpcLink.prototype);

/**
 * Selects the private subnets with egress. If the VPC does not have such subnets, selects the isolated subnets, which are sufficient for a
 * VPC link.
 */
function defaultSubnets(vpc: IVpc): SubnetSelection {
  const isolated = vpc.privateSubnets.length === 0 && vpc.isolatedSubnets.length > 0;
  return { subnetType: isolated ? SubnetType.PRIVATE_ISOLATED : SubnetType.PRIVATE_WITH_EGRESS };
}
