// Measures `LocalGateway` for an app with ten routes and three functions. The values are the time until the gateway is
// ready, the time of a warm call in this process and in a worker, and the growth of the heap during 2,000 sequential
// calls. If other tools are installed, this program compares all tools by the time until the first response in a new
// process and the time of a warm call. All tools run the same two handlers.
//
// Build the toolkit first: `npm run build -w toolkit`. The other tools are not dependencies. Install them in separate folders:
//
//   npm install --prefix DIR serverless@3 serverless-offline@13     npm install --prefix DIR @architect/sandbox
//
//   node bench/gateway.cjs [--runs 5] [--serverless DIR] [--architect DIR]
//
// The exit code is 1 if a limit is exceeded.
const { spawn, spawnSync } = require('node:child_process');
const { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { get } = require('node:http');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');
const { rivalsIn } = require('./rivals.cjs');

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    serverless: { type: 'string' },
    architect: { type: 'string' },
    measure: { type: 'string' },
  },
});
const limits = { ready: 200, inProcess: 0.3, worker: 1.5, growth: 2, ratio: 5 };
const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const local = join(__dirname, '../toolkit/lib/gateway');

const handlers = {
  hello: 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ path: event.rawPath }) });\n',
  bye: 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ id: event.pathParameters.id }) });\n',
};
const paths = ['/hello', '/bye/3'];

if (options.measure === 'calls') measureCalls();
else if (options.measure) measureFirst(options.measure);
else main();

/**
 * Measures the time from the end of the synthesis until a gateway is ready, the time of a warm call, and the growth of
 * the heap. This function runs in a separate process.
 */
async function measureCalls() {
  const { stack, echo } = synthesizedApp();
  stack.node.root.synth();
  const start = performance.now();
  const { LocalGateway } = require(local);
  const gateway = await LocalGateway.fromStack(stack, { functions: { C: echo } });
  const ready = performance.now() - start;
  const inProcess = await warm(gateway, '/r2/1');
  const worker = await warm(gateway, '/r0/1');
  const before = memory();
  for (let index = 0; index < 2000; index++) await (await gateway.fetch('/r2/1')).text();
  const growth = (memory() - before) / 2 ** 20;
  await gateway.close();
  console.log(JSON.stringify({ ready, inProcess, worker, growth }));
}

function memory() {
  for (let round = 0; round < 3; round++) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** Returns the median time of a warm call. The handler itself takes almost no time. */
async function warm(gateway, path) {
  const times = [];
  for (let index = 0; index < 1500; index++) {
    const start = performance.now();
    await (await gateway.fetch(path)).text();
    if (index >= 500) times.push(performance.now() - start);
  }
  return median(times);
}

/** Creates an app with ten routes and three functions. */
function synthesizedApp() {
  process.env.CDK_VALIDATION = 'false';
  const { App, Stack } = require('aws-cdk-lib');
  const { HttpApi, HttpMethod } = require('aws-cdk-lib/aws-apigatewayv2');
  const { HttpLambdaIntegration } = require('aws-cdk-lib/aws-apigatewayv2-integrations');
  const { Code, Function, Runtime } = require('aws-cdk-lib/aws-lambda');
  const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
  const code = Code.fromInline('exports.handler = async (event) => ({ statusCode: 200, body: event.rawPath });');
  const functions = ['A', 'B', 'C'].map(
    (id) => new Function(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code }),
  );
  const api = new HttpApi(stack, 'Api');
  for (let index = 0; index < 10; index++) {
    const integration = new HttpLambdaIntegration(`I${index}`, functions[index % 3]);
    api.addRoutes({ path: `/r${index}/{id}`, methods: [HttpMethod.GET], integration });
  }
  return { stack, echo: async (event) => ({ statusCode: 200, body: event.rawPath }) };
}

/**
 * Sends the first request to the app with the two handlers, and then measures the time of a warm call. This function
 * runs in a separate process.
 */
async function measureFirst(assembly) {
  const { LocalGateway } = require(local);
  const gateway = await LocalGateway.fromAssembly(assembly);
  if ((await gateway.fetch(paths[0])).status !== 200) throw new Error('no response');
  console.log('first');
  await gateway.fetch(paths[1]);
  const times = [];
  for (let index = 0; index < 60; index++) {
    const start = performance.now();
    await (await gateway.fetch(paths[index % 2])).text();
    if (index >= 20) times.push(performance.now() - start);
  }
  console.log(JSON.stringify({ warm: median(times) }));
  await gateway.close();
}

