import type { ApiModel, DomainName, Link } from '../../model/types';
import { isUnresolved, textOf } from '../../model/values';
import { titleOf } from '../apis';
import { html, type HtmlValue } from './html';
import { code, table } from './table';

interface Row {
  readonly domain: DomainName;
  readonly url: string;
  readonly api: string;
  readonly stage: string;
  readonly by: string;
}

/** Returns the section of the HTML report with the custom domain names, their API mappings and routing rules. */
export function domainSection(model: ApiModel): HtmlValue {
  if (model.domainNames.length === 0) return '';
  const apiText = (link: Link): string => {
    if ('external' in link) return textOf(link.external);
    const api = model.apis.find(({ id }) => id === link.id);
    return api ? titleOf(model, api) : link.id;
  };
  const rows = model.domainNames.flatMap((domain): Row[] => {
    const mappings = domain.mappings.map(({ url, api, stage }) => ({
      domain,
      url: textOf(url),
      api: apiText(api),
      stage: textOf(stage),
      by: 'API mapping',
    }));
    const rules = domain.routingRules.flatMap(({ priority, actions }) =>
      (isUnresolved(actions) ? [] : actions).map(({ api, stage }) => ({
        domain,
        url: `https://${textOf(domain.name)}/`,
        api: apiText(api),
        stage: textOf(stage),
        by: `routing rule ${textOf(priority)}`,
      })),
    );
    const all = [...mappings, ...rules];
    return all.length > 0
      ? all
      : [{ domain, url: `https://${textOf(domain.name)}/`, api: '', stage: '', by: 'nothing' }];
  });
  return html`<section aria-labelledby="domains">
    <h2 id="domains">Domain names</h2>
    ${table(
      'URLs of domain names',
      [
        { head: 'URL', isRowHead: true, cell: ({ url }: Row) => code(url) },
        { head: 'API', cell: ({ api }) => api },
        { head: 'Stage', cell: ({ stage }) => code(stage) },
        { head: 'Mapped by', cell: ({ by }) => by },
        { head: 'Mutual TLS', cell: ({ domain }) => mutualTlsText(domain) },
        { head: 'Minimum TLS version', cell: ({ domain }) => policies(domain) },
      ],
      rows,
    )}
  </section>`;
}

function mutualTlsText({ mutualTls }: DomainName): string {
  if (mutualTls === undefined) return '';
  return isUnresolved(mutualTls) ? mutualTls.unresolved : 'required';
}

function policies({ configurations }: DomainName): string {
  if (isUnresolved(configurations)) return configurations.unresolved;
  return [...new Set(configurations.map(({ securityPolicy }) => textOf(securityPolicy)))].filter(Boolean).join(', ');
}
