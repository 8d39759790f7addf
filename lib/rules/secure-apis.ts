import type { IAspect } from 'aws-cdk-lib/core';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { installRules } from '../validation/install';
import { markSecure } from '../validation/engine/secure-set';

/**
 * Properties of `SecureApis`.
 */
export interface SecureApisProps {
  /**
   * Whether findings are errors, which fail the synthesis. If false, findings are warnings that can be acknowledged.
   *
   * @default false
   */
  readonly failSynthesis?: boolean;
}

/**
 * An Aspect that checks security practices: access logs, authorization, throttling and current TLS versions.
 *
 * `Aspects.of(app).add(new SecureApis())` checks all APIs below `app`, including L1 constructs. By default, a finding is a warning with
 * the ID `cdk-apigatewayv2:<code>`. Acknowledge a warning with `Validations.of(scope).acknowledge()` or
 * `Annotations.of(scope).acknowledgeWarning()`.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html
 * @example
 * import { Aspects } from 'aws-cdk-lib';
 * import { SecureApis } from 'cdk-apigatewayv2/rules';
 *
 * Aspects.of(this).add(new SecureApis());
 */
export class SecureApis implements IAspect {
  private readonly severity: 'error' | 'warning';

  /**
   * @param props The properties of the Aspect, such as `failSynthesis`
   */
  public constructor(props: SecureApisProps = {}) {
    this.severity = props.failSynthesis ? 'error' : 'warning';
  }

  /**
   * Marks the construct if it is an L1 construct. At synthesis, when the construct tree is complete, rules check the security practices of
   * marked constructs.
   *
   * CDK calls this method for each construct.
   *
   * @param node The construct
   */
  public visit(node: IConstruct): void {
    if (CfnResource.isCfnResource(node)) {
      markSecure(node, this.severity);
      installRules(node);
    }
  }
}
