// Sends the requests of a function to the APIs of the gateway over the message port of the worker thread, not over a
// network.

const http = require('node:http');
const https = require('node:https');
const { syncBuiltinESMExports } = require('node:module');
const { duplexPair } = require('node:stream');

/**
 * Intercepts the requests that `http`, `https` and `fetch` send to the hosts of the gateway. All other requests are
 * sent over the network.
 *
 * @param {readonly string[]} hosts the hosts in lower case. The first label of a host can be `*`
 * @param {import('node:worker_threads').MessagePort} port the message port of the worker thread
 * @param {() => void} changed a callback that runs at the start and at the end of each request
 */
function interceptEndpoints(hosts, port, changed) {
  const waiting = new Map();
  let lastId = 0;
  const isOurs = (host) => hosts.includes(host) || hosts.includes(host.replace(/^[^.]+/, '*'));
  const control = {
    isBusy: () => waiting.size > 0,
    /** Passes a response from the gateway to the request that has the same ID. */
    answer(message) {
      const resolve = waiting.get(message.id);
      waiting.delete(message.id);
      changed();
      if (resolve) resolve({ ...message, body: Buffer.from(message.body, 'base64') });
    },
  };
  if (hosts.length === 0) return control;

  const send = (method, url, headers, body) =>
    new Promise((resolve) => {
      const id = ++lastId;
      waiting.set(id, resolve);
      changed();
      port.postMessage({ type: 'request', id, method, url, headers, body: body.toString('base64') });
    });

  // The HTTP client of Node.js connects to this server in the same thread, so the client behaves as it does over a
  // network.
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) {
      const name = request.rawHeaders[i].toLowerCase();
      if (name !== 'connection' && name !== 'transfer-encoding') headers.push([name, request.rawHeaders[i + 1]]);
    }
    const url = `https://${request.headers.host}${request.url}`;
    const answer = await send(request.method, url, headers, Buffer.concat(chunks));
    response.writeHead(answer.status, answer.headers.flat());
    response.end(answer.body);
  });
  const createConnection = () => {
    const [client, other] = duplexPair();
    for (const side of [client, other]) {
      for (const name of ['setKeepAlive', 'setNoDelay', 'setTimeout', 'ref', 'unref']) side[name] = () => side;
    }
    server.emit('connection', other);
    return client;
  };

  for (const module of [http, https]) {
    const { request: original } = module;
    module.request = function request(input, options, callback) {
      const url = typeof input === 'string' ? new URL(input) : input instanceof URL ? input : undefined;
      const own = url === undefined ? input : typeof options === 'function' ? {} : (options ?? {});
      const done = [input, options, callback].find((one) => typeof one === 'function');
      const host = String(own?.hostname ?? own?.host ?? url?.hostname ?? '')
        .replace(/:\d+$/, '')
        .toLowerCase();
      if (!isOurs(host)) return original.apply(module, arguments);
      const { agent: _agent, auth, ...others } = own;
      const parts = url ? { path: `${url.pathname}${url.search}`, ...others } : others;
      const headers = Array.isArray(parts.headers) ? parts.headers : { host, ...parts.headers };
      if (auth !== undefined && !Array.isArray(headers)) {
        headers.authorization ??= `Basic ${Buffer.from(auth).toString('base64')}`;
      }
      const local = { host, hostname: host, protocol: 'http:', port: 80, headers, createConnection };
      return new http.ClientRequest({ ...parts, ...local }, done);
    };
    module.get = function get(...parameters) {
      const request = module.request(...parameters);
      request.end();
      return request;
    };
  }
  syncBuiltinESMExports();

  const originalFetch = globalThis.fetch;
  globalThis.fetch = async function fetch(input, init) {
    const address = typeof input === 'string' || input instanceof URL ? new URL(input) : new URL(input.url);
    if (!isOurs(address.hostname)) return originalFetch(input, init);
    const request = new Request(input, init);
    const body = Buffer.from(await request.arrayBuffer());
    const headers = [...request.headers];
    if (!request.headers.has('host')) headers.push(['host', address.hostname]);
    const answer = await send(request.method, request.url, headers, body);
    const isEmpty = answer.status === 204 || answer.status === 304;
    return new Response(isEmpty ? null : answer.body, {
      status: answer.status,
      headers: answer.headers.map(([...field]) => field),
    });
  };
  return control;
}

module.exports = { interceptEndpoints };