async function main() {
  if (!existsSync(join(local, 'index.js')))
    throw new Error('The toolkit is not built. Run `npm run build -w toolkit`.');
  const runs = Number(options.runs);
  let isOver = false;
  const report = (name, value, unit, limit) => {
    const over = limit !== undefined && value > limit;
    isOver ||= over;
    const shown = `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`;
    console.log(
      `${name.padEnd(52)}${shown.padStart(12)}${limit === undefined ? '' : `   (≤ ${limit})`}${over ? '  over' : ''}`,
    );
  };

  const series = Array.from({ length: runs }, () => child(['--expose-gc', __filename, '--measure', 'calls']));
  const of = (name) => median(series.map((one) => one[name]));
  console.log(`medians of ${runs} processes, Node.js ${process.version}`);
  report('ready after the synthesis, ten routes, three functions', of('ready'), 'ms', limits.ready);
  report('warm call, function in this process', of('inProcess'), 'ms', limits.inProcess);
  report('warm call, function in a worker', of('worker'), 'ms', limits.worker);
  report('memory after 2,000 calls', of('growth'), 'MiB', limits.growth);

  const folder = mkdtempSync(join(tmpdir(), 'apigwv2-bench-'));
  try {
    const contestants = contestantsIn(folder);
    if (contestants.length === 1) return;
    const results = new Map(contestants.map(({ name }) => [name, []]));
    for (let run = 0; run < runs; run++) {
      for (const contestant of contestants) results.get(contestant.name).push(await race(contestant));
    }
    const first = (name) => median(results.get(name).map((one) => one.first));
    const call = (name) => median(results.get(name).map((one) => one.warm));
    const [{ name: own }, ...rivals] = contestants;
    report(`first response, ${own}`, first(own), 'ms');
    report(`warm call, ${own}`, call(own), 'ms');
    for (const { name } of rivals) {
      report(`first response, ${name}`, first(name), 'ms');
      report(`warm call, ${name}`, call(name), 'ms');
      const ratio = first(name) / first(own);
      const isShort = name === 'serverless-offline' && ratio < limits.ratio;
      isOver ||= isShort;
      console.log(
        `  ${own} sends its first response ${ratio.toFixed(1)} × as fast as ${name}${isShort ? `, less than ${limits.ratio} ×` : ''}`,
      );
      console.log(`  ${own} responds to a warm call ${(call(name) / call(own)).toFixed(1)} × as fast as ${name}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    process.exitCode = isOver ? 1 : 0;
  }
}

function child(args) {
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Returns the name and start settings of the local gateway and of each other tool. */
function contestantsIn(folder) {
  const own = { name: 'LocalGateway', args: [__filename, '--measure', assemblyIn(folder)] };
  return [own, ...rivalsIn(folder, options, handlers)];
}

/** Synthesizes the app with the two handlers. */
function assemblyIn(folder) {
  process.env.CDK_VALIDATION = 'false';
  const { App, Stack } = require('aws-cdk-lib');
  const { HttpApi, HttpMethod } = require('aws-cdk-lib/aws-apigatewayv2');
  const { HttpLambdaIntegration } = require('aws-cdk-lib/aws-apigatewayv2-integrations');
  const { Code, Function, Runtime } = require('aws-cdk-lib/aws-lambda');
  const code = join(folder, 'handlers');
  mkdirSync(code);
  for (const [name, text] of Object.entries(handlers)) writeFileSync(join(code, `${name}.js`), text);
  const app = new App({ analyticsReporting: false, outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'Shop');
  const api = new HttpApi(stack, 'Api');
  for (const [name, path] of Object.entries({ hello: '/hello', bye: '/bye/{id}' })) {
    const handler = `${name}.handler`;
    const fn = new Function(stack, name, { runtime: Runtime.NODEJS_22_X, handler, code: Code.fromAsset(code) });
    api.addRoutes({ path, methods: [HttpMethod.GET], integration: new HttpLambdaIntegration(name, fn) });
  }
  return app.synth().directory;
}

/** Starts a tool, and measures the time until its first response and the time of a warm call. */
async function race({ args, cwd, port }) {
  const start = performance.now();
  const env = {
    ...process.env,
    SLS_TELEMETRY_DISABLED: '1',
    SLS_NOTIFICATIONS_MODE: 'off',
    AWS_ACCESS_KEY_ID: 'x',
    AWS_SECRET_ACCESS_KEY: 'x',
  };
  const server = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => server.on('exit', resolve));
  if (port === undefined) {
    let output = '';
    let first;
    server.stdout.on('data', (text) => {
      first ??= performance.now() - start;
      output += text;
    });
    await ended;
    return { first, warm: JSON.parse(output.split('\n')[1]).warm };
  }
  server.stdout.resume();
  try {
    while ((await statusOf(port, paths[0])) !== 200) {
      if (performance.now() - start > 60_000) throw new Error(`${args[0]} does not answer`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const first = performance.now() - start;
    await statusOf(port, paths[1]);
    const times = [];
    for (let index = 0; index < 60; index++) {
      const before = performance.now();
      await statusOf(port, paths[index % 2]);
      if (index >= 20) times.push(performance.now() - before);
    }
    return { first, warm: median(times) };
  } finally {
    server.kill();
    await ended;
  }
}

/** Returns the status of a response after its body has arrived, or undefined if no server listens on the port. */
function statusOf(port, path) {
  return new Promise((resolve) => {
    get({ port, path, host: 'localhost' }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode));
    }).on('error', () => resolve(undefined));
  });
}
