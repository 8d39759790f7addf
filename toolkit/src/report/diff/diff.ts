import type { ApiModel } from '../../model/types';
import { compareApi, matchApis, reportLoneApi } from './apis';
import { Comparison } from './comparison';
import { compareDomainNames, matchDomainNames } from './domain-names';
import { mergeFindings, type DiffReport } from './finding';
import { compareKeys } from './keys';
import { compareParameters } from './parameters';

/** Compares two models and reports the changes for clients of the APIs. */
export function diffOf(old: ApiModel, young: ApiModel): DiffReport {
  const comparison = new Comparison(old, young);
  // All elements are matched before their values are compared, because values refer to elements.
  const apis = matchApis(comparison);
  const domains = matchDomainNames(comparison);
  comparison.matchVpcLinks();
  for (const api of apis.removed) reportLoneApi(comparison, 'removed', api);
  for (const api of apis.added) reportLoneApi(comparison, 'added', api);
  for (const pair of apis.pairs) compareApi(comparison, pair);
  compareDomainNames(comparison, domains, apis.pairs);
  compareKeys(comparison);
  compareParameters(comparison);
  return {
    version: 1,
    findings: mergeFindings(comparison.findings),
    renamedLogicalIds: comparison.renamed.size,
    notices: [...new Set([...old.notices, ...young.notices].map(({ message }) => message))],
  };
}
