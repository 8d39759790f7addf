// Runs a Node.js handler in a worker thread, with the same behavior as in Lambda, and sends messages to `execution.ts`.

const { once } = require('node:events');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { Writable } = require('node:stream');
const { pathToFileURL } = require('node:url');
const { format } = require('node:util');
const { parentPort, workerData } = require('node:worker_threads');

/** The current invocation, with its request ID and a function that ends the invocation. */
let current;
let pendingLine = '';

const { file, isModule, names, folder, roots, useHooks, runtimeVersion, environment, hosts } = workerData;

Object.assign(process.env, environment);
// A worker thread cannot change its working directory, so `process.cwd()` returns the folder of the function.
process.cwd = () => folder;

function post(message) {
  if (message.type !== 'log') flushLine();
  parentPort.postMessage(message);
}

// -------------------------------------------------------------------------------------------------------------- errors

function errorOf(error, type) {
  if (!(error instanceof Error) && !(error && error.stack && error.message)) {
    return { errorType: type ?? typeof error, errorMessage: String(error), trace: [] };
  }
  return {
    errorType: type ?? error.name,
    errorMessage: type === undefined || type === 'Runtime.HandlerNotFound' ? error.message : String(error),
    trace: String(error.stack ?? '').split('\n'),
  };
}

function failure(error, ends) {
  const { errorType, errorMessage, trace } = error;
  const shown = trace.length === 0 ? { errorType, errorMessage } : error;
  return { type: 'result', payload: JSON.stringify(error), error: shown, ...(ends ? { ends } : {}) };
}

// If code throws an error outside the handler, Lambda returns the error as the result and ends the environment.
process.on('uncaughtException', (error) => endWith(errorOf(error), 129));
process.on('unhandledRejection', (reason) => endWith(errorOf(reason, 'Runtime.UnhandledPromiseRejection'), 128));

function endWith(error, status) {
  post(isLoaded ? failure(error, true) : { ...failure(error), type: 'failed' });
  process.exit(status);
}

// ---------------------------------------------------------------------------------------------------------------- logs

const levels = {
  trace: 'TRACE',
  debug: 'DEBUG',
  info: 'INFO',
  log: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
};
for (const [method, level] of Object.entries(levels)) {
  console[method] = (...parameters) => {
    const text = format(...parameters);
    post({ type: 'log', text: `${new Date().toISOString()}\t${current?.requestId}\t${level}\t${text}` });
  };
}
for (const stream of [process.stdout, process.stderr]) {
  stream.write = (chunk, encoding, callback) => {
    const lines = (pendingLine + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())).split('\n');
    pendingLine = lines.pop();
    for (const text of lines) parentPort.postMessage({ type: 'log', text });
    const done = typeof encoding === 'function' ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  };
}

function flushLine() {
  if (pendingLine !== '') parentPort.postMessage({ type: 'log', text: pendingLine });
  pendingLine = '';
}

// ------------------------------------------------------------------------------------------------------------- modules

// Modules that the code does not contain are loaded from the layers. The AWS SDK, which is part of the Lambda runtime,
// is loaded from the project.
const sdk = /^(@aws-sdk\/|@smithy\/|aws-sdk(\/|$))/;
const rootsFor = (name) => [...roots.layers, ...(sdk.test(name) ? roots.project : [])];

const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  try {
    return resolveFilename.call(this, name, ...rest);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND' || /^[./]/.test(name)) throw error;
    for (const root of rootsFor(name)) {
      const parent = { id: root, filename: join(root, 'index.js'), paths: Module._nodeModulePaths(root) };
      try {
        return resolveFilename.call(Module, name, parent, false);
      } catch {
        // The loop continues, because the next folder can contain the module.
      }
    }
    throw error;
  }
};

const hooks = `
let roots;
export function initialize(data) { roots = data; }
export async function resolve(name, context, next) {
  try {
    return await next(name, context);
  } catch (error) {
    if (/^[./]|^[a-z]+:/.test(name)) throw error;
    const isSdk = ${String(sdk)}.test(name);
    for (const parentURL of [...roots.layers, ...(isSdk ? roots.project : [])]) {
      try { return await next(name, { ...context, parentURL }); } catch {}
    }
    throw error;
  }
}`;

function registerHooks() {
  const urls = (folders) => folders.map((one) => pathToFileURL(join(one, 'index.js')).href);
  const data = { layers: urls(roots.layers), project: urls(roots.project) };
  Module.register(`data:text/javascript,${encodeURIComponent(hooks)}`, { data });
}

// ----------------------------------------------------------------------------------------------------------- endpoints

const endpoints = require('./node-endpoints').interceptEndpoints(hosts, parentPort, holdPort);

/**
 * While an invocation runs, the message port keeps the event loop alive only if a request to the gateway is open. If the
 * event loop becomes empty, the invocation ends.
 */
function holdPort() {
  if (current && !endpoints.isBusy()) parentPort.unref();
  else parentPort.ref();
}

// ----------------------------------------------------------------------------------------------------------- streaming

// HTTP APIs do not use response streaming, so Lambda returns the complete output of a streaming handler at once.
const streaming = Symbol('streaming');

