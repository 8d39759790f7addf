import * as fs from 'node:fs';
import * as path from 'node:path';
import { Annotations, Validations } from 'aws-cdk-lib';
import { validationsAcknowledge } from '../_helpers/validations';
import { Rules } from '../../lib/rules';
import { allRules } from '../../lib/validation/catalog';
import type { Negatives } from './negative';
import { codesOf, verdictOn } from './negative';

// Rules that share a declaration have one code
const RULES = [...new Map(allRules().map((rule) => [rule.code, rule])).values()];
const files = fs
  .readdirSync(__dirname)
  .filter((file) => file.endsWith('.ts') && !['negative.ts', 'negatives.test.ts'].includes(file))
  .map((file) => jest.requireActual<{ negatives: Negatives }>(path.join(__dirname, file)).negatives);
const all: Negatives = Object.assign({}, ...files) as Negatives;

test('every rule has a program that violates the rule and a similar program that complies with it', () => {
  const tested = new Set(files.flatMap((file) => Object.keys(file)));
  expect([...tested].sort()).toEqual([...new Set(RULES.map(({ code }) => code))].sort());
});

describe.each(RULES.map((rule) => [rule.code, rule] as const))('%s', (code, rule) => {
  const negative = all[code];

  test(`${rule.severity === 'error' ? 'is an error' : 'is a warning'} and the only finding for the program that violates it`, () => {
    const { errors, warnings } = verdictOn((stack) => void negative.breaks(stack));
    const [messages, others] = rule.severity === 'error' ? [errors, warnings] : [warnings, errors];
    expect([codesOf(messages), codesOf(others)]).toEqual([[code], []]);
    for (const said of ['Stack/', ...negative.says]) {
      expect(messages[0]).toContain(said);
    }
  });

  test('has no finding if it is disabled', () => {
    const verdict = verdictOn((stack) => {
      negative.breaks(stack);
      Rules.of(stack).disable(code, 'a test');
    });
    expect(verdict).toEqual({ errors: [], warnings: [] });
  });

  test('has no finding for the program that complies with it', () => {
    expect(verdictOn((stack) => void negative.keeps(stack))).toEqual({ errors: [], warnings: [] });
  });
});

describe.each(RULES.filter(({ severity }) => severity === 'warning').map(({ code }) => code))(
  'the warning of %s',
  (code) => {
    const id = `cdk-apigatewayv2:${code}`;

    test('can be acknowledged by Annotations', () => {
      const { warnings } = verdictOn((stack) => {
        all[code].breaks(stack);
        Annotations.of(stack).acknowledgeWarning(id, 'a test');
      });
      expect(warnings).toEqual([]);
    });

    test('can be acknowledged with `Validations.of()`', () => {
      const { warnings } = verdictOn((stack) => {
        all[code].breaks(stack);
        Validations.of(stack).acknowledge({ id, reason: 'a test' });
      });
      expect(warnings.length > 0).toBe(!validationsAcknowledge());
    });
  },
);
