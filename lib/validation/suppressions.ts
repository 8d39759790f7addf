import type { IConstruct } from 'constructs';

/** The type of the metadata that a construct keeps a disabled rule in. The cloud assembly contains it, with the reason. */
const DISABLED = 'cdk-apigatewayv2:disabledRule';

/** The context key that contains `{ <code>: <reason> }`. */
export const DISABLED_RULES_KEY = 'cdk-apigatewayv2:disabledRules';

/** Disables a rule for a construct and all below it. */
export function disable(scope: IConstruct, code: string, reason: string): void {
  scope.node.addMetadata(DISABLED, { code, reason });
}

/** Whether a rule is disabled for a construct: on itself, on a scope above it, or by context. */
export function isDisabled(scope: IConstruct, code: string): boolean {
  for (let holder: IConstruct | undefined = scope; holder; holder = holder.node.scope) {
    if (holder.node.metadata.some(({ type, data }) => type === DISABLED && (data as { code: string }).code === code)) {
      return true;
    }
  }
  return code in disabledByContext(scope);
}

/** `{ <code>: <reason> }` of the context. */
export function disabledByContext(scope: IConstruct): { readonly [code: string]: unknown } {
  const context: unknown = scope.node.tryGetContext(DISABLED_RULES_KEY);
  return typeof context === 'object' && context !== null ? (context as { [code: string]: unknown }) : {};
}
