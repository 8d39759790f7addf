import type { ApiMapping, DomainName, DomainNameConfiguration, RoutingRule } from '../../model/types';
import { isUnresolved, known, textOf } from '../../model/values';
import { shown, type Comparison, type Where } from './comparison';
import { withoutIdentity } from './elements';
import { recordChanges } from './integrations';
import type { Matched, MatchedApi, Side } from './match';

const scope = 'Domain names';

/** Matches custom domain names. The name is compared first, because clients use it. */
export function matchDomainNames(comparison: Comparison): Matched<DomainName> {
  const { old, young, byLogicalId } = comparison;
  return comparison.matchBy(
    old.domainNames,
    young.domainNames,
    { key: ({ name }) => textOf(name) },
    { key: ({ source: { construct } }) => construct },
    { key: byLogicalId },
  );
}

/** Compares the custom domain names, their API mappings and routing rules. */
export function compareDomainNames(comparison: Comparison, domains: Matched<DomainName>, apis: MatchedApi[]): void {
  for (const { name, imported, mappings } of domains.removed) {
    if (imported) for (const mapping of mappings) reportMapping(comparison, 'removed', mapping);
    else comparison.add('breaking', 'DomainRemoved', { scope, subject: 'domain', names: [textOf(name)] }, 'is removed');
  }
  for (const { name, mappings, imported } of domains.added) {
    if (!imported)
      comparison.add('change', 'DomainAdded', { scope, subject: 'domain', names: [textOf(name)] }, 'is new');
    for (const mapping of mappings) reportMapping(comparison, 'added', mapping);
  }
  for (const [old, young] of domains.pairs) compareDomainName(comparison, old, young, apis);
}

function compareDomainName(comparison: Comparison, old: DomainName, young: DomainName, apis: MatchedApi[]): void {
  const where: Where = { scope, subject: 'domain', names: [textOf(young.name)] };
  const differs = comparison.addIfDifferent.bind(comparison);
  if (!comparison.same(old.name, young.name)) {
    const before = textOf(old.name);
    comparison.add(
      'breaking',
      'DomainMoved',
      where,
      `has a different name; previously: ${before}`,
      before,
      textOf(young.name),
    );
  }
  compareMutualTls(comparison, where, old, young);
  differs(
    'breaking',
    'RoutingModeChanged',
    where,
    'routing mode',
    old.routingMode ?? 'API_MAPPING_ONLY',
    young.routingMode ?? 'API_MAPPING_ONLY',
  );
  compareConfigurations(comparison, where, old, young);
  compareMappings(comparison, old, young, apis);
  compareRules(comparison, where, old, young);
}

function compareMutualTls(
  comparison: Comparison,
  where: Where,
  { mutualTls: old }: DomainName,
  { mutualTls: young }: DomainName,
): void {
  if (comparison.same(old, young)) return;
  if (young === undefined) {
    comparison.add(
      'exposure',
      'MutualTlsRemoved',
      where,
      'now accepts clients without a certificate: mutual TLS is disabled',
    );
  } else if (old === undefined) {
    comparison.add('breaking', 'MutualTlsAdded', where, 'needs client certificates now: mutual TLS');
  } else if (isUnresolved(old) || isUnresolved(young)) {
    comparison.addIfDifferent('exposure', 'TruststoreChanged', where, 'truststore', old, young);
  } else {
    comparison.addIfDifferent(
      'exposure',
      'TruststoreChanged',
      where,
      'truststore',
      old.truststoreUri,
      young.truststoreUri,
    );
    comparison.addIfDifferent(
      'exposure',
      'TruststoreChanged',
      where,
      'truststore version',
      old.truststoreVersion,
      young.truststoreVersion,
    );
  }
}

const configurationNames: Record<keyof DomainNameConfiguration, string> = {
  endpointType: 'endpoint type',
  certificateArn: 'certificate',
  ownershipVerificationCertificateArn: 'certificate of ownership',
  securityPolicy: 'security policy',
  ipAddressType: 'IP address type',
};

