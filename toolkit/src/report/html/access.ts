import type { Api, Route } from '../../model/types';
import type { Access, Descriptions } from '../describe';
import { html, type Html } from './html';

/** The label of each kind of protection. The least protected kind is first. */
export const accessWords: Record<Access, string> = {
  public: 'Public',
  unknown: 'Unknown',
  connection: 'Connection',
  jwt: 'JWT',
  lambda: 'Lambda',
  iam: 'IAM',
};

const kinds = Object.keys(accessWords) as Access[];

/** Counts the routes by kind of protection. Kinds without routes are left out. */
export function countAccess(accesses: Access[]): [Access, number][] {
  return kinds
    .map((kind): [Access, number] => [kind, accesses.filter((access) => access === kind).length])
    .filter(([, count]) => count > 0);
}

/** Creates a bar chart of the routes by kind of protection, with a legend. */
export function accessBar(accesses: Access[]): Html {
  const counts = countAccess(accesses);
  let left = 0;
  const parts = counts.map(([kind, count]) => {
    const width = (count / accesses.length) * 1000;
    const part = html`<rect class="${kind}" x="${left.toFixed(1)}" y="0" width="${width.toFixed(1)}" height="10" />`;
    left += width;
    return part;
  });
  return html`<div class="glance">
    <svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      ${parts}
    </svg>
    <ul class="legend" aria-label="Routes by who may call them">
      ${counts.map(([kind, count]) => html`<li><span class="badge ${kind}">${accessWords[kind]}</span> ${count}</li> `)}
    </ul>
  </div>`;
}

/** Returns the table cell that shows the protection of a route: a label and details. */
export function callersCell(descriptions: Descriptions, api: Api, route: Route): Html {
  const access = descriptions.accessOf(api, route);
  const callers = descriptions.callersOf(api, route);
  const rest =
    access === 'unknown' ? callers : callers.replace(/^(?:everybody|IAM|JWT|Lambda|connected clients)(?:, |$| )/, '');
  return html`<span class="badge ${access}">${accessWords[access]}</span> ${rest}`;
}
