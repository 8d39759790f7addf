import { Annotations, Validations } from 'aws-cdk-lib';
import { validationsAcknowledge } from '../_helpers/validations';
import { Rules } from '../../lib/rules';
import { allRules } from '../../lib/validation/catalog';
import { negatives as apis } from './apis';
import { negatives as authorizers } from './authorizers';
import { negatives as domains } from './domains';
import { negatives as integrations } from './integrations';
import { negatives as keys } from './keys';
import type { Negatives } from './negative';
import { codesOf, verdictOn } from './negative';
import { negatives as stages } from './stages';

// Rules that share a declaration are one code
const RULES = [...new Map(allRules().map((rule) => [rule.code, rule])).values()];
const files: Negatives[] = [apis, authorizers, domains, integrations, keys, stages];
const all: Negatives = Object.assign({}, ...files) as Negatives;

test('every rule has a program that breaks it and one that just does not', () => {
  expect(files.flatMap((file) => Object.keys(file)).sort()).toEqual(RULES.map(({ code }) => code).sort());
});

describe.each(RULES.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  const negative = all[code];

  test(`${rule.severity === 'error' ? 'fails' : 'warns of'} the program that breaks it, and finds nothing else in it`, () => {
    const { errors, warnings } = verdictOn((stack) => void negative.breaks(stack));
    const [messages, others] = rule.severity === 'error' ? [errors, warnings] : [warnings, errors];
    expect([codesOf(messages), codesOf(others)]).toEqual([[code], []]);
    for (const said of ['Stack/', ...negative.says]) {
      expect(messages[0]).toContain(said);
    }
  });

  test('finds nothing where it is disabled', () => {
    const verdict = verdictOn((stack) => {
      negative.breaks(stack);
      Rules.of(stack).disable(code, 'a test');
    });
    expect(verdict).toEqual({ errors: [], warnings: [] });
  });

  test('finds nothing in the program at the boundary', () => {
    expect(verdictOn((stack) => void negative.keeps(stack))).toEqual({ errors: [], warnings: [] });
  });
});

describe.each(RULES.filter(({ severity }) => severity === 'warning').map(({ code }) => code))(
  'the warning of %s',
  (code) => {
    const id = `cdk-apigatewayv2:${code}`;

    test('is acknowledged by Annotations', () => {
      const { warnings } = verdictOn((stack) => {
        all[code].breaks(stack);
        Annotations.of(stack).acknowledgeWarning(id, 'a test');
      });
      expect(warnings).toEqual([]);
    });

    test('is acknowledged by Validations', () => {
      const { warnings } = verdictOn((stack) => {
        all[code].breaks(stack);
        Validations.of(stack).acknowledge({ id, reason: 'a test' });
      });
      expect(warnings.length > 0).toBe(!validationsAcknowledge());
    });
  },
);