globalThis.awslambda = {
  streamifyResponse: (own) => Object.assign((...parameters) => own(...parameters), { [streaming]: own }),
  HttpResponseStream: {
    /** Writes the status code and the headers as Lambda does: as JSON, followed by eight zero bytes before the body. */
    from(stream, metadata) {
      stream.write(JSON.stringify(metadata));
      stream.write(Buffer.alloc(8));
      return stream;
    },
  },
};

/** Runs a streaming handler and returns its complete output as the payload. */
async function stream(own, event, context) {
  const chunks = [];
  const target = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  target.setContentType = () => {};
  const finished = once(target, 'finish');
  await own(event, target, context);
  await finished;
  return Buffer.concat(chunks).toString();
}

// ------------------------------------------------------------------------------------------------------------- handler

let handler;
let isLoaded = false;

async function load() {
  if (useHooks) registerHooks();
  const loaded = isModule ? await import(pathToFileURL(file).href) : await loadScript();
  handler = names.reduce((value, name) => value?.[name], loaded);
  const shown = names.join('.');
  if (typeof handler !== 'function') {
    const problem = handler === undefined ? 'undefined or not exported' : 'not a function';
    throw Object.assign(new Error(`${file.slice(dirname(folder).length)}: ${shown} is ${problem}`), {
      type: 'Runtime.HandlerNotFound',
    });
  }
  if (runtimeVersion >= 24 && handler.length >= 3 && !handler[streaming]) {
    const message = `${shown} takes a callback, which Lambda supports only up to Node.js 22. Return a promise.`;
    throw Object.assign(new Error(message), { type: 'Runtime.CallbackHandlerDeprecated' });
  }
}

/** Loads a file whose package does not specify the module type. Node.js detects the module type from the syntax. */
async function loadScript() {
  try {
    return Module.createRequire(file)(file);
  } catch (error) {
    if (error.code !== 'ERR_REQUIRE_ESM' && error.code !== 'ERR_REQUIRE_ASYNC_MODULE') throw error;
    return import(pathToFileURL(file).href);
  }
}

function initError(error) {
  if (error?.type) return [error.type];
  if (error instanceof SyntaxError) return ['Runtime.UserCodeSyntaxError'];
  if (error?.code !== 'MODULE_NOT_FOUND' && error?.code !== 'ERR_MODULE_NOT_FOUND') return [undefined];
  const [, missing] = String(error.message).match(/'([^']+)'/) ?? [];
  return ['Runtime.ImportModuleError', missing];
}

function invoke({ event, requestId, traceId, remainingMillis, context: fields }) {
  process.env._X_AMZN_TRACE_ID = traceId;
  const deadline = performance.now() + remainingMillis;
  const isCurrent = () => current?.requestId === requestId;
  const finish = (message) => {
    if (!isCurrent()) return;
    post(message);
    current = undefined;
    holdPort();
  };
  const succeed = (value) => {
    let payload;
    try {
      payload = JSON.stringify(value) ?? 'null';
    } catch {
      return finish(failure(errorOf(new Error('Unable to stringify response body'))));
    }
    return finish({ type: 'result', payload });
  };
  const fail = (error) => finish(failure(errorOf(error)));
  const settle = (error, value) => (error === null || error === undefined ? succeed(value) : fail(error));

  current = { requestId, done: () => succeed(null) };
  // The message port must not keep the event loop alive, because Lambda ends the invocation when the event loop is
  // empty.
  holdPort();

  let isCalledBack = false;
  const callback = (error, value) => {
    if (isCalledBack || !isCurrent()) return;
    isCalledBack = true;
    // Lambda returns an error immediately, but it returns a result only when the event loop is empty.
    if ((error === null || error === undefined) && context.callbackWaitsForEmptyEventLoop) {
      current.done = () => succeed(value);
    } else setImmediate(() => settle(error, value));
  };
  const context = {
    callbackWaitsForEmptyEventLoop: true,
    ...fields,
    awsRequestId: requestId,
    clientContext: undefined,
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
    ...(runtimeVersion >= 24
      ? {}
      : { done: settle, succeed: (value) => settle(null, value), fail: (error) => settle(error ?? 'handled') }),
  };
  if (handler[streaming]) {
    stream(handler[streaming], event, context).then((payload) => finish({ type: 'result', payload }), fail);
    return;
  }
  try {
    const returned = handler(event, context, callback);
    if (typeof returned?.then === 'function') returned.then(succeed, fail);
    else if (runtimeVersion >= 24) succeed(returned);
    else if (returned !== undefined && handler.length < 3) {
      post({
        type: 'log',
        text: `${folder}: the handler returned a value that is not a promise, so Lambda ignores the value. Return a promise.`,
      });
    }
  } catch (error) {
    fail(error);
  }
}

process.on('beforeExit', () => current?.done());
parentPort.on('message', (message) => (message.type === 'response' ? endpoints.answer(message) : invoke(message)));
load().then(
  () => {
    isLoaded = true;
    post({ type: 'ready' });
  },
  (error) => {
    const [type, missing] = initError(error);
    post({ ...failure(errorOf(error, type)), type: 'failed', missing });
  },
);
