import * as fs from 'node:fs';
import * as path from 'node:path';
import { Annotations, Validations } from 'aws-cdk-lib';
import { validationsAcknowledge } from '../_helpers/validations';
import { Rules } from '../../lib/rules';
import { allRules } from '../../lib/validation/catalog';
import type { Negatives } from './negative';
import { codesOf, findingsOfProgram } from './negative';

// Rules that share a declaration also share its code
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
    const { errors, warnings } = findingsOfProgram((stack) => void negative.violates(stack));
    const [messages, others] = rule.severity === 'error' ? [errors, warnings] : [warnings, errors];
    expect([codesOf(messages), codesOf(others)]).toEqual([[code], []]);
    for (const text of ['Stack/', ...negative.messageContains]) {
      expect(messages[0]).toContain(text);
    }
  });

  test('reports no finding if it is disabled', () => {
    const findings = findingsOfProgram((stack) => {
      negative.violates(stack);
      Rules.of(stack).disable(code, 'a test');
    });
    expect(findings).toEqual({ errors: [], warnings: [] });
  });

  test('reports no finding for the program that complies with the rule', () => {
    expect(findingsOfProgram((stack) => void negative.complies(stack))).toEqual({ errors: [], warnings: [] });
  });
});

describe.each(RULES.filter(({ severity }) => severity === 'warning').map(({ code }) => code))(
  'the warning of %s',
  (code) => {
    const id = `cdk-apigatewayv2:${code}`;

    test('can be acknowledged by Annotations', () => {
      const { warnings } = findingsOfProgram((stack) => {
        all[code].violates(stack);
        Annotations.of(stack).acknowledgeWarning(id, 'a test');
      });
      expect(warnings).toEqual([]);
    });

    test('can be acknowledged with `Validations.of()`', () => {
      const { warnings } = findingsOfProgram((stack) => {
        all[code].violates(stack);
        Validations.of(stack).acknowledge({ id, reason: 'a test' });
      });
      expect(warnings.length > 0).toBe(!validationsAcknowledge());
    });
  },
);
