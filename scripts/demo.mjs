// `npm run demo`: installs and builds where that has not been done, synthesizes the bookstore example with the built library
// and prints its routes, its outputs and where the templates lie.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ensureBuilt, root, run } from './ensure-built.mjs';

const example = join(root, 'examples/bookstore/typescript');
const outdir = join(example, 'cdk.out');

ensureBuilt();
const { app, context = {} } = JSON.parse(readFileSync(join(example, 'cdk.json'), 'utf8'));
const file = app.split(/\s+/).find((word) => word.endsWith('.ts'));
rmSync(outdir, { recursive: true, force: true });
run(process.execPath, ['-r', join(root, 'scripts/register-ts.cjs'), join(example, file)], {
  CDK_OUTDIR: outdir,
  CDK_CONTEXT_JSON: JSON.stringify(context),
  REGISTER_TS_BUILT: '1',
});

/** A value of a template as one reads it: `${Api}` for a reference, `${Api.Arn}` for an attribute. */
function text(value) {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[key, inner]] = Object.entries(value);
  if (key === 'Ref') return `\${${inner}}`;
  if (key === 'Fn::GetAtt') return `\${${[inner].flat().join('.')}}`;
  if (key === 'Fn::Join') return inner[1].map(text).join(inner[0]);
  if (key === 'Fn::Sub') return text([inner].flat()[0]);
  return JSON.stringify(value);
}

function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd());
}

const templates = readdirSync(outdir).filter((name) => name.endsWith('.template.json'));
for (const name of templates) {
  const { Resources = {}, Outputs = {} } = JSON.parse(readFileSync(join(outdir, name), 'utf8'));
  const resources = Object.entries(Resources).map(([id, resource]) => ({ id, ...resource }));
  const ofType = (type) => resources.filter((resource) => resource.Type === `AWS::ApiGatewayV2::${type}`);

  for (const { id, Properties } of ofType('Api')) {
    const routes = ofType('Route').filter((route) => route.Properties.ApiId?.Ref === id);
    console.log(`\n${Properties.ProtocolType} API ${text(Properties.Name)}: ${routes.length} routes`);
    if (routes.length > 0) {
      table(routes.map((route) => [route.Properties.RouteKey, route.Properties.AuthorizationType ?? 'NONE']));
    }
  }
  const outputs = Object.entries(Outputs);
  if (outputs.length > 0) {
    console.log(`\noutputs of ${name.replace('.template.json', '')}`);
    table(outputs.map(([key, { Value }]) => [key, text(Value)]));
  }
}
console.log(`\n${templates.length === 1 ? 'template' : 'templates'}`);
for (const name of templates) console.log(`  ${relative(root, join(outdir, name))}`);
if (templates.length === 0) process.exitCode = 1;
