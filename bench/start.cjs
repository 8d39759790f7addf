// Measures `apigwv2 start`: the time from the start of its process to the first response, with and without a synthesis, and requests per
// second on a warm worker. This program also measures the time between saving a file and the first new response, for a
// handler and for the source of a function that CDK bundles. If other tools are installed, the program measures all
// tools in turn.
//
// Build first: `npm run build && npm run build -w toolkit`. The other tools are not dependencies. Install them in separate folders:
//
//   npm install --prefix DIR serverless@3 serverless-offline@13     npm install --prefix DIR @architect/sandbox
//
//   node bench/start.cjs [--runs 5] [--serverless DIR] [--architect DIR]
//
// The exit code is 1 if a limit is exceeded.
const { execFileSync, spawn } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } = require('node:fs');
const { Agent, get } = require('node:http');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { parseArgs } = require('node:util');
const { rivalsIn } = require('./rivals.cjs');

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, serverless: { type: 'string' }, architect: { type: 'string' } },
});
const root = join(__dirname, '..');
const program = join(root, 'toolkit/lib/cli/main.js');
/** The maximum number of milliseconds between saving a handler and the first new response. */
const limit = 300;
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const helloWith = (version) =>
  `exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ path: event.rawPath, version: '${version}' }) });\n`;
const bye =
  'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ id: event.pathParameters.id }) });\n';

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

