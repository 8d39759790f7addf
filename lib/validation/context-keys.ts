import type { IConstruct } from 'constructs';

import { CORRECTIONS } from '../private/corrections';
import type { Declaration } from './declaration';
import { addressOf } from './message';
import { DISABLED_RULES_KEY } from './suppressions';

const PREFIX = 'cdk-apigatewayv2:';
const PAGE = 'https://docs.aws.amazon.com/cdk/v2/guide/context.html';

/** Warnings about the context keys of this library, which have no effect when they are misspelled. */
export const CONTEXT_WARNINGS = {
  ContextKeyUnknown: {
    code: 'ContextKeyUnknown',
    severity: 'warning',
    evidence: 'inferred',
    source: 'This library does not read a context key of this name.',
    summary: 'A context key begins with `cdk-apigatewayv2:`, but this library does not read it, so it has no effect.',
    fix: 'Correct the key; `docs/differences.md` lists all of them.',
    page: PAGE,
  },
  ContextValueInvalid: {
    code: 'ContextValueInvalid',
    severity: 'warning',
    evidence: 'inferred',
    source: 'This library reads true and false only.',
    summary: 'A context key of this library has a value that has no effect.',
    fix: 'Set a correction to `true` or `false`, and `disabledRules` to an object of codes and reasons.',
    page: PAGE,
  },
  DisabledRuleUnknown: {
    code: 'DisabledRuleUnknown',
    severity: 'warning',
    evidence: 'inferred',
    source: 'No rule of this library has the code.',
    summary: 'The context key `cdk-apigatewayv2:disabledRules` names a rule that does not exist.',
    fix: 'Correct the code; the messages have it in brackets.',
    page: PAGE,
  },
} as const satisfies { readonly [code: string]: Declaration };

interface ContextFinding {
  readonly code: keyof typeof CONTEXT_WARNINGS;
  readonly message: string;
}

/**
 * Checks the context keys of this library. Context is that of the root: a key set below it cannot be a typing error
 * in cdk.json.
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
        const instead = meant === undefined ? 'Remove it.' : `Did you mean '${PREFIX}${meant}'?`;
        return [finding('ContextKeyUnknown', `The context key '${key}' does not exist and has no effect. ${instead}`)];
      }
      return [true, false, 'true', 'false'].includes(value as boolean)
        ? []
        : [
            finding(
              'ContextValueInvalid',
              `The context key '${key}' must be true or false, got ${JSON.stringify(value)}.`,
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
        `The context key '${DISABLED_RULES_KEY}' must be an object of codes and reasons, got ${given}.`,
      ),
    ];
  }
  return Object.keys(value)
    .filter((code) => !isRule(code))
    .map((code) =>
      finding('DisabledRuleUnknown', `The context key '${DISABLED_RULES_KEY}' names '${code}', which is not a rule.`),
    );
}

function finding(code: ContextFinding['code'], message: string): ContextFinding {
  return { code, message: `${message} See ${addressOf(code)}` };
}

/** The known name that shares most letters with a misspelled one. */
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
