/**
 * The value that a JSONPath selects, or a list of values for a path with `*`. Returns undefined if the path selects
 * nothing or is not supported. In parameter mappings, API Gateway supports neither `..` nor filters.
 */
export function jsonPath(document: unknown, path: string): unknown {
  const steps = stepsOf(path);
  if (!steps) return undefined;
  let values: unknown[] = [document];
  for (const step of steps) values = values.flatMap((value) => select(value, step));
  if (values.length === 0) return undefined;
  return steps.includes('*') ? values : values[0];
}

/** Splits a JSONPath such as `$.a.b[0]['c']` into steps. The prefix `$.` is optional. */
function stepsOf(path: string): string[] | undefined {
  const steps: string[] = [];
  const step = /\.?([^.[\]'"$]+)|\[(\d+|\*)\]|\[(?:'([^']*)'|"([^"]*)")\]/y;
  step.lastIndex = path.startsWith('$') ? 1 : 0;
  while (step.lastIndex < path.length) {
    const match = step.exec(path);
    if (!match) return undefined;
    steps.push(match[1] ?? match[2] ?? match[3] ?? match[4]);
  }
  return steps;
}

function select(value: unknown, step: string): unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === '*') return Object.values(value);
  return Object.hasOwn(value, step) ? [(value as Record<string, unknown>)[step]] : [];
}
