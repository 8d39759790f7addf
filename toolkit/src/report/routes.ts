import { createColors } from 'picocolors';
import type { Api, ApiModel, DomainName, Element } from '../model/types';
import { isUnresolved, textOf } from '../model/values';
import { labelOf, protocolOf, titleOf } from './apis';
import { Descriptions, type Access } from './describe';
import { markdownTable, textTable } from './table';
import { wordIf } from './variants';

/** The part of the report that describes the routes and URLs of an API. */
export interface ApiRoutes {
  /** The title of the API, such as `HTTP API Bookstore`. */
  readonly title: string;
  /** The construct path of the API. */
  readonly path: string;
  readonly isHttp: boolean;
  readonly rows: RouteRow[];
  readonly urls: UrlRow[];
}

/** The description of a route in the report. */
export interface RouteRow {
  readonly method: string;
  readonly path: string;
  readonly callers: string;
  readonly access: Access;
  readonly target: string;
  readonly throttling: string;
  readonly condition: string;
}

/** The description of an API URL in the report. */
export interface UrlRow {
  readonly stage: string;
  readonly url: string;
  readonly note: string;
}

/** The report that `apigwv2 routes` prints. */
export interface RoutesReport {
  readonly apis: ApiRoutes[];
  readonly notices: string[];
}

/** Describes the routes and URLs of all APIs in a model. */
export function routesReport(model: ApiModel): RoutesReport {
  const descriptions = new Descriptions(model);
  return {
    apis: model.apis.map((api) => apiRoutes(model, api, descriptions)),
    notices: model.notices.map(({ message }) => message),
  };
}

function apiRoutes(model: ApiModel, api: Api, descriptions: Descriptions): ApiRoutes {
  const isHttp = protocolOf(api) !== 'WEBSOCKET';
  const label = labelOf(model, api);
  return {
    title: titleOf(model, api),
    path: api.imported ? '' : (api.source.construct ?? label),
    isHttp,
    rows: api.routes.map((route) => ({
      ...methodAndPath(textOf(route.key), isHttp),
      callers: descriptions.callersOf(api, route),
      access: descriptions.accessOf(api, route),
      target: descriptions.targetOf(route),
      throttling: descriptions.throttlingOf(api, route),
      condition: route.source.condition ?? '',
    })),
    urls: urlsOf(model, api),
  };
}

/** Splits the key of an HTTP API route into method and path, even if the path is known only at deployment. */
function methodAndPath(key: string, isHttp: boolean): { method: string; path: string } {
  const [, method, path] = (isHttp && key.match(/^([A-Z]+) (\/.*)$/s)) || [];
  return method === undefined ? { method: '', path: key } : { method, path };
}

function urlsOf(model: ApiModel, api: Api): UrlRow[] {
  const disabled = wordIf('disabled', api.disableExecuteApiEndpoint);
  const noted = ({ source: { condition } }: Element, ...notes: string[]) =>
    [condition === undefined ? '' : `exists if ${condition}`, ...notes].filter((text) => text !== '').join(', ');
  const domains = model.domainNames.flatMap((domain) => [
    ...domain.mappings
      .filter((mapping) => 'id' in mapping.api && mapping.api.id === api.id)
      .map((mapping) => ({
        stage: textOf(mapping.stage),
        url: textOf(mapping.url),
        note: noted(mapping, mutualTls(domain)),
      })),
    ...domain.routingRules.flatMap((rule) =>
      (isUnresolved(rule.actions) ? [] : rule.actions)
        .filter((action) => 'id' in action.api && action.api.id === api.id)
        .map(({ stage }) => ({
          stage: textOf(stage),
          url: `https://${textOf(domain.name)}/`,
          note: noted(rule, `routing rule ${textOf(rule.priority)}`, mutualTls(domain)),
        })),
    ),
  ]);
  const stages = api.stages.map((stage) => ({
    stage: textOf(stage.name),
    url: textOf(stage.url),
    note: noted(stage, disabled),
  }));
  return [...stages, ...domains];
}

function mutualTls({ mutualTls }: DomainName): string {
  if (mutualTls === undefined) return '';
  return isUnresolved(mutualTls) ? `mutual TLS: ${mutualTls.unresolved}` : 'mutual TLS';
}

/**
 * Returns the columns of the table of routes. WebSocket APIs have no method column, and the condition column is
 * optional.
 */
function columnsOf({ isHttp, rows }: ApiRoutes): { head: string[]; cells: (row: RouteRow) => string[] } {
  const hasCondition = rows.some(({ condition }) => condition !== '');
  return {
    head: [
      ...(isHttp ? ['method', 'path'] : ['route']),
      'who may call it',
      'target',
      'throttle',
      ...(hasCondition ? ['condition'] : []),
    ],
    cells: ({ method, path, callers, target, throttling, condition }) => [
      ...(isHttp ? [method, path] : [path]),
      callers,
      target,
      throttling,
      ...(hasCondition ? [condition] : []),
    ],
  };
}

/** Returns the report as text for a terminal. */
export function routesText({ apis, notices }: RoutesReport, { color }: { color: boolean }): string {
  const { bold, dim, green, yellow } = createColors(color);
  const sections = apis.map((api) => {
    const { head, cells } = columnsOf(api);
    const isOpen = ({ access }: RouteRow) => access === 'public' || access === 'unknown';
    const callers = head.indexOf('who may call it');
    const rows = api.rows.map((row) =>
      cells(row).map((cell, index) => (index !== callers ? cell : isOpen(row) ? yellow(cell) : green(cell))),
    );
    return [
      `${bold(api.title)}${api.path && dim(`  ${api.path}`)}`,
      rows.length > 0 ? textTable([head.map((cell) => dim(cell)), ...rows]) : '  no routes',
      ...(api.urls.length > 0
        ? [
            '',
            textTable([
              ['stage', 'URL', ''].map((cell) => dim(cell)),
              ...api.urls.map(({ stage, url, note }) => [stage, url, note]),
            ]),
          ]
        : []),
      '',
    ].join('\n');
  });
  const text = apis.length > 0 ? sections.join('\n') : 'The app has no API Gateway v2 APIs.\n';
  return `${text}${notices.map((notice) => `\n${yellow('Note:')} ${notice}\n`).join('')}`;
}

/** The columns with text from the template, which Markdown shows as code. */
const codeColumns = ['path', 'route', 'stage', 'URL'];

/** Returns the report as Markdown. */
export function routesMarkdown({ apis, notices }: RoutesReport): string {
  if (apis.length + notices.length === 0) return 'The app has no API Gateway v2 APIs.\n';
  const sections = apis.map((api) => {
    const { head, cells } = columnsOf(api);
    return [
      `### ${api.title}`,
      ...(api.rows.length > 0
        ? [markdownTable([head, ...api.rows.map(cells)], codeColumns)]
        : ['The API has no routes.']),
      ...(api.urls.length > 0
        ? [
            markdownTable(
              [['stage', 'URL', ''], ...api.urls.map(({ stage, url, note }) => [stage, url, note])],
              codeColumns,
            ),
          ]
        : []),
    ].join('\n\n');
  });
  return `${[...sections, ...notices.map((notice) => `> ${notice}`)].join('\n\n')}\n`;
}
