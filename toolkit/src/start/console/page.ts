import { createHash } from 'node:crypto';
import { html, Html } from '../../report/html/html';
import { style as reportStyle } from '../../report/html/style';
import { script } from './script';
import { style as ownStyle } from './style';

const style = reportStyle + ownStyle;

/**
 * Returns the console page and its content security policy, which allows only the data and event streams of this
 * server.
 */
export function consolePage(host: string): { page: string; policy: string } {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(script)}`,
    `connect-src 'self' ws://${host}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { page, policy };
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

const requestForm = html`<section aria-labelledby="request-title">
  <h2 id="request-title">Send a request</h2>
  <form id="request">
    <p>
      <label for="stage">API and stage</label>
      <select id="stage"></select>
    </p>
    <p>
      <label for="method">Method</label>
      <select id="method">
        ${methods.map((method) => html`<option>${method}</option>`)}
      </select>
    </p>
    <p class="wide">
      <label for="path">Path</label>
      <input id="path" value="/" autocomplete="off" spellcheck="false" />
    </p>
    <p class="wide">
      <label for="headers">Headers, one per line</label>
      <textarea id="headers" rows="2" spellcheck="false" autocomplete="off"></textarea>
    </p>
    <p class="wide">
      <label for="body">Body</label>
      <textarea id="body" rows="3" spellcheck="false" autocomplete="off"></textarea>
    </p>
    <fieldset>
      <legend>Token of the test issuer</legend>
      <p>
        <label for="user">User</label>
        <input id="user" value="test-user" autocomplete="off" spellcheck="false" />
      </p>
      <p>
        <label for="scopes">Scopes</label>
        <input id="scopes" autocomplete="off" spellcheck="false" />
      </p>
      <p><button id="token" type="button">Create a token</button></p>
    </fieldset>
    <p class="check wide" hidden>
      <label><input id="sign" type="checkbox" /> Sign with the test credentials (IAM)</label>
    </p>
    <p><button type="submit" class="main">Send</button></p>
  </form>
  <div id="response" role="status"></div>
</section>`;

const socketForm = html`<section id="sockets" aria-labelledby="sockets-title" hidden>
  <h2 id="sockets-title">Connect to a WebSocket API</h2>
  <form id="connect">
    <p>
      <label for="socket-stage">API and stage</label>
      <select id="socket-stage"></select>
    </p>
    <p>
      <label for="query">Query</label>
      <input id="query" placeholder="?token=…" autocomplete="off" spellcheck="false" />
    </p>
    <p>
      <label for="protocols">Subprotocols</label>
      <input id="protocols" autocomplete="off" spellcheck="false" />
    </p>
    <p class="check wide" hidden>
      <label><input id="sign-socket" type="checkbox" /> Sign with the test credentials (IAM)</label>
    </p>
    <p><button type="submit" class="main">Connect</button></p>
  </form>
  <div id="connections"></div>
</section>`;

const live = html`<section aria-labelledby="live-title">
  <h2 id="live-title">Requests</h2>
  <p class="tools">
    <button id="clear" type="button">Clear</button> <span id="stream" role="status">Connecting to the server.</span>
  </p>
  <ol id="records" aria-label="Requests, the newest first"></ol>
  <p id="none">No request has arrived yet.</p>
</section>`;

const page = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>Local gateway</title>
      ${element('style', style)}
    </head>
    <body>
      <a class="skip" href="#main">Skip to the content</a>
      <header>
        <h1>Local gateway</h1>
        <p id="summary" class="summary" role="status">Loading the routes.</p>
      </header>
      <main id="main" tabindex="-1">
        <div class="column">
          ${requestForm} ${socketForm}
          <div id="apis"></div>
        </div>
        <div class="column">${live}</div>
      </main>
      ${element('script', script)}
    </body>
  </html> `.text;

/**
 * Creates an element that the content security policy allows by the hash of its content. White space around the text
 * would change the hash.
 */
function element(name: 'style' | 'script', text: string): Html {
  return new Html(`<${name}>${text}</${name}>`);
}
