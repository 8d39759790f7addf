import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { modelOf, parseTemplate, ToolkitError } from '../../src';
import { routesMarkdown, routesReport, routesText } from '../../src/report/routes';
import { snapshots } from '../_helpers/apps';
import { expectValid } from '../_helpers/schema';

const templates = snapshots.flatMap(([, folder]) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.template.json') && !name.includes('DefaultTest'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);

type Spot = [container: Record<string, unknown>, key: string];

/** Every place in a template at which a value can be replaced. */
function spotsOf(value: unknown): Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  const container = value as Record<string, unknown>;
  return Object.keys(container).flatMap((key) => [[container, key] as Spot, ...spotsOf(container[key])]);
}

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, 0, -1.5, '', 'x', true, [], {}, [[]], { a: 1 }, ['a', { Ref: 'AWS::Region' }]),
  fc
    .tuple(
      fc.constantFrom(
        'Ref',
        ...['GetAtt', 'Sub', 'Join', 'If', 'Select', 'Split', 'ImportValue', 'FindInMap', 'GetStackOutput', 'New'].map(
          (name) => `Fn::${name}`,
        ),
      ),
      fc.constantFrom<unknown>(null, 3, 'nope', 'a.b', [], ['', null], ['C', 1, {}], [9, []], {}),
    )
    .map(([name, argument]) => ({ [name]: argument })),
);

test('a template with any one value replaced has a valid model that can be shown, or causes a clear error', () => {
  fc.assert(
    fc.property(fc.nat(templates.length - 1), fc.nat(), junk, (index, spot, value) => {
      const template = JSON.parse(templates[index]);
      const spots = spotsOf(template);
      const [container, key] = spots[spot % spots.length];
      container[key] = value;
      try {
        const model = modelOf(parseTemplate(JSON.stringify(template)));
        expectValid(model);
        const report = routesReport(model);
        expect(routesText(report, { color: false })).not.toContain('[object');
        expect(routesMarkdown(report)).not.toMatch(/\bundefined\b/);
      } catch (error) {
        if (!(error instanceof ToolkitError)) throw error;
      }
    }),
    { numRuns: 500 },
  );
}, 120_000);
