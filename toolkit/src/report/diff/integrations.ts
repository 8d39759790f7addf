import type { Integration, Route, Unresolved } from '../../model/types';
import { isUnresolved, textOf } from '../../model/values';
import type { Comparison, Where } from './comparison';
import { targetVariantsOf, type Variants } from '../variants';
import { withoutIdentity } from './elements';

/** Compares the integrations of an old and a new route. */
export function compareIntegrations(comparison: Comparison, where: Where, oldRoute: Route, youngRoute: Route): void {
  const [olds, youngs] = [targetVariantsOf(oldRoute), targetVariantsOf(youngRoute)];
  if (olds && youngs && comparison.same(conditionOf(olds), conditionOf(youngs))) {
    compareIntegrations(comparison, where, olds.holds, youngs.holds);
    compareIntegrations(comparison, where, olds.fails, youngs.fails);
    return;
  }
  const old = comparison.oldWords.integrationOf(oldRoute);
  const young = comparison.youngWords.integrationOf(youngRoute);
  const before = comparison.oldWords.targetOf(oldRoute);
  const after = comparison.youngWords.targetOf(youngRoute);
  if (!old || !young) {
    if (old || young || !comparison.same(oldRoute.integration, youngRoute.integration)) {
      comparison.add('change', 'TargetChanged', where, `target: ${before} → ${after}`, before, after);
    }
    return;
  }
  comparison.pair(old, young);
  if (!sameTarget(comparison, old, young)) {
    const [from, to] = before === after ? [uriOf(old), uriOf(young)] : [before, after];
    comparison.add('change', 'TargetChanged', where, `target: ${from} → ${to}`, from, to);
  }
  const differs = comparison.addIfDifferent.bind(comparison);
  const payload = (version: Integration['payloadFormatVersion']) => version ?? '1.0';
  differs(
    'breaking',
    'PayloadFormatChanged',
    where,
    'payload format version',
    payload(old.payloadFormatVersion),
    payload(young.payloadFormatVersion),
  );
  differs('change', 'TimeoutChanged', where, 'timeout in milliseconds', old.timeoutMillis, young.timeoutMillis);
  differs('change', 'CredentialsChanged', where, 'IAM role of the integration', old.credentials, young.credentials);
  for (const name of mapped) compareMappings(comparison, where, mappingNames[name], old[name], young[name]);
  differs(
    'change',
    'MappingChanged',
    where,
    'integration responses',
    old.responses.map(withoutIdentity),
    young.responses.map(withoutIdentity),
  );
}

/** Returns a condition without the values of its two outcomes, so that only the condition is compared. */
function conditionOf({ condition: { kind, text, condition, stack } }: Variants): Unresolved {
  return { unresolved: text, parts: [{ kind, text, condition, stack }], raw: null };
}

/** Whether two integrations have the same target. */
function sameTarget(comparison: Comparison, old: Integration, young: Integration): boolean {
  const essence = ({
    type,
    uri,
    target,
    subtype,
    method,
    connectionType = 'INTERNET',
    vpcLink,
    tlsServerName,
  }: Integration) => [
    type,
    // Functions are compared by identity, because a URI can name a function in several forms.
    target.kind === 'function' ? target.function : uri,
    subtype,
    target.kind === 'function' ? undefined : method,
    connectionType,
    vpcLink,
    tlsServerName,
  ];
  return comparison.same(essence(old), essence(young));
}

function uriOf({ uri, connectionType, vpcLink, tlsServerName, method, type }: Integration): string {
  const link = vpcLink && ('id' in vpcLink ? vpcLink.id.slice(vpcLink.id.indexOf('#') + 1) : textOf(vpcLink.external));
  return [type, method, uri, connectionType, link, tlsServerName]
    .map((value) => textOf(value))
    .filter((text) => text !== '')
    .join(' ');
}

const mappingNames = {
  requestParameters: 'request mapping',
  responseParameters: 'response mapping',
  requestTemplates: 'request template',
  templateSelectionExpression: 'template selection expression',
  passthroughBehavior: 'passthrough behavior',
  contentHandlingStrategy: 'content handling',
} as const;
const mapped = Object.keys(mappingNames) as (keyof typeof mappingNames)[];

/** Compares two mappings member by member. */
function compareMappings(comparison: Comparison, where: Where, what: string, old: unknown, young: unknown): void {
  for (const [name, before, after] of recordChanges(comparison, old, young)) {
    const label = name === '' ? what : `${what} ${name}`;
    comparison.addIfDifferent('change', 'MappingChanged', where, label, before, after);
  }
}

/**
 * Returns the members that differ between two records. A value that is not a record counts as a single member without a
 * name.
 */
export function recordChanges(comparison: Comparison, old: unknown, young: unknown): [string, unknown, unknown][] {
  if (comparison.same(old, young)) return [];
  if (!isRecord(old ?? {}) || !isRecord(young ?? {})) return [['', old, young]];
  const [olds, youngs] = [(old ?? {}) as Record<string, unknown>, (young ?? {}) as Record<string, unknown>];
  const names = [...new Set([...Object.keys(olds), ...Object.keys(youngs)])];
  return names
    .filter((name) => !comparison.same(olds[name], youngs[name]))
    .map((name) => [name, olds[name], youngs[name]]);
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnresolved(value);
}
