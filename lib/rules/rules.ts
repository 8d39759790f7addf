import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import { installRules } from '../validation/install';
import { disable } from '../validation/suppressions';
import { isKnown } from '../validation/catalog';

/**
 * The rules that hold for a construct and all below it: what the service refuses fails the synthesis, what is unwise is a warning.
 *
 * They are checked in every app that makes an API, stage, domain name or the like of this library, on the finished tree.
 * The context key `cdk-apigatewayv2:disabledRules` switches rules off for a whole app: `{ "<code>": "<reason>" }`.
 */
export class Rules {
  /**
   * The rules of a construct and all below it.
   *
   * @param scope the construct
   */
  public static of(scope: IConstruct): Rules {
    return new Rules(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Switches one rule off. The reason is kept in the metadata of the construct, and so reaches the cloud assembly.
   *
   * Throws `RuleUnknown` where there is no rule of this code.
   *
   * @param code the code of the rule, such as `RouteDuplicate`
   * @param reason why it does not hold here
   */
  public disable(code: string, reason: string): void {
    if (!isKnown(code)) {
      fail(this.scope, 'RuleUnknown', `there is no rule '${code}'. The codes stand in the messages, between brackets.`);
    }
    if (reason.trim() === '') {
      fail(
        this.scope,
        'RuleReasonMissing',
        `a reason is needed to switch '${code}' off. Say why the rule does not hold here.`,
      );
    }
    disable(this.scope, code, reason);
  }

  /**
   * Has the rules checked also in an app that makes nothing of this library, such as one of L1s or of included templates.
   */
  public check(): void {
    installRules(this.scope);
  }
}