function compareConfigurations(comparison: Comparison, where: Where, old: DomainName, young: DomainName): void {
  const [olds, youngs] = [known(old.configurations), known(young.configurations)];
  if (!olds || !youngs || olds.length !== youngs.length) {
    comparison.addIfDifferent(
      'change',
      'EndpointChanged',
      where,
      'endpoints',
      old.configurations,
      young.configurations,
    );
    return;
  }
  olds.forEach((one, index) => {
    for (const [name, before, after] of recordChanges(comparison, one, youngs[index])) {
      const label = configurationNames[name as keyof DomainNameConfiguration] ?? 'endpoint';
      const isPolicy = name === 'securityPolicy';
      const severity = !isPolicy ? 'change' : after === undefined || after === 'TLS_1_0' ? 'exposure' : 'breaking';
      comparison.addIfDifferent(
        severity,
        isPolicy ? 'SecurityPolicyChanged' : 'EndpointChanged',
        where,
        label,
        before,
        after,
      );
    }
  });
}

function compareMappings(comparison: Comparison, old: DomainName, young: DomainName, apis: MatchedApi[]): void {
  // A mapping to a renamed stage is the same mapping, because its URL does not change.
  const oldStage = ({ api, stage }: ApiMapping) => {
    const pair = 'id' in api ? apis.find((one) => one.young.id === api.id) : undefined;
    return pair?.stages.pairs.find(([, { name }]) => textOf(name) === textOf(stage))?.[0].name ?? stage;
  };
  const target = (mapping: ApiMapping, side: Side) =>
    comparison.canonical([mapping.api, textOf(side === 'old' ? mapping.stage : oldStage(mapping))], side);
  const mappings = comparison.matchBy(
    old.mappings,
    young.mappings,
    { key: ({ key }) => textOf(key) },
    { key: target, unique: true },
  );
  for (const mapping of mappings.removed) reportMapping(comparison, 'removed', mapping);
  for (const mapping of mappings.added) reportMapping(comparison, 'added', mapping);
  for (const [one, other] of mappings.pairs) {
    const where: Where = { scope, subject: 'mapping', names: [textOf(other.url)] };
    if (!comparison.same(one.key, other.key)) {
      const [before, after] = [textOf(one.url), textOf(other.url)];
      comparison.add('breaking', 'MappingMoved', where, `has moved; previously: ${before}`, before, after);
    }
    if (target(one, 'old') !== target(other, 'young')) {
      const [before, after] = [leadsTo(comparison, 'old', one), leadsTo(comparison, 'young', other)];
      comparison.add('breaking', 'MappingMoved', where, `maps to ${after} now; previously: ${before}`, before, after);
    }
  }
}

function reportMapping(comparison: Comparison, what: 'added' | 'removed', mapping: ApiMapping): void {
  const where: Where = { scope, subject: 'mapping', names: [textOf(mapping.url)] };
  if (what === 'removed') {
    const before = leadsTo(comparison, 'old', mapping);
    comparison.add('breaking', 'MappingRemoved', where, `is removed; it mapped to ${before}`, before);
  } else {
    const after = leadsTo(comparison, 'young', mapping);
    comparison.add('change', 'MappingAdded', where, `is new and maps to ${after}`, undefined, after);
  }
}

/** Returns the API and the stage of a mapping in words. */
function leadsTo({ old, young }: Comparison, side: Side, { api, stage }: ApiMapping): string {
  const { apis } = side === 'old' ? old : young;
  const found = 'id' in api ? apis.find(({ id }) => id === api.id) : undefined;
  const name = found ? textOf(found.name) : 'external' in api ? textOf(api.external) : api.id;
  return `${name}, stage ${textOf(stage)}`;
}

function compareRules(comparison: Comparison, where: Where, old: DomainName, young: DomainName): void {
  const rules = comparison.match(old.routingRules, young.routingRules, { key: ({ priority }) => textOf(priority) });
  const name = ({ priority }: RoutingRule) => `routing rule ${textOf(priority)}`;
  for (const rule of rules.removed) comparison.add('breaking', 'RoutingRuleRemoved', where, `${name(rule)} is removed`);
  for (const rule of rules.added) comparison.add('change', 'RoutingRuleAdded', where, `${name(rule)} is new`);
  for (const [one, other] of rules.pairs) {
    for (const [field, before, after] of recordChanges(comparison, withoutIdentity(one), withoutIdentity(other))) {
      const [from, to] = [shown(before), shown(after)];
      comparison.add('breaking', 'RoutingRuleChanged', where, `${name(other)}, ${field}: ${from} → ${to}`, from, to);
    }
  }
}
