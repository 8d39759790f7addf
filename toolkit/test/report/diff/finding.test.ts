import { countBySeverity, mergeFindings, type Finding } from '../../../src/report/diff/finding';

const finding = (
  severity: Finding['severity'],
  name: string,
  scope = 'HTTP API shop',
  message = 'is removed',
): Finding => ({
  severity,
  code: 'RouteRemoved',
  scope,
  subject: 'route',
  names: [name],
  message,
});

test('findings that differ only by name are merged, and each name is listed once', () => {
  const findings = [finding('change', 'GET /a'), finding('change', 'GET /b'), finding('change', 'GET /a')];
  expect(mergeFindings(findings)).toEqual([{ ...finding('change', ''), names: ['GET /a', 'GET /b'] }]);
  expect(findings[0].names).toEqual(['GET /a']);
});

test('findings with different messages or severities stay separate', () => {
  const findings = [
    finding('change', 'GET /a'),
    finding('change', 'GET /a', undefined, 'is new'),
    finding('breaking', 'GET /a'),
  ];
  expect(mergeFindings(findings)).toHaveLength(3);
});

test('findings are grouped by API, and sorted by severity within an API', () => {
  const merged = mergeFindings([
    finding('change', '1', 'B'),
    finding('breaking', '2', 'A'),
    finding('exposure', '3', 'B'),
    finding('exposure', '4', 'A'),
    finding('breaking', '5', 'B'),
  ]);
  expect(merged.map(({ names }) => names[0])).toEqual(['3', '5', '1', '4', '2']);
});

test('findings are counted by severity', () => {
  const findings = [finding('change', 'a'), finding('exposure', 'b'), finding('change', 'c')];
  expect(countBySeverity(findings)).toEqual({ exposure: 1, breaking: 0, change: 2 });
});
