import type { IConstruct } from 'constructs';

/**
 * The type of the metadata that stores the code and the reason of a disabled rule. The cloud assembly contains this
 * metadata.
 */
const DISABLED = 'cdk-apigatewayv2:disabledRule';

/** The context key that disables rules, with a value of the form `{ <code>: <reason> }`. */
export const DISABLED_RULES_KEY = 'cdk-apigatewayv2:disabledRules';

/** Disables a rule for a construct and all constructs below it. */
export function disable(scope: IConstruct, code: string, reason: string): void {
  scope.node.addMetadata(DISABLED, { code, reason });
}

/** Whether the construct, a scope above the construct or the context disables a rule. */
export function isDisabled(scope: IConstruct, code: string): boolean {
  for (let holder: IConstruct | undefined = scope; holder; holder = holder.node.scope) {
    if (holder.node.metadata.some(({ type, data }) => type === DISABLED && (data as { code: string }).code === code)) {
      return true;
    }
  }
  return code in disabledByContext(scope);
}

/** Returns the codes and reasons of the rules that the context disables. */
export function disabledByContext(scope: IConstruct): { readonly [code: string]: unknown } {
  const context: unknown = scope.node.tryGetContext(DISABLED_RULES_KEY);
  return typeof context === 'object' && context !== null ? (context as { [code: string]: unknown }) : {};
}
