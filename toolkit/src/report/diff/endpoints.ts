import type { Api, ApiModel, DomainName } from '../../model/types';
import { textOf } from '../../model/values';
import type { Comparison } from './comparison';

/**
 * Compares the endpoints by which an API can be called. The default endpoint does not require the client
 * certificates that a custom domain name requires, and neither does another domain name without mutual TLS.
 */
export function compareEndpoint(comparison: Comparison, old: Api, young: Api): void {
  const where = comparison.at(young, 'api', textOf(young.name));
  const [before, after] = [old.disableExecuteApiEndpoint ?? false, young.disableExecuteApiEndpoint ?? false];
  const domains = domainsOf(comparison.young, young);
  if (!comparison.same(before, after)) {
    if (after === true) {
      comparison.add('breaking', 'EndpointDisabled', where, 'default endpoint is disabled now', textOf(young.endpoint));
      return;
    }
    const isExposed = domains.some(({ mutualTls }) => mutualTls !== undefined);
    const how = after === false ? 'is enabled now' : `is disabled if ${textOf(after)}`;
    const beside = isExposed ? ', beside a domain name with mutual TLS' : '';
    comparison.add(isExposed ? 'exposure' : 'change', 'EndpointEnabled', where, `default endpoint ${how}${beside}`);
    return;
  }
  const former = domainsOf(comparison.old, old);
  const wasGuarded = before === true && former.length > 0 && former.every(({ mutualTls }) => mutualTls !== undefined);
  if (!wasGuarded) return;
  const known = new Set(former.map(({ name }) => textOf(name)));
  for (const { name, mutualTls } of domains) {
    if (mutualTls !== undefined || known.has(textOf(name))) continue;
    const message = `can be called without a client certificate now, by ${textOf(name)}`;
    comparison.add('exposure', 'MutualTlsAvoidable', where, message);
  }
}

/** The domain names that lead to an API. */
function domainsOf(model: ApiModel, { id }: Api): DomainName[] {
  return model.domainNames.filter(({ mappings, routingRules }) =>
    [
      ...mappings.map(({ api }) => api),
      ...routingRules.flatMap(({ actions }) => (Array.isArray(actions) ? actions.map(({ api }) => api) : [])),
    ].some((api) => 'id' in api && api.id === id),
  );
}