async function main() {
  if (!existsSync(program))
    throw new Error('The packages are not built. Run `npm run build && npm run build -w toolkit`.');
  const folder = mkdtempSync(join(tmpdir(), 'apigwv2-bench-'));
  const runs = Number(options.runs);
  try {
    const contestants = contestantsIn(folder);
    const results = new Map(contestants.map(({ name }) => [name, []]));
    for (let run = 0; run < runs; run++) {
      for (const contestant of contestants) results.get(contestant.name).push(await race(contestant, run));
    }
    const of = (name, what) => median(results.get(name).map((one) => one[what]));
    console.log(`medians of ${runs} alternating runs, Node.js ${process.version}`);
    for (const { name } of contestants) {
      const reload = of(name, 'reload');
      const perSecond = of(name, 'perSecond');
      console.log(
        `${name.padEnd(40)} first response ${ms(of(name, 'first'))}  saved to new response ${reload === undefined ? '       –' : ms(reload)}` +
          (perSecond === undefined ? '' : `  ${String(Math.round(perSecond)).padStart(6)} requests/s`),
      );
    }
    const [{ name: own }, { name: prepared }] = contestants;
    for (const { name } of contestants.filter(({ isRival }) => isRival)) {
      const ratio = (one, other) => `${(one / other).toFixed(1)} ×`;
      console.log(
        `${name}: ${ratio(of(name, 'first'), of(prepared, 'first'))} the time to the first response (${ratio(of(name, 'first'), of(own, 'first'))} with the synthesis), ` +
          `1/${(of(own, 'perSecond') / of(name, 'perSecond')).toFixed(1)} of the requests per second, ${ratio(of(name, 'reload'), of(own, 'reload'))} the time to a new response`,
      );
    }
    if (of(own, 'reload') > limit) {
      console.log(`over: a saved handler takes more than ${limit} ms`);
      process.exitCode = 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ms = (value) => `${String(Math.round(value)).padStart(6)} ms`;

/** Creates an app for each tool in a separate folder. All apps contain the same two handlers. */
function contestantsIn(folder) {
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const link = (name, directory) => symlinkSync(join(directory, 'node_modules'), join(folder, name, 'node_modules'));
  for (const name of ['app', 'bundled', 'assembly']) {
    write(`${name}/handlers/hello.js`, helloWith('first'));
    write(`${name}/handlers/bye.js`, bye);
    write(`${name}/package-lock.json`, '{}');
    write(`${name}/app.js`, appWith(name === 'bundled'));
    write(`${name}/cdk.json`, '{ "app": "node app.js" }');
    link(name, root);
  }
  const env = { ...process.env, CDK_OUTDIR: join(folder, 'assembly/cdk.out'), CDK_VALIDATION: 'false' };
  execFileSync(process.execPath, ['app.js'], { cwd: join(folder, 'assembly'), env, stdio: 'ignore' });
  const start = (name, port, ...args) => ({
    args: [program, 'start', '--port', String(port), ...args],
    cwd: join(folder, name),
    port,
    prefix: '/Api',
    handler: join(folder, name, 'handlers/hello.js'),
  });
  const own = [
    { name: 'apigwv2 start', ...start('app', 4143), measures: ['perSecond', 'reload'] },
    { name: 'apigwv2 start --assembly', ...start('assembly', 4144, '--assembly', 'cdk.out'), measures: [] },
    { name: 'apigwv2 start, functions bundled by CDK', ...start('bundled', 4145), measures: ['reload'] },
  ];
  const rivals = rivalsIn(folder, options, { hello: helloWith('first'), bye });
  return [...own, ...rivals.map((rival) => ({ ...rival, isRival: true, measures: ['perSecond', 'reload'] }))];
}

/** Returns the source of the CDK app with the two handlers. */
function appWith(isBundled) {
  const fn = isBundled
    ? "new NodejsFunction(stack, name, { runtime: Runtime.NODEJS_22_X, entry: `handlers/${name}.js`, depsLockFilePath: 'package-lock.json' })"
    : "new Function(stack, name, { runtime: Runtime.NODEJS_22_X, handler: `${name}.handler`, code: Code.fromAsset('handlers') })";
  return `
const { App, Stack } = require('aws-cdk-lib');
const { HttpApi, HttpMethod } = require('aws-cdk-lib/aws-apigatewayv2');
const { HttpLambdaIntegration } = require('aws-cdk-lib/aws-apigatewayv2-integrations');
const { Code, Function, Runtime } = require('aws-cdk-lib/aws-lambda');
const { NodejsFunction } = require('aws-cdk-lib/aws-lambda-nodejs');
const app = new App({ analyticsReporting: false });
const stack = new Stack(app, 'Shop');
const api = new HttpApi(stack, 'Api');
for (const [name, path] of [['hello', '/hello'], ['bye', '/bye/{id}']]) {
  const integration = new HttpLambdaIntegration(name, ${fn});
  api.addRoutes({ path, methods: [HttpMethod.GET], integration });
}
app.synth();
`;
}

/**
 * Runs a tool, and measures the time to its first response, its requests per second, and the time until a saved change
 * to a handler appears in a response.
 */
async function race({ name, args, cwd, port, prefix = '', handler, isRival, measures }, run) {
  writeFileSync(handler, helloWith('first'));
  const result = {};
  await serving({ name, args, cwd, port, path: `${prefix}/hello` }, async (first) => {
    result.first = first;
    if (measures.includes('perSecond'))
      result.perSecond = await perSecond(port, [`${prefix}/hello`, `${prefix}/bye/3`]);
    if (measures.includes('reload') && !isRival) result.reload = await reload(port, `${prefix}/hello`, handler, run);
  });
  if (isRival && measures.includes('reload')) {
    // With this option, serverless-offline loads handlers again for each request, so it uses changed handlers
    // but cannot reuse warm workers.
    const own = name === 'serverless-offline' ? [...args, '--reloadHandler'] : args;
    await serving({ name, args: own, cwd, port, path: '/hello' }, async () => {
      result.reload = await reload(port, '/hello', handler, run);
    });
  }
  return result;
}

/** Starts a server, waits for its first response, calls `measure`, and stops the server. */
async function serving({ name, args, cwd, port, path }, measure) {
  const start = performance.now();
  const env = {
    ...process.env,
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
  };
  const server = spawn(process.execPath, args, { cwd, env, stdio: ['pipe', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  server.stdout.resume();
  try {
    while ((await responseOf(port, path))?.status !== 200) {
      if (performance.now() - start > 60_000) throw new Error(`${name} does not respond`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await measure(performance.now() - start);
  } finally {
    server.kill();
    await ended;
  }
}

/** Measures the requests per second of one client that sends each request after the previous response, over one connection. */
async function perSecond(port, paths) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  for (let index = 0; index < 20; index++) await responseOf(port, paths[index % 2], agent);
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < 2000) await responseOf(port, paths[count++ % 2], agent);
  agent.destroy();
  return count / ((performance.now() - start) / 1000);
}

/** Measures the milliseconds between saving a handler and its first new response. Returns the median of five measurements. */
async function reload(port, path, handler, run) {
  const times = [];
  for (let round = 0; round < 5; round++) {
    const version = `${run}-${round}`;
    // During this wait, file watchers become idle, as they do between two edits by a user.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const start = performance.now();
    writeFileSync(handler, helloWith(version));
    while (!(await responseOf(port, path))?.body.includes(`"${version}"`)) {
      if (performance.now() - start > 30_000)
        throw new Error(`The tool on port ${port} did not run the changed handler within 30 s`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Returns the status and body of a response, or undefined if no server listens on the port. */
function responseOf(port, path, agent) {
  return new Promise((resolve) => {
    get({ port, path, agent, host: 'localhost' }, (response) => {
      let body = '';
      response.on('data', (data) => (body += data));
      response.on('end', () => resolve({ status: response.statusCode, body }));
    }).on('error', () => resolve(undefined));
  });
}
