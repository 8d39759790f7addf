// `npm run demo`: installs and builds where that has not been done, synthesizes the bookstore example with the built library
// and prints its routes, its outputs and where the template lies.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './ensure-built.mjs';

const example = join(root, 'examples/bookstore/typescript');
const outdir = join(example, 'cdk.out');
const colors = process.stdout.isTTY && !process.env.NO_COLOR;
const bold = (text) => (colors ? `\x1b[1m${text}\x1b[22m` : text);
const dim = (text) => (colors ? `\x1b[2m${text}\x1b[22m` : text);

await prepare();
synthesize();
const names = readdirSync(outdir).filter((name) => name.endsWith('.template.json'));
for (const name of names) print(JSON.parse(readFileSync(join(outdir, name), 'utf8')));
for (const name of names) console.log(`The template is in ${relative(root, join(outdir, name))}`);

/** Installs and builds; what npm says is shown only where that fails. */
async function prepare() {
  const program = "import('./scripts/ensure-built.mjs').then(({ ensureBuilt }) => ensureBuilt())";
  const child = spawn(process.execPath, ['-e', program], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      if (!output) console.log(dim('Installing and building the library, which takes a minute the first time …\n'));
      output += text;
    });
  }
  const [status] = await once(child, 'close');
  if (status !== 0) {
    console.error(output.trim());
    console.error('\nThe library could not be installed or built.');
    process.exit(1);
  }
}

function synthesize() {
  const { app, context } = JSON.parse(readFileSync(join(example, 'cdk.json'), 'utf8'));
  const program = app.split(' ').find((word) => word.endsWith('.ts'));
  rmSync(outdir, { recursive: true, force: true });
  const { status, stderr } = spawnSync(
    process.execPath,
    ['-r', join(root, 'scripts/register-ts.cjs'), join(example, program)],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true }),
        // aws-cdk-lib's check against the CloudFormation schemas takes six times as long as the synthesis; the tests do it.
        CDK_VALIDATION: 'false',
        REGISTER_TS_BUILT: '1',
      },
    },
  );
  if (status !== 0) {
    console.error(stderr.replace(/^ {4}at .*\n?/gm, '').trim());
    console.error(`\nThe example in ${relative(root, example)} does not synthesize.`);
    process.exit(1);
  }
}

function print({ Resources, Outputs = {} }) {
  const ofType = (type) =>
    Object.entries(Resources)
      .filter(([, resource]) => resource.Type === `AWS::ApiGatewayV2::${type}`)
      .map(([id, { Properties }]) => [id, Properties]);

  /** A value as the service will see it, as far as that is known now; `<Api>` for what only the deployment knows. */
  const text = (value) => {
    if (typeof value !== 'object') return String(value);
    const [[key, inner]] = Object.entries(value);
    if (key === 'Fn::Join') return inner[1].map(text).join(inner[0]);
    if (key === 'Ref' && inner === 'AWS::URLSuffix') return 'amazonaws.com';
    if (key === 'Ref') return Resources[inner]?.Properties?.DomainName ?? `<${nameOf(inner)}>`;
    if (key === 'Fn::GetAtt') return `<${nameOf(inner[0])}.${inner[1]}>`;
    return JSON.stringify(value);
  };

  /** What the code calls a resource. */
  const nameOf = (id) =>
    Resources[id]?.Metadata?.['aws:cdk:path']
      .split('/')
      .slice(1)
      .filter((part) => part !== 'Resource')
      .join('/') ?? id.replace(/^AWS::/, '').toLowerCase();

  const who = ({ RouteKey, AuthorizationType: type, AuthorizerId: authorizer, AuthorizationScopes: scopes }, http) => {
    if (type === 'NONE') return http || RouteKey === '$connect' ? 'everybody' : 'whoever is connected';
    if (type === 'AWS_IAM') return 'IAM';
    const by = `${type === 'JWT' ? 'JWT' : 'Lambda'} ${Resources[authorizer.Ref].Properties.Name}`;
    return scopes ? `${by}, scope ${scopes.join(' or ')}` : by;
  };

  const target = (route) => {
    const [id] = JSON.stringify(route.Target).match(/(?<="Ref":")\w+/);
    const { IntegrationSubtype: action, IntegrationUri: uri, RequestParameters: parameters } = Resources[id].Properties;
    if (action) return `${action.replace('-', ' ')} ${text(Object.values(parameters)[0])}`;
    const handler = Object.keys(Resources).find(
      (key) => Resources[key].Type === 'AWS::Lambda::Function' && JSON.stringify(uri).includes(`"${key}"`),
    );
    return handler ? `Lambda ${Resources[handler].Properties.Handler}` : text(uri);
  };

  for (const [id, { Name, ProtocolType }] of ofType('Api')) {
    const routes = ofType('Route').filter(([, route]) => route.ApiId.Ref === id);
    const http = ProtocolType === 'HTTP';
    console.log(bold(`${http ? 'HTTP' : 'WebSocket'} API ${Name}`));
    table(
      http ? ['method', 'path', 'who may call it', 'target'] : ['route', 'who may use it', 'target'],
      routes.map(([, route]) => [
        ...(http && route.RouteKey.includes(' ') ? route.RouteKey.split(' ') : [route.RouteKey]),
        who(route, http),
        target(route),
      ]),
    );
  }
  console.log(bold('Outputs'));
  table(
    undefined,
    Object.entries(Outputs).map(([key, { Value }]) => [key, text(Value)]),
  );
}

function table(head, rows) {
  const all = head ? [head, ...rows] : rows;
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('   ')}`.trimEnd();
  if (head) console.log(dim(line(head)));
  for (const row of rows) console.log(line(row));
  console.log();
}
