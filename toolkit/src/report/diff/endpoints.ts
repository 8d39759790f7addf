import type { Api, ApiModel, DomainName } from '../../model/types';
import { textOf } from '../../model/values';
import type { Comparison } from './comparison';

/**
 * Compares the endpoints of an API. Only a custom domain name with mutual TLS requires client certificates. The default
 * endpoint and other domain names accept requests without a certificate.
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
    const beside = isExposed ? ', although a domain name of the API requires mutual TLS' : '';
    comparison.add(isExposed ? 'exposure' : 'change', 'EndpointEnabled', where, `default endpoint ${how}${beside}`);
    return;
  }
  const former = domainsOf(comparison.old, old);
  const wasGuarded = before === true && former.length > 0 && former.every(({ mutualTls }) => mutualTls !== undefined);
  if (!wasGuarded) return;
  const known = new Set(former.map(({ name }) => textOf(name)));
  for (const { name, mutualTls } of domains) {
    if (mutualTls !== undefined || known.has(textOf(name))) continue;
    const message = `can be called without a client certificate now, through ${textOf(name)}`;
    comparison.add('exposure', 'MutualTlsAvoidable', where, message);
  }
}

/** Returns the domain names that map to an API. */
function domainsOf(model: ApiModel, { id }: Api): DomainName[] {
  return model.domainNames.filter(({ mappings, routingRules }) =>
    [
      ...mappings.map(({ api }) => api),
      ...routingRules.flatMap(({ actions }) => (Array.isArray(actions) ? actions.map(({ api }) => api) : [])),
    ].some((api) => 'id' in api && api.id === id),
  );
}
