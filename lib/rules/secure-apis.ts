import type { IAspect } from 'aws-cdk-lib/core';
import { CfnResource } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { installRules } from '../validation/install';
import { markSecure } from '../validation/engine/secure-set';

/**
 * How the secure set reports.
 */
export interface SecureApisProps {
  /**
   * Whether a finding fails the synthesis. Otherwise it is a warning that can be acknowledged.
   *
   * @default false
   */
  readonly failSynthesis?: boolean;
}

/**
 * Checks what is wise rather than required: access logs, authorization, throttling, current TLS and the like.
 *
 * An Aspect: `Aspects.of(app).add(new SecureApis())` checks all APIs below `app`, L1s included. Findings are warnings with the ID
 * `cdk-apigatewayv2:<code>`, which `Validations.of(scope).acknowledge()` and `Annotations.of(scope).acknowledgeWarning()` silence.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html
 */
export class SecureApis implements IAspect {
  private readonly severity: 'error' | 'warning';

  /**
   * @param props how to report
   */
  public constructor(props: SecureApisProps = {}) {
    this.severity = props.failSynthesis ? 'error' : 'warning';
  }

  /**
   * Has a construct checked once the tree is finished. Called by the CDK.
   *
   * @param node the construct
   */
  public visit(node: IConstruct): void {
    if (CfnResource.isCfnResource(node)) {
      markSecure(node, this.severity);
      installRules(node);
    }
  }
}
