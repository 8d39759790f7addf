import { createHash } from 'node:crypto';
import type { ApiModel } from '../../model/types';
import { titleOf } from '../apis';
import { Descriptions, type Access } from '../describe';
import type { DiffReport } from '../diff/finding';
import { accessWords, countAccess } from './access';
import { apiSection } from './api-section';
import { diffSection } from './diff-section';
import { domainSection } from './domain-section';
import { html, Html, type HtmlValue } from './html';
import { script } from './script';
import { style } from './style';

/** The older model that the HTML report compares the current model with. */
export interface Against {
  /** The name of the older model, such as the name of its file. */
  readonly name: string;
  readonly report: DiffReport;
}

/**
 * Creates the HTML report of a model. The page works without a network, and its content security policy allows only
 * its own script and style.
 */
export function reportPage(model: ApiModel, against?: Against): string {
  const descriptions = new Descriptions(model);
  const accesses = model.apis.flatMap((api) => api.routes.map((route) => descriptions.accessOf(api, route)));
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  const stacks = model.stacks.flatMap(({ parent, name, template }) =>
    parent === undefined ? (name ?? template ?? []) : [],
  );
  const title = stacks.length > 0 && stacks.length <= 3 ? `API report: ${stacks.join(', ')}` : 'API report';
  const titles = model.apis.map((api) => titleOf(model, api));
  const apis = model.apis.map((api, index) => {
    // CDK stages of an app often contain APIs with the same name.
    const isUnique = titles.filter((one) => one === titles[index]).length === 1;
    const path = api.source.construct ?? api.source.logicalId;
    return { api, id: `api${index + 1}`, title: isUnique ? titles[index] : `${titles[index]} (${path})` };
  });
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${element('style', style)}
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
          <h1>${title}</h1>
          <p class="summary">${summary(model, accesses)}</p>
          <nav aria-label="Contents">
            <ul>
              ${against ? html`<li><a href="#changes">Changes</a></li>` : ''}
              ${apis.map((one) => html`<li><a href="#${one.id}">${one.title}</a></li> `)}
              ${model.domainNames.length > 0 ? html`<li><a href="#domains">Domain names</a></li>` : ''}
            </ul>
          </nav>
        </header>
        <main id="main" tabindex="-1">
          ${model.notices.map(({ message }) => html`<p class="notice">${message}</p>`)}
          ${against ? diffSection(against.report, against.name) : ''} ${accesses.length > 0 ? searchForm(accesses) : ''}
          ${apis.map(({ api, id }) => apiSection(model, api, descriptions, id))} ${domainSection(model)}
        </main>
        <footer><p>Values known only at deployment are shown as &lt;Construct.Attribute&gt;.</p></footer>
        ${element('script', script)}
      </body>
    </html> `;
  return page.text;
}

function summary(model: ApiModel, accesses: Access[]): HtmlValue {
  if (model.apis.length === 0) return 'The app has no API Gateway v2 APIs.';
  const open = accesses.filter((access) => access === 'public').length;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return html`${count(model.apis.length, 'API')}, ${count(accesses.length, 'route')},
  ${open === 0 ? 'none of them public' : html`<strong class="open">${open} public</strong>`}`;
}

function searchForm(accesses: Access[]): Html {
  return html`<search>
    <form aria-label="Filter the routes" hidden>
      <p>
        <label for="search">Search routes</label>
        <input id="search" type="search" autocomplete="off" spellcheck="false" />
      </p>
      <p>
        <label for="access">Who may call</label>
        <select id="access">
          <option value="">all routes</option>
          ${countAccess(accesses).map(([kind, count]) => html`<option value="${kind}">${accessWords[kind]} (${count})</option> `)}
        </select>
      </p>
      <p><button type="reset">Show all</button></p>
      <p id="count" role="status"></p>
    </form>
  </search>`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/**
 * Creates an element that the content security policy allows by the hash of its content. White space around the text
 * would change the hash.
 */
function element(name: 'style' | 'script', text: string): Html {
  return new Html(`<${name}>${text}</${name}>`);
}
