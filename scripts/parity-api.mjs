// `npm run parity:api`: each public type and member of aws-cdk-lib's three modules must be here with the same name, kind
// and signature. Reads both jsii assemblies; values of enums and strings of constants come from the modules themselves.
// Deliberate differences stand in parity-api-allow.json with their reason.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { apiDifferences, judge } from './api-difference.mjs';
import { loadAssembly } from './assembly.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..');
const require = createRequire(join(root, 'package.json'));
const reference = loadAssembly(dirname(require.resolve('aws-cdk-lib/package.json')));
const ours = loadAssembly(root);

const submodules = {
  aws_apigatewayv2: { theirs: 'aws-cdk-lib/aws-apigatewayv2', ours: '.', prefix: '' },
  aws_apigatewayv2_integrations: {
    theirs: 'aws-cdk-lib/aws-apigatewayv2-integrations',
    ours: './integrations',
    prefix: 'integrations.',
  },
  aws_apigatewayv2_authorizers: {
    theirs: 'aws-cdk-lib/aws-apigatewayv2-authorizers',
    ours: './authorizers',
    prefix: 'authorizers.',
  },
};

/** The name that a type of aws-cdk-lib has here; L1 classes and everything else keep theirs. */
function rename(fqn) {
  const [, submodule, name] = /^aws-cdk-lib\.(aws_apigatewayv2\w*)\.(.+)$/.exec(fqn) ?? [];
  if (!(submodule in submodules) || name.startsWith('Cfn')) return fqn;
  return `${ours.name}.${submodules[submodule].prefix}${name}`;
}

const result = apiDifferences(reference, ours, rename);

let values = 0;
for (const [submodule, { theirs, ours: path, prefix }] of Object.entries(submodules)) {
  const [wanted, given] = [require(theirs), require(join(root, 'lib', path, 'index.js'))];
  const enums = Object.values(reference.types).filter(
    ({ kind, fqn }) => kind === 'enum' && fqn.startsWith(`aws-cdk-lib.${submodule}.`) && rename(fqn) !== fqn,
  );
  for (const { name, members } of enums) {
    for (const { name: member } of members) {
      const [was, is] = [wanted[name][member], given[name]?.[member]];
      values++;
      if (is !== undefined && was !== is) {
        const what = `value is ${JSON.stringify(is)}, not ${JSON.stringify(was)}`;
        result.differences.push({ id: `${prefix}${name}.${member}`, what });
      }
    }
  }
}

// jsii knows no functions: TypeScript alone can call them
let functions = 0;
for (const [submodule, { theirs, ours: path, prefix }] of Object.entries(submodules)) {
  const [wanted, given] = [require(theirs), require(join(root, 'lib', path, 'index.js'))];
  const names = Object.keys(wanted).filter(
    (name) => typeof wanted[name] === 'function' && !(`aws-cdk-lib.${submodule}.${name}` in reference.types),
  );
  for (const name of names) {
    functions++;
    if (typeof given[name] !== 'function' || given[name].length !== wanted[name].length) {
      result.differences.push({ id: `${prefix}${name}()`, what: 'is not a function with the same parameters' });
    }
  }
}

const allowed = JSON.parse(readFileSync(join(here, 'parity-api-allow.json'), 'utf8'));
const { unexplained, explained, stale, unreasoned } = judge(result.differences, allowed);
for (const line of unexplained) console.log(`  ${line}`);
for (const line of stale) console.log(`  stale in parity-api-allow.json: ${line}`);
for (const line of unreasoned) console.log(`  without a reason in parity-api-allow.json: ${line}`);
console.log(
  `parity of the API: ${result.types} types, ${result.members} members, ${values} enum values, ${functions} functions; ` +
    `${explained.length} deliberate differences, ${unexplained.length} unexplained, ${stale.length} stale`,
);
process.exitCode = unexplained.length + stale.length + unreasoned.length > 0 ? 1 : 0;
