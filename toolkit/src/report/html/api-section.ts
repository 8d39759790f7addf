import type { Api, ApiModel, Authorizer, Cors, Integration, Route, Stage } from '../../model/types';
import { isUnresolved, known, textOf } from '../../model/values';
import { labelOf, protocolOf, titleOf } from '../apis';
import type { Descriptions } from '../describe';
import { usesAuthorizer } from '../variants';
import { accessBar, callersCell } from './access';
import { html, type Html, type HtmlValue } from './html';
import { breakable, code, table } from './table';

/** Returns the section of the HTML report about an API. */
export function apiSection(model: ApiModel, api: Api, descriptions: Descriptions, id: string): Html {
  const accesses = api.routes.map((route) => descriptions.accessOf(api, route));
  return html`<section class="api" aria-labelledby="${id}">
    <h2 id="${id}">${titleOf(model, api)}</h2>
    <p class="where">${code(api.imported ? textOf(api.apiId) : (api.source.construct ?? api.source.logicalId))}</p>
    ${api.description === undefined ? '' : html`<p>${textOf(api.description)}</p>`}
    ${api.routes.length === 0 ? html`<p>The API has no routes.</p>` : [accessBar(accesses), routesTable(model, api, descriptions)]}
    <p class="no-match" hidden>No route of this API matches.</p>
    ${targetsTable(api, descriptions)} ${authorizersTable(model, api, descriptions)} ${stagesTable(api)}
    ${settings(api)}
  </section>`;
}

function routesTable(model: ApiModel, api: Api, descriptions: Descriptions): Html {
  const columns = [
    { head: 'Route', isRowHead: true, cell: (route: Route) => routeKey(textOf(route.key), api) },
    { head: 'Who may call it', cell: (route: Route) => callersCell(descriptions, api, route) },
    { head: 'Target', cell: (route: Route) => breakable(descriptions.targetOf(route)) },
    { head: 'Throttling', cell: (route: Route) => descriptions.throttlingOf(api, route) },
    { head: 'Operation', cell: (route: Route) => textOf(route.operationName) },
    { head: 'Condition', cell: (route: Route) => route.source.condition ?? '' },
    { head: 'Construct', cell: (route: Route) => html`<small>${code(labelOf(model, route))}</small>` },
  ];
  return table(
    'Routes',
    columns,
    api.routes,
    (route) => html` class="route" data-access="${descriptions.accessOf(api, route)}"`,
  );
}

/** Returns the table cell with a route key. The method of an HTTP API route is highlighted. */
function routeKey(key: string, api: Api): HtmlValue {
  const [, method, path] = (protocolOf(api) !== 'WEBSOCKET' && /^([A-Z]+) (\/.*)$/s.exec(key)) || [];
  return method === undefined
    ? code(key)
    : html`<div class="key"><span class="method">${method} </span>${code(path)}</div>`;
}

function targetsTable(api: Api, descriptions: Descriptions): HtmlValue {
  const routesOf = new Map<Integration, string[]>();
  for (const route of api.routes) {
    const integration = descriptions.integrationOf(route);
    if (integration) routesOf.set(integration, [...(routesOf.get(integration) ?? []), textOf(route.key)]);
  }
  const rows = [...routesOf].map(([integration, keys]) => ({
    integration,
    keys,
    target: descriptions.targetOf(api.routes.find((route) => descriptions.integrationOf(route) === integration)!),
  }));
  if (rows.length === 0) return '';
  return table(
    'Targets',
    [
      { head: 'Target', isRowHead: true, cell: ({ target }) => breakable(target) },
      { head: 'Routes', cell: ({ keys }) => shortList(keys) },
      { head: 'Integration type', cell: ({ integration }) => textOf(integration.type) },
      { head: 'Timeout', cell: ({ integration }) => milliseconds(integration.timeoutMillis) },
      { head: 'Payload format', cell: ({ integration }) => textOf(integration.payloadFormatVersion) },
      { head: 'Mappings', cell: ({ integration }) => keysText(integration.requestParameters) },
    ],
    rows,
  );
}

