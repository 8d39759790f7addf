/** The script of the console page. It inserts all values as text, never as HTML. */
export const script = `
'use strict';
const by = (id) => document.getElementById(id);
const base = '/_apigwv2';

/** An element with properties and children. Texts become text nodes. */
function el(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== ''));
  return element;
}

const statusClass = (status) => (status < 400 ? 'ok' : status < 500 ? 'client' : 'server');
const pretty = (text) => {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
};
const json = (value) => JSON.stringify(value, undefined, 2);

// ---------------------------------------------------------------------------------------------------------------- routes

let authorizer;

async function loadApp() {
  const { apis } = await (await fetch(base + '/app')).json();
  const count = apis.reduce((sum, api) => sum + api.routes.length, 0);
  by('summary').textContent =
    apis.length + (apis.length === 1 ? ' API, ' : ' APIs, ') + count + (count === 1 ? ' route' : ' routes');
  fill(by('stage'), apis.filter((api) => !api.isWebSocket));
  fill(by('socket-stage'), apis.filter((api) => api.isWebSocket));
  by('sockets').hidden = !apis.some((api) => api.isWebSocket);
  by('apis').replaceChildren(...apis.map(apiSection));
  for (const [id, isWebSocket] of [['sign', false], ['sign-socket', true]]) {
    const hasIam = apis.some((api) => api.isWebSocket === isWebSocket && api.routes.some((route) => route.access === 'iam'));
    by(id).closest('.check').hidden = !hasIam;
    if (!hasIam) by(id).checked = false;
    else if (isWebSocket && !wasIam) by(id).checked = true;
    if (isWebSocket) wasIam = hasIam;
  }
}

/** Whether a WebSocket API had IAM authorization before. */
let wasIam = false;

/** Calls an endpoint of the server, which creates a token or signs a request. */
async function ask(path, input) {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(input) });
  const result = await response.json();
  if (!response.ok) throw new Error(result.message);
  return result;
}

/** Fills a list of stages and keeps the current selection. */
function fill(select, apis) {
  const before = select.value;
  const options = apis.flatMap((api) => api.stages.map(({ prefix }) => el('option', { value: prefix }, prefix)));
  select.replaceChildren(...options);
  if (options.some(({ value }) => value === before)) select.value = before;
}

function apiSection(api, index) {
  const id = 'api' + index;
  const row = (route) => {
    const [, method, path] = /^([A-Z]+) (\\/.*)$/s.exec(route.key) || [];
    const name = method && !api.isWebSocket ? [el('span', { class: 'method' }, method), ' ', el('code', {}, path)] : el('code', {}, route.key);
    const use = el('button', { type: 'button', class: 'small', 'aria-label': 'Use ' + route.key, onclick: () => useRoute(api, route) }, 'Use');
    const word = el('span', { class: 'badge ' + route.access }, route.accessWord);
    const rest = route.callers.replace(/^(?:everybody|IAM|JWT|Lambda|connected clients)(?:, |$| )/, '');
    return el('tr', { class: 'route', 'data-access': route.access },
      el('th', { scope: 'row', 'data-label': 'Route' }, el('div', {}, name)),
      el('td', { 'data-label': 'Who may call' }, el('div', {}, word, ' ', rest)),
      el('td', { 'data-label': 'Target' }, el('div', {}, route.target)),
      api.isWebSocket ? undefined : el('td', { 'data-label': 'Form' }, use));
  };
  const heads = ['Route', 'Who may call', 'Target', ...(api.isWebSocket ? [] : ['Form'])];
  return el('section', { class: 'api', 'aria-labelledby': id },
    el('h2', { id }, api.title),
    el('p', { class: 'where' }, [...api.stages.map(({ prefix }) => prefix), ...api.domains.map((one) => 'Host ' + one)].join(', ')),
    api.routes.length === 0
      ? el('p', {}, 'The API has no routes.')
      : el('table', {},
          el('caption', { class: 'hidden' }, 'Routes of ' + api.title),
          el('thead', {}, el('tr', {}, heads.map((head) => el('th', { scope: 'col' }, head)))),
          el('tbody', {}, api.routes.map(row))));
}

/** Fills the request form with a route. */
function useRoute(api, route) {
  const [, method, path] = /^([A-Z]+) (\\/.*)$/s.exec(route.key) || [undefined, 'GET', '/'];
  if (api.stages.length > 0) by('stage').value = api.stages[0].prefix;
  by('method').value = method === 'ANY' ? 'GET' : method;
  by('path').value = path;
  by('sign').checked = route.access === 'iam';
  if (route.token) {
    authorizer = route.token.authorizer;
    by('scopes').value = route.token.scopes;
  }
  by('path').focus();
}

// --------------------------------------------------------------------------------------------------------------- request

function headersOf(text) {
  return text.split('\\n').filter((line) => line.trim() !== '').map((line) => {
    const colon = line.indexOf(':');
    if (colon < 1) throw new Error('The header "' + line + '" has no name. Write it as name: value.');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  });
}

function show(...children) {
  by('response').replaceChildren(...children);
}
const showError = (error) => show(el('p', { class: 'error' }, error.message));

by('request').addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    const method = by('method').value;
    const body = by('body').value;
    const path = by('path').value;
    const url = by('stage').value + (path.startsWith('/') ? path : '/' + path);
    const options = { method, headers: headersOf(by('headers').value), cache: 'no-store', credentials: 'omit', redirect: 'manual' };
    const sent = method === 'GET' || method === 'HEAD' ? '' : body;
    if (by('sign').checked) {
      const target = new URL(url, location.href);
      const signed = await ask('/sign', { method, url: target.pathname + target.search, body: sent });
      const others = options.headers.filter(([name]) => !(name.toLowerCase() in signed.headers));
      options.headers = [...others, ...Object.entries(signed.headers)];
    }
    const start = performance.now();
    const response = await fetch(url, sent === '' ? options : { ...options, body: sent });
    const text = await response.text();
    const time = Math.round(performance.now() - start) + ' ms';
    if (response.type === 'opaqueredirect') return show(el('p', {}, 'The response is a redirect. Its headers are shown under Requests.'));
    const headers = [...response.headers].map(([name, value]) => name + ': ' + value).join('\\n');
    show(el('h3', {}, el('span', { class: 'status ' + statusClass(response.status) }, String(response.status)), ' ' + time),
      el('pre', { tabindex: 0, 'aria-label': 'Response headers' }, headers), el('pre', { tabindex: 0, 'aria-label': 'Response body' }, pretty(text) || '(no body)'));
  } catch (error) {
    showError(error);
  }
});

by('token').addEventListener('click', async () => {
  try {
    const { token } = await ask('/token', { user: by('user').value, scopes: by('scopes').value, authorizer });
    const others = by('headers').value.split('\\n').filter((line) => line.trim() !== '' && !/^authorization\\s*:/i.test(line));
    by('headers').value = [...others, 'authorization: Bearer ' + token].join('\\n');
    show(el('p', {}, 'The token of ' + (by('user').value || 'test-user') + ' was added to the headers.'));
  } catch (error) {
    showError(error);
  }
});

// ------------------------------------------------------------------------------------------------------------- WebSocket

let sockets = 0;

by('connect').addEventListener('submit', async (event) => {
  event.preventDefault();
  const query = by('query').value.trim();
  const path = by('socket-stage').value + (query === '' || query.startsWith('?') ? query : '?' + query);
  const protocols = by('protocols').value.split(/[\\s,]+/).filter(Boolean);
  try {
    const target = new URL(path, location.href);
    const signed = by('sign-socket').checked ? await ask('/sign', { url: target.pathname + target.search }) : { url: path };
    openSocket(path, signed.url, protocols);
  } catch (error) {
    showError(error);
  }
});

function openSocket(path, url, protocols) {
  const number = ++sockets;
  const state = el('span', { role: 'status' }, 'connecting');
  const messages = el('ul', { class: 'messages', tabindex: 0, 'aria-label': 'Messages of connection ' + number });
  const input = el('textarea', { id: 'message' + number, rows: 1, spellcheck: 'false' });
  const add = (mark, text) => {
    messages.append(el('li', {}, mark + ' ', el('code', {}, text)));
    if (messages.children.length > 500) messages.firstChild.remove();
    messages.scrollTop = messages.scrollHeight;
  };
  const sendButton = el('button', { type: 'submit', disabled: true }, 'Send to ' + number);
  const closeButton = el('button', { type: 'button', onclick: () => socket.close() }, 'Close ' + number);
  const form = el('form', { 'aria-label': 'Connection ' + number },
    el('p', {}, el('label', { for: 'message' + number }, 'Message of connection ' + number), input),
    el('p', { class: 'button' }, sendButton), el('p', { class: 'button' }, closeButton));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    socket.send(input.value);
    add('\\u2192', input.value);
  });
  by('connections').append(el('div', { class: 'connection' }, el('h3', {}, 'Connection ' + number + ': ', state), el('code', {}, path), form, messages));
  const address = 'ws://' + location.host + url;
  let socket;
  try {
    socket = protocols.length > 0 ? new WebSocket(address, protocols) : new WebSocket(address);
  } catch (error) {
    state.textContent = error.message;
    return;
  }
  socket.addEventListener('open', () => {
    state.textContent = 'open' + (socket.protocol ? ' (' + socket.protocol + ')' : '');
    sendButton.disabled = false;
    input.focus();
  });
  socket.addEventListener('message', ({ data }) => add('\\u2190', typeof data === 'string' ? data : '(binary)'));
  let opened = false;
  socket.addEventListener('open', () => (opened = true));
  socket.addEventListener('close', ({ code, reason }) => {
    state.textContent = opened ? 'closed with the code ' + code + (reason ? ' ' + reason : '') : 'rejected; the status is shown under Requests';
    sendButton.disabled = closeButton.disabled = true;
  });
}

// ---------------------------------------------------------------------------------------------------------- live requests

const items = new Map();

function details(record) {
  const block = (title, text) => [el('h3', {}, title), el('pre', { tabindex: 0, 'aria-label': title }, text)];
  const parts = record.invocations.flatMap((one) => (one.event === undefined ? [] : block('Event of ' + one.function, json(one.event))));
  if (record.response) {
    const head = record.response.headers.map(([name, value]) => name + ': ' + value).join('\\n');
    parts.push(...block('Response', head + '\\n\\n' + pretty(record.response.body)));
  }
  if (record.logs.length > 0) parts.push(...block('Log lines', record.logs.map((line) => line.about.split('/').pop() + ': ' + line.message).join('\\n')));
  if (record.accessLog) parts.push(...block('Access log', pretty(record.accessLog)));
  return parts.length > 0 ? parts : [el('p', {}, 'No details were recorded.')];
}

function showRecord(record) {
  let item = items.get(record.id);
  if (!item) {
    const summary = el('summary');
    const content = el('div');
    const box = el('details', {}, summary, content);
    box.addEventListener('toggle', () => box.open && content.replaceChildren(...details(item.record)));
    item = { element: el('li', {}, box), summary, content, box };
    items.set(record.id, item);
    by('records').prepend(item.element);
    if (items.size > 200) {
      const [oldest] = items.keys();
      items.get(oldest).element.remove();
      items.delete(oldest);
    }
    by('none').hidden = true;
  }
  item.record = record;
  const functions = [...new Set(record.invocations.map((one) => one.function))].join(', ');
  item.summary.replaceChildren(
    el('span', { class: 'status ' + (record.status ? statusClass(record.status) : '') }, record.status ? String(record.status) : '\\u2194'),
    el('span', { class: 'path' }, record.method + ' ' + record.path),
    el('span', { class: 'soft' }, [record.route || 'no route', Math.round(record.milliseconds) + ' ms', functions].filter(Boolean).join(', ')));
  if (item.box.open) item.content.replaceChildren(...details(record));
}

by('clear').addEventListener('click', () => {
  items.clear();
  by('records').replaceChildren();
  by('none').hidden = false;
});

const stream = new EventSource(base + '/events');
stream.addEventListener('open', () => (by('stream').textContent = 'Live'));
stream.addEventListener('error', () => (by('stream').textContent = 'The server does not respond.'));
stream.addEventListener('record', ({ data }) => showRecord(JSON.parse(data)));
stream.addEventListener('changed', ({ data }) => {
  by('stream').textContent = JSON.parse(data).message;
  loadApp().catch(() => {});
});
loadApp().catch((error) => (by('summary').textContent = error.message));
`;
