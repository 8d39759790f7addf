/**
 * The values that a JSONPath selects: members, indexes and `*`. API Gateway supports neither `..` nor filters here.
 * Undefined if the path is not supported or selects nothing. Several values are a list.
 */
export function jsonPath(document: unknown, path: string): unknown {
  const steps = stepsOf(path);
  if (!steps) return undefined;
  let values: unknown[] = [document];
  for (const step of steps) values = values.flatMap((value) => select(value, step));
  if (values.length === 0) return undefined;
  return steps.includes('*') ? values : values[0];
}

/** The steps of `$.a.b[0]['c']`, also without `$.`. */
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
