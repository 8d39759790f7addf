import { CfnAccount } from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role } from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { IDependable } from 'constructs';
import { Construct } from 'constructs';

import { apiGatewayPrincipal } from '../private/lambda-permissions';

const ID = 'ApiGatewayAccount';

/**
 * The role under which API Gateway writes execution logs, for the account and region of a stack. Made once a stack; what waits for
 * it can log.
 */
export function cloudWatchAccount(scope: Construct): IDependable {
  const stack = Stack.of(scope);
  const existing = stack.node.tryFindChild(ID);
  if (existing) {
    return existing;
  }
  const parent = new Construct(stack, ID);
  const role = new Role(parent, 'CloudWatchRole', {
    assumedBy: apiGatewayPrincipal(),
    managedPolicies: [ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs')],
  });
  const account = new CfnAccount(parent, 'Resource', { cloudWatchRoleArn: role.roleArn });
  // The setting is the whole account's: other stacks may log by it when this one is gone
  role.applyRemovalPolicy(RemovalPolicy.RETAIN);
  account.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return parent;
}
