import type { IConstruct } from 'constructs';

import { CORRECTIONS } from '../private/corrections';
import type { Declaration } from './declaration';
import { addressOf } from './message';
import { DISABLED_RULES_KEY } from './suppressions';

const PREFIX = 'cdk-apigatewayv2:';
const PAGE = 'https://docs.aws.amazon.com/cdk/v2/guide/context.html';

/** Warnings about context keys of this library that have no effect, for example because the key is misspelled. */
export const CONTEXT_WARNINGS = {
  ContextKeyUnknown: {
    code: 'ContextKeyUnknown',
    severity: 'warning',
    evidence: 'inferred',
    source: 'This library reads only the context keys that `docs/differences.md` lists.',
    summary:
      'A context key begins with `cdk-apigatewayv2:` but is not a key of this library, so the key has no effect.',
    fix: 'Use a key that `docs/differences.md` lists, or remove the key.',
    page: PAGE,
  },
  ContextValueInvalid: {
    code: 'ContextValueInvalid',
    severity: 'warning',
    evidence: 'inferred',
    source: 'This library accepts only an object for `disabledRules`, and only `true` or `false` for all other keys.',
    summary: 'The value of a context key of this library is invalid, so the key has no effect.',
    fix: 'Set the key of a correction to `true` or `false`, and `disabledRules` to an object with codes as keys and reasons as values.',
    page: PAGE,
  },
  DisabledRuleUnknown: {
    code: 'DisabledRuleUnknown',
    severity: 'warning',
    evidence: 'inferred',
    source: 'This library does not contain a rule with this code.',
    summary: 'The context key `cdk-apigatewayv2:disabledRules` contains a code that does not belong to a rule.',
    fix: 'Use the code in brackets at the start of the error or warning.',
    page: PAGE,
  },
} as const satisfies { readonly [code: string]: Declaration };

interface ContextFinding {
  readonly code: keyof typeof CONTEXT_WARNINGS;
  readonly message: string;
}

/**
 * Checks the context keys of this library in the context of the root construct, which contains the keys of cdk.json.
 */
export function checkContext(root: IConstruct, isRule: (code: string) => boolean): ContextFinding[] {
  const context = (root.node.getAllContext() ?? {}) as { readonly [key: string]: unknown };
  const known = [...Object.keys(CORRECTIONS), 'recommended'];
  return Object.entries(context)
    .filter(([key]) => key.startsWith(PREFIX))
    .flatMap(([key, value]): ContextFinding[] => {
      const name = key.slice(PREFIX.length);
      if (key === DISABLED_RULES_KEY) {
        return checkDisabledRules(value, isRule);
      }
      if (!known.includes(name)) {
        const meant = nearest(name, [...known, 'disabledRules']);
        const instead = meant === undefined ? 'Remove the key.' : `Did you mean '${PREFIX}${meant}'?`;
        return [finding('ContextKeyUnknown', `The context key '${key}' does not exist and has no effect. ${instead}`)];
      }
      return [true, false, 'true', 'false'].includes(value as boolean)
        ? []
        : [
            finding(
              'ContextValueInvalid',
              `The context key '${key}' must be true or false, got ${JSON.stringify(value)}. Set the key to true or false.`,
            ),
          ];
    });
}

function checkDisabledRules(value: unknown, isRule: (code: string) => boolean): ContextFinding[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const given = JSON.stringify(value);
    return [
      finding(
        'ContextValueInvalid',
        `The context key '${DISABLED_RULES_KEY}' must be an object with codes as keys and reasons as values, got ${given}. Use { "<code>": "<reason>" }.`,
      ),
    ];
  }
  return Object.keys(value)
    .filter((code) => !isRule(code))
    .map((code) =>
      finding(
        'DisabledRuleUnknown',
        `The context key '${DISABLED_RULES_KEY}' contains '${code}', which is not the code of a rule. Use a code that docs/rules.md lists.`,
      ),
    );
}

function finding(code: ContextFinding['code'], message: string): ContextFinding {
  return { code, message: `${message} See ${addressOf(code)}` };
}

/** Returns the known name that is most similar to a misspelled name. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const pairs = (text: string) =>
    new Set(Array.from(text.toLowerCase(), (letter, i) => letter + (text[i + 1] ?? '').toLowerCase()));
  const own = pairs(name);
  const [best] = known
    .map((one) => ({
      one,
      shared: [...pairs(one)].filter((pair) => own.has(pair)).length / Math.max(own.size, one.length),
    }))
    .sort((a, b) => b.shared - a.shared);
  return best.shared >= 0.6 ? best.one : undefined;
}
