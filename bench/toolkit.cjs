// Measures the time and memory of the toolkit for stacks with 1,000 routes. For each number of stacks, this program
// measures the time to parse the JSON files, the time and memory to create the model, and the time to create a diff and
// the OpenAPI documents. Each value is the median of several new processes. Build the toolkit first:
// `npm run build -w toolkit`.
//
//   node bench/toolkit.cjs [--routes 1000] [--stacks 1,5,10,20] [--runs 5]
const { spawnSync } = require('node:child_process');
const { mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { parseArgs } = require('node:util');

const { values: options } = parseArgs({
  options: {
    routes: { type: 'string', default: '1000' },
    stacks: { type: 'string', default: '1,5,10,20' },
    runs: { type: 'string', default: '5' },
    measure: { type: 'string' },
  },
});

if (options.measure) measure(options.measure);
else main();

/**
 * Measures the time to parse the JSON files of an assembly, and the time to create the model, a diff and the OpenAPI
 * documents. This function runs in a separate process.
 */
function measure(directory) {
  const { readdirSync, readFileSync } = require('node:fs');
  const { modelOf, readAssembly } = require('../toolkit/lib');
  const { diffOf } = require('../toolkit/lib/report/diff/diff');
  const { openApiOf } = require('../toolkit/lib/report/openapi/document');
  const time = (work) => {
    const start = performance.now();
    const result = work();
    return { result, ms: performance.now() - start };
  };
  const texts = readdirSync(directory).map((name) => readFileSync(join(directory, name), 'utf8'));
  const json = time(() => texts.map((text) => JSON.parse(text)));
  const before = process.memoryUsage().rss;
  const model = time(() => modelOf(readAssembly(directory)));
  const memory = (process.resourceUsage().maxRSS * 1024 - before) / 2 ** 20;
  const { result } = model;
  if (result.apis.length === 0) throw new Error('no APIs');
  const other = JSON.parse(JSON.stringify(result));
  const diff = time(() => diffOf(result, other));
  const openapi = time(() => result.apis.map((api) => openApiOf(result, api)));
  console.log(JSON.stringify({ json: json.ms, model: model.ms, memory, diff: diff.ms, openapi: openapi.ms }));
}

function main() {
  const folder = mkdtempSync(join(tmpdir(), 'apigwv2-bench-'));
  const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  console.log(`${options.routes} routes per stack; medians of ${options.runs} processes`);
  console.log(
    ['stacks', 'JSON ms', 'model ms', 'model MB', 'diff ms', 'OpenAPI ms'].map((one) => one.padStart(11)).join(''),
  );
  try {
    for (const stacks of options.stacks.split(',').map(Number)) {
      const directory = join(folder, String(stacks));
      writeAssembly(directory, stacks, Number(options.routes));
      const runs = Array.from({ length: Number(options.runs) }, () => {
        const { stdout, stderr } = spawnSync(process.execPath, [__filename, '--measure', directory], {
          encoding: 'utf8',
        });
        if (!stdout) throw new Error(stderr);
        return JSON.parse(stdout);
      });
      const shown = ['json', 'model', 'memory', 'diff', 'openapi'].map((name) => median(runs.map((run) => run[name])));
      console.log(
        [stacks, ...shown.map((number) => number.toFixed(0))].map((one) => String(one).padStart(11)).join(''),
      );
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Creates a cloud assembly, with one API, one authorizer and ten functions per stack. */
function writeAssembly(directory, stacks, routes) {
  require('node:fs').mkdirSync(directory);
  const artifacts = {};
  for (let stack = 0; stack < stacks; stack++) {
    const name = `Stack${stack}`;
    const file = `${name}.template.json`;
    artifacts[name] = { type: 'aws:cloudformation:stack', properties: { templateFile: file, stackName: name } };
    writeFileSync(join(directory, file), JSON.stringify({ Resources: resources(name, routes) }));
  }
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts }));
}

function resources(stack, routes) {
  const all = {};
  const add = (id, type, properties) => {
    all[id] = { Type: type, Properties: properties, Metadata: { 'aws:cdk:path': `${stack}/${id}/Resource` } };
  };
  const ApiId = { Ref: 'Api' };
  add('Api', 'AWS::ApiGatewayV2::Api', { Name: stack, ProtocolType: 'HTTP' });
  add('Login', 'AWS::ApiGatewayV2::Authorizer', {
    ApiId,
    Name: 'login',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'https://login.example', Audience: ['shop'] },
  });
  add('Stage', 'AWS::ApiGatewayV2::Stage', { ApiId, StageName: '$default', AutoDeploy: true });
  for (let index = 0; index < 10; index++) {
    add(`Fn${index}`, 'AWS::Lambda::Function', {
      Handler: 'index.handler',
      Runtime: 'nodejs22.x',
      Code: { ZipFile: `${index}` },
    });
  }
  for (let index = 0; index < routes; index++) {
    add(`Integration${index}`, 'AWS::ApiGatewayV2::Integration', {
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': [`Fn${index % 10}`, 'Arn'] },
      PayloadFormatVersion: '2.0',
    });
    add(`Permission${index}`, 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': [`Fn${index % 10}`, 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':execute-api:',
            { Ref: 'AWS::Region' },
            ':',
            { Ref: 'AWS::AccountId' },
            ':',
            ApiId,
            `/*/*/things/${index}`,
          ],
        ],
      },
    });
    add(`Route${index}`, 'AWS::ApiGatewayV2::Route', {
      ApiId,
      RouteKey: `GET /things/${index}/{id}`,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: `Integration${index}` }]] },
      AuthorizationType: 'JWT',
      AuthorizerId: { Ref: 'Login' },
    });
  }
  return all;
}
