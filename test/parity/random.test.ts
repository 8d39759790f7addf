import type { HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Duration } from 'aws-cdk-lib';
import { ours } from './modules';
import type { Modules } from './modules';
import { BAD_MOVES } from './random';
import { check, compare } from './random-check';
import { ApiGatewayV2Error } from '../../lib/validation/errors';

beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation();
  jest.spyOn(console, 'error').mockImplementation();
});

/** This library with an intended difference: the timeout of URL integrations becomes seven seconds. */
const wrong: Modules = {
  ...{ apigwv2: ours.apigwv2, authorizers: ours.authorizers },
  integrations: {
    ...ours.integrations,
    HttpUrlIntegration: class extends ours.integrations.HttpUrlIntegration {
      constructor(...[id, url, props]: ConstructorParameters<typeof HttpUrlIntegration>) {
        super(id, url, props?.timeout ? { ...props, timeout: Duration.seconds(7) } : props);
      }
    },
  },
};

const program = { ids: '', stacks: [false] };

test('random programs synthesize the same templates with both libraries', () => {
  const { counts, failure, programs } = check({ runs: 15, seed: 20 });
  expect(failure).toBeUndefined();
  expect(programs).toBe(15);
  expect(counts.same + counts.bothThrew + counts.rejections).toBe(15);
  expect(counts.same).toBeGreaterThan(7);
});

test('a difference is found and reduced to the step that causes it', () => {
  const { failure } = check({ runs: 300, seed: 1, mine: wrong });
  const [head, json, , ...rest] = failure!.split('\n');
  expect(head).toBe('The smallest program that differs, seed 1:');
  const { stacks, steps } = JSON.parse(json) as { stacks: unknown[]; steps: [string, unknown][] };
  expect(stacks).toHaveLength(1);
  expect(steps).toHaveLength(1);
  expect(json).toMatch(/"timeout":\d+/);
  expect(rest[0]).toBe('stack0 = new Stack(app, { region: undefined });');
  expect(rest.join('\n')).toContain('TimeoutInMillis');
});

test('a seed determines the programs', () => {
  const once = () => check({ runs: 10, seed: 7 }).counts;
  expect(once()).toEqual(once());
});

test.each(BAD_MOVES)('both libraries throw: %s', (move) => {
  expect(compare({ ...program, steps: [['bad', move]] })).toEqual({ kind: 'bothThrew' });
});

test.each([
  [{ kind: 'rejected', code: 'IntegrationUrlInvalid' }, new ApiGatewayV2Error('IntegrationUrlInvalid', 'no URL')],
  [{ kind: 'different', how: 'only this library throws: Error: broken' }, new Error('broken')],
])('only an error of this library counts as a rejection: %j', (comparison, error) => {
  const url = class extends ours.integrations.HttpUrlIntegration {
    bind(): never {
      throw error;
    }
  };
  const mine = { ...wrong, integrations: { ...ours.integrations, HttpUrlIntegration: url } };
  expect(compare({ ...program, steps: [['addRoutes', { path: '/', integration: { kind: 'url' } }]] }, mine)).toEqual(
    comparison,
  );
});