function authorizersTable(model: ApiModel, api: Api, descriptions: Descriptions): HtmlValue {
  if (api.authorizers.length === 0) return '';
  const jwt = ({ jwt }: Authorizer) => (isUnresolved(jwt) ? undefined : jwt);
  const usedBy = ({ id }: Authorizer) => api.routes.filter((route) => usesAuthorizer(route, id)).length;
  return table(
    'Authorizers',
    [
      { head: 'Authorizer', isRowHead: true, cell: (one: Authorizer) => textOf(one.name) || labelOf(model, one) },
      { head: 'Type', cell: ({ type }) => ({ JWT: 'JWT', REQUEST: 'Lambda' })[textOf(type)] ?? textOf(type) },
      { head: 'Issuer', cell: (one) => code(isUnresolved(one.jwt) ? textOf(one.jwt) : textOf(jwt(one)?.issuer)) },
      { head: 'Audience', cell: (one) => listText(jwt(one)?.audience) },
      { head: 'Function', cell: (one) => (one.function ? descriptions.functionName(one.function) : '') },
      { head: 'Identity sources', cell: (one) => code(listText(one.identitySources)) },
      {
        head: 'Result cache time',
        cell: (one) => (one.resultTtlSeconds === undefined ? '' : `${textOf(one.resultTtlSeconds)} s`),
      },
      { head: 'Routes', cell: (one) => usedBy(one) },
    ],
    api.authorizers,
  );
}

function stagesTable(api: Api): HtmlValue {
  if (api.stages.length === 0) return '';
  const { disableExecuteApiEndpoint: disabled } = api;
  const closed =
    disabled === true ? ' (disabled)' : isUnresolved(disabled) ? ` (disabled if ${disabled.unresolved})` : '';
  return table(
    'Stages',
    [
      { head: 'Stage', isRowHead: true, cell: ({ name }: Stage) => code(textOf(name)) },
      { head: 'URL', cell: ({ url }) => [code(textOf(url)), closed] },
      { head: 'Deployment', cell: ({ autoDeploy }) => deploymentText(autoDeploy) },
      { head: 'Throttling', cell: (stage) => throttlingText(stage) },
      {
        head: 'Access log',
        cell: ({ accessLog }) => code(isUnresolved(accessLog) ? textOf(accessLog) : textOf(accessLog?.destination)),
      },
      { head: 'Variables', cell: ({ variables }) => keysText(variables) },
    ],
    api.stages,
  );
}

function deploymentText(autoDeploy: Stage['autoDeploy']): string {
  if (isUnresolved(autoDeploy)) return `automatic if ${autoDeploy.unresolved}`;
  return autoDeploy ? 'automatic' : 'explicit';
}

function throttlingText({ defaultRouteSettings: all }: Stage): string {
  if (isUnresolved(all)) return all.unresolved;
  const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = all ?? {};
  return [rate === undefined ? '' : `${textOf(rate)}/s`, burst === undefined ? '' : `burst ${textOf(burst)}`]
    .filter((text) => text !== '')
    .join(', ');
}

/** Returns the CORS configuration as an HTML description list. */
function settings({ cors }: Api): HtmlValue {
  if (cors === undefined) return '';
  if (isUnresolved(cors))
    return html`<h3>CORS</h3>
      <p>${cors.unresolved}</p>`;
  const terms: [string, string][] = [
    ['Origins', listText(cors.allowOrigins)],
    ['Methods', listText(cors.allowMethods)],
    ['Headers', listText(cors.allowHeaders)],
    ['Exposed headers', listText(cors.exposeHeaders)],
    ['Credentials', textOf(cors.allowCredentials as Cors['maxAge'])],
    ['Maximum age', cors.maxAge === undefined ? '' : `${textOf(cors.maxAge)} s`],
  ];
  const shown = terms.filter(([, text]) => text !== '');
  return html`<h3>CORS</h3>
    <dl>
      ${shown.map(
        ([term, text]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>`;
}

function listText(list: Authorizer['identitySources'] | undefined): string {
  if (list === undefined) return '';
  return isUnresolved(list) ? list.unresolved : list.map(textOf).join(', ');
}

/** Returns the names of variables or parameters. The values are left out, because they can be long or secret. */
function keysText(record: Stage['variables'] | Integration['requestParameters']): string {
  if (isUnresolved(record)) return record.unresolved;
  return Object.keys(known(record) ?? {}).join(', ');
}

function milliseconds(timeout: Integration['timeoutMillis']): string {
  return timeout === undefined ? '' : `${textOf(timeout)} ms`;
}

function shortList(keys: string[]): HtmlValue {
  const shown = keys.slice(0, 12).map((key) => html`<li>${code(key)}</li>`);
  const more = keys.length > 12 ? html`<li>and ${keys.length - 12} more</li>` : '';
  return html`<ul class="keys">
    ${shown}${more}
  </ul>`;
}
