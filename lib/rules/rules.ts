import type { IConstruct } from 'constructs';

import { isKnown } from '../validation/catalog';
import { fail } from '../validation/errors';
import { installRules } from '../validation/install';
import { disable } from '../validation/suppressions';

/**
 * The rules that are checked for a construct and everything below it.
 *
 * If API Gateway rejects a value, a rule reports an error, which fails the synthesis. If a value can be deployed but
 * probably has an unintended effect, a rule reports a warning.
 *
 * The rules are checked at synthesis, when the construct tree is complete, in every app that creates a construct of this library. A
 * constructor throws if one of the values that it receives causes an error, but not if a value causes a warning. The context key
 * `cdk-apigatewayv2:disabledRules` disables rules for a whole app: `{ "<code>": "<reason>" }`.
 *
 * @example
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { Rules } from 'cdk-apigatewayv2/rules';
 *
 * declare const api: HttpApi;
 *
 * Rules.of(api).disable('RouteAuthorizerUnused', 'A stack of another team uses the authorizer.');
 */
export class Rules {
  /**
   * Returns the rules of a construct and everything below it.
   *
   * @param scope The construct
   */
  public static of(scope: IConstruct): Rules {
    return new Rules(scope);
  }

  private constructor(private readonly scope: IConstruct) {}

  /**
   * Disables a rule for the construct and everything below it. The rule then reports no errors or warnings, either in constructors or at
   * synthesis.
   *
   * The reason is added to the metadata of the construct, which is part of the cloud assembly. To disable an error that a constructor
   * throws, call this method on a parent scope before you create the construct.
   *
   * Throws `RuleUnknown` if no rule has the code, and `RuleReasonMissing` if the reason is empty.
   *
   * @param code The code of the rule, such as `RouteDuplicate`. The messages of the rule contain the code in brackets.
   * @param reason The reason why the rule does not apply here
   */
  public disable(code: string, reason: string): void {
    if (!isKnown(code)) {
      fail(
        this.scope,
        'RuleUnknown',
        `no rule has the code '${code}'. Use the code that the error or warning contains in brackets.`,
      );
    }
    if (typeof reason !== 'string' || reason.trim() === '') {
      fail(
        this.scope,
        'RuleReasonMissing',
        `disabling '${code}' requires a reason. Pass the reason why the rule does not apply here.`,
      );
    }
    disable(this.scope, code, reason);
  }

  /**
   * Checks the rules in an app that does not use constructs of this library, such as an app that contains only L1 constructs or included
   * templates.
   */
  public check(): void {
    installRules(this.scope);
  }
}
