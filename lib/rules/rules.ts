import type { IConstruct } from 'constructs';

import { isKnown } from '../validation/catalog';
import { fail } from '../validation/errors';
import { installRules } from '../validation/install';
import { disable } from '../validation/suppressions';

/**
 * The rules that are checked for a construct and everything below it.
 *
 * A value that API Gateway rejects fails the synthesis. A value that deploys but does not do what was meant is a warning.
 *
 * The rules are checked on the finished tree of every app that creates an API, a stage, a domain name or another construct of this library.
 * The context key `cdk-apigatewayv2:disabledRules` disables rules for a whole app: `{ "<code>": "<reason>" }`.
 */
export class Rules {
  /**
   * Returns the rules of a construct and everything below it.
   *
   * @param scope the construct
   */
  public static of(scope: IConstruct): Rules {
    return new Rules(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Disables a rule: its errors and warnings, in constructors and at synthesis.
   *
   * The reason is kept in the metadata of the construct, which is part of the cloud assembly. To disable what a constructor throws, call this
   * on a scope above the construct.
   *
   * Throws `RuleUnknown` if no rule has the code, and `RuleReasonMissing` if the reason is empty.
   *
   * @param code the code of the rule, such as `RouteDuplicate`; a message has it in brackets
   * @param reason why the rule does not hold here
   */
  public disable(code: string, reason: string): void {
    if (!isKnown(code)) {
      fail(this.scope, 'RuleUnknown', `no rule has the code '${code}'. Use the code that the message has in brackets.`);
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      fail(
        this.scope,
        'RuleReasonMissing',
        `disabling '${code}' requires a reason. Pass why the rule does not hold here.`,
      );
    }
    disable(this.scope, code, reason);
  }

  /**
   * Checks the rules in an app that uses no construct of this library, such as an app of L1 constructs or of included templates.
   */
  public check(): void {
    installRules(this.scope);
  }
}
