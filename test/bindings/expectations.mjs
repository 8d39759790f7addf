import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/ensure-built.mjs';
import { EXAMPLES, sh, synthesisEnv, templateIn } from './bindings.mjs';
import { expectNoFindings, readByToolkit } from './toolkit.mjs';

/**
 * Returns the template of each TypeScript example app, and the toolkit's output for the template, keyed by example. The apps are compiled
 * and run with the packed library. Node.js finds aws-cdk-lib in the project's node_modules.
 */
export async function expectedOfExamples(version) {
  const work = join(root, '.cache/bindings/typescript');
  rmSync(work, { recursive: true, force: true });
  const library = join(work, 'node_modules/cdk-apigatewayv2');
  mkdirSync(library, { recursive: true });
  const tarball = join(root, `dist/js/cdk-apigatewayv2@${version}.jsii.tgz`);
  await sh('tar', ['-xzf', tarball, '-C', library, '--strip-components', '1']);

  const expected = {};
  for (const name of EXAMPLES) {
    const directory = join(work, name, 'typescript');
    const source = join(root, 'examples', name);
    const handlers = join(source, 'handlers');
    if (existsSync(handlers)) cpSync(handlers, join(work, name, 'handlers'), { recursive: true });
    cpSync(join(source, 'typescript'), directory, {
      recursive: true,
      // The tests in the examples are not copied, because they need the toolkit. The test suites of the toolkit run these tests.
      filter: (file) => !/[\\/](node_modules|cdk\.out|typescript[\\/][\w-]+\.test\.ts)$/.test(file),
    });
    // Compiles with the options of the example, but writes JavaScript files for Node.js.
    const { compilerOptions } = JSON.parse(readFileSync(join(directory, 'tsconfig.json'), 'utf8'));
    const module = compilerOptions.module === 'preserve' ? 'commonjs' : compilerOptions.module;
    const tsconfig = { extends: './tsconfig.json', compilerOptions: { noEmit: false, module } };
    writeFileSync(join(directory, 'tsconfig.run.json'), JSON.stringify(tsconfig));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    await sh(process.execPath, [tsc, '-p', join(directory, 'tsconfig.run.json')]);
    const { app, context } = JSON.parse(readFileSync(join(directory, 'cdk.json'), 'utf8'));
    const outdir = join(directory, 'cdk.out');
    const program = app.split(' ').at(-1).replace(/\.ts$/, '.js');
    await sh(process.execPath, [program], { cwd: directory, env: synthesisEnv(context, outdir) });
    const template = templateIn(outdir);
    const read = await readByToolkit(outdir);
    await expectNoFindings(outdir, outdir);
    expected[name] = { template, assembly: outdir, read };
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    const apis = types.filter((type) => type === 'AWS::ApiGatewayV2::Api').length;
    const routes = types.filter((type) => type === 'AWS::ApiGatewayV2::Route').length;
    if (apis === 0 || routes === 0)
      throw new Error(`the TypeScript app of ${name} has ${apis} APIs and ${routes} routes`);
    for (const path of routesOf(template)) {
      if (!read.routes.includes(path)) throw new Error(`apigwv2 routes lacks ${path} of ${name}:\n${read.routes}`);
    }
    console.log(`expected of ${name}: ${types.length} resources, ${routes} of them routes`);
  }
  await testStarter(join(work, 'starter/typescript'));
  return expected;
}

/** The paths of the routes of HTTP APIs, and the route keys of WebSocket APIs. */
function routesOf({ Resources }) {
  const routes = Object.values(Resources).filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route');
  return routes.map(({ Properties }) => Properties.RouteKey.split(' ').at(-1));
}

/** Runs the unit test of the starter app with the packed library. */
async function testStarter(directory) {
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  await sh(process.execPath, [jest, '--rootDir', directory], { cwd: directory, env: { CDK_VALIDATION: 'false' } });
  console.log('the unit test of the TypeScript starter passes');
}
