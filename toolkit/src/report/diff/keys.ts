import type { ApiKey, UsagePlan } from '../../model/types';
import { textOf } from '../../model/values';
import { labelOf } from '../apis';
import type { Comparison, Where } from './comparison';

/** Compares API keys and usage plans. */
export function compareKeys(comparison: Comparison): void {
  compareApiKeys(comparison);
  const { old, young } = comparison;
  const plans = comparison.match(old.usagePlans, young.usagePlans, { key: ({ name }) => textOf(name) || undefined });
  const at = (plan: UsagePlan, model = young): Where => ({
    scope: 'Usage plans',
    subject: 'usagePlan',
    names: [textOf(plan.name) || labelOf(model, plan)],
  });
  const differs = comparison.addIfDifferent.bind(comparison);
  for (const plan of plans.removed) comparison.add('breaking', 'UsagePlanRemoved', at(plan, old), 'is removed');
  for (const plan of plans.added) comparison.add('change', 'UsagePlanAdded', at(plan), 'is new');
  for (const [one, other] of plans.pairs) {
    differs('change', 'ThrottlingChanged', at(other), 'throttling', one.throttle, other.throttle);
    differs('change', 'QuotaChanged', at(other), 'quota', one.quota, other.quota);
    differs('change', 'UsagePlanChanged', at(other), 'stages', one.stages, other.stages);
    differs('breaking', 'UsagePlanChanged', at(other), 'API keys', one.keys, other.keys);
  }
}

/**
 * Compares API keys. CloudFormation generates a new value for a replaced API key, so requests with the old value fail.
 */
function compareApiKeys(comparison: Comparison): void {
  const { old, young } = comparison;
  const keys = comparison.match(old.apiKeys, young.apiKeys, { key: ({ name }) => textOf(name) || undefined });
  const at = (key: ApiKey, model = young): Where => ({
    scope: 'API keys',
    subject: 'apiKey',
    names: [textOf(key.name) || labelOf(model, key)],
  });
  for (const key of keys.removed) comparison.add('breaking', 'ApiKeyRemoved', at(key, old), 'is removed');
  for (const key of keys.added) comparison.add('change', 'ApiKeyAdded', at(key), 'is new');
  for (const [one, other] of keys.pairs) {
    if (!comparison.same(one.value, other.value)) {
      comparison.add('breaking', 'ApiKeyReplaced', at(other), 'has another value');
    } else if (
      other.value === undefined &&
      (!comparison.sameLogicalId(one, other) || !comparison.same(one.name, other.name))
    ) {
      comparison.add('breaking', 'ApiKeyReplaced', at(other), 'is replaced, so its value changes');
    }
    const isOn = (key: ApiKey) => key.enabled ?? false;
    const severity = isOn(other) === false ? 'breaking' : 'change';
    comparison.addIfDifferent(severity, 'ApiKeyChanged', at(other), 'enabled', isOn(one), isOn(other));
  }
}
