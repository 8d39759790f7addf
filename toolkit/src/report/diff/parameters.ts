import type { ApiModel, ParameterReference } from '../../model/types';
import type { Comparison, Where } from './comparison';
import { pairStacks } from './match';

/**
 * Compares the defaults of parameters that APIs use. The severity is `change`, because existing stacks keep their
 * parameter values.
 */
export function compareParameters(comparison: Comparison): void {
  const stacks = pairStacks(comparison.old, comparison.young);
  const olds = new Map(parametersOf(comparison.old).map((one) => [`${one.stack} ${one.name}`, one]));
  for (const { name, stack, default: after } of parametersOf(comparison.young)) {
    const old = olds.get(`${stacks.get(stack)} ${name}`);
    if (!old || old.default === after) continue;
    const where: Where = { scope: 'Parameters', subject: 'parameter', names: [name] };
    comparison.addIfDifferent('change', 'ParameterDefaultChanged', where, 'default', old.default, after);
  }
}

/**
 * Returns the parameters that APIs refer to, including references in conditions. Each parameter is returned only once.
 */
function parametersOf({ apis, domainNames, usagePlans, apiKeys, stacks }: ApiModel): ParameterReference[] {
  const found = new Map<string, ParameterReference>();
  const seen = new Set<string>();
  const addCondition = (stack: string, name: string) => {
    if (seen.has(`${stack} ${name}`)) return;
    seen.add(`${stack} ${name}`);
    const own = stacks.find(({ id }) => id === stack)?.conditions.find((one) => one.name === name);
    collect(own?.expression, stack);
  };
  const collect = (value: unknown, owner?: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const members = value as Record<string, unknown>;
    for (const key of Object.keys(members)) {
      const item = members[key];
      const stack = () => String(members.stack ?? owner);
      if (key === 'kind' && item === 'parameter')
        found.set(`${stack()} ${String(members.name)}`, value as ParameterReference);
      if ((key === 'condition' || key === 'Condition') && typeof item === 'string') addCondition(stack(), item);
      if (key !== 'raw' && key !== 'document') collect(item, owner);
    }
  };
  collect([apis, domainNames, usagePlans, apiKeys]);
  return [...found.values()];
}
