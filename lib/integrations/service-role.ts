import type { aws_kms } from 'aws-cdk-lib/interfaces';
import type { IRole, IRoleRef } from 'aws-cdk-lib/aws-iam';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct, IDependable } from 'constructs';

import { isCorrected } from '../private/corrections';
import { isGrantable } from '../private/invoke-permission';
import { apiGatewayPrincipal } from '../private/service-principal';

// Encryption requires GenerateDataKey, and SQS also requires Decrypt to send a message
const WRITE_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** The permissions that API Gateway needs to call an action of an AWS service. */
export interface ServicePermissions {
  /** The IAM actions that the role needs. */
  readonly actions: string[];
  /** The ARNs of the resources that the action uses. */
  readonly resources: string[];
  /** The statement ID in the policy of the role, if the integration creates the role. */
  readonly sid?: string;
  /** The KMS key that encrypts the target. */
  readonly encryptionKey?: aws_kms.IKeyRef;
  /** The KMS actions that the role needs for the KMS key. The default actions permit writing to the target. */
  readonly keyActions?: string[];
}

/** The role that an integration uses to call an AWS service. */
export class ServiceRole {
  /** The policies that permit the role to call the action. */
  private readonly policies: IDependable[] = [];

  public constructor(private readonly role: IRoleRef | undefined) {}

  /**
   * Returns the role that the integration uses to call the service.
   *
   * Creates a role if `credentialsRole` is not set, and adds the permissions to the role. An L1 role does not get permissions.
   */
  public permit(scope: Construct, permissions: ServicePermissions): IRoleRef {
    const { actions, resources, sid, encryptionKey, keyActions = WRITE_KEY_ACTIONS } = permissions;
    const role = this.role ?? new Role(scope, 'InvokeRole', { assumedBy: apiGatewayPrincipal() });
    if (!isGrantable(role)) {
      return role;
    }
    const allow = (statement: PolicyStatement) => {
      const { policyDependable } = role.grantPrincipal.addToPrincipalPolicy(statement);
      this.policies.push(...(policyDependable ? [policyDependable] : []));
    };
    if (resources.length > 0) {
      // Several integrations can share the same `credentialsRole`, and statement IDs must be unique in a policy
      allow(new PolicyStatement({ sid: this.role ? undefined : sid, actions, resources }));
    }
    if (encryptionKey && keyActions.length > 0) {
      if ('grant' in encryptionKey) {
        this.policies.push((encryptionKey as IKey).grant(role, ...keyActions));
      } else {
        allow(new PolicyStatement({ actions: keyActions, resources: [encryptionKey.keyRef.keyArn] }));
      }
    }
    return role;
  }

  /**
   * Makes the integration depend on the policies of the role.
   *
   * In aws-cdk-lib, the integration depends on the role only, so requests to a new integration can fail until the policy is attached.
   */
  public precede(integration: IConstruct, api: IConstruct): void {
    if (this.policies.length > 0 && isCorrected(api, 'serviceIntegrationPolicyDependency')) {
      integration.node.addDependency(...this.policies);
    }
  }
}

/** Returns a role reference as `IRole`, the type that WebSocket integrations require. The integrations use only the ARN of the role. */
export function asRole(role: IRoleRef | undefined): IRole | undefined {
  return role as IRole | undefined;
}
