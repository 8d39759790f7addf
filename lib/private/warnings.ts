import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Warns of what deploys but will hardly do what is meant. `cdk-apigatewayv2:<code>` acknowledges it. */
export function warn(scope: IConstruct, code: string, message: string): void {
  Annotations.of(scope).addWarningV2(`cdk-apigatewayv2:${code}`, `[${code}] ${scope.node.path}: ${message}`);
}
