// `npm run parity:api` checks that programs for aws-cdk-lib's three API Gateway v2 modules also compile with this
// library. jsii-diff compares the two APIs. For the comparison, this script renames aws-cdk-lib's types to the
// names in this library, so that jsii-diff treats aws-cdk-lib as an earlier release of this library. Parameters may
// have wider types in this library. jsii-diff does not compare parameter names, enum values or functions, so this
// script compares these elements.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ALL_SPEC_FEATURES, loadAssemblyFromPath } from '@jsii/spec';
import { execa } from 'execa';

/** Maps aws-cdk-lib's submodules to the submodules of this library. */
const SUBMODULES = {
  aws_apigatewayv2: '',
  aws_apigatewayv2_integrations: 'integrations',
  aws_apigatewayv2_authorizers: 'authorizers',
};

/** Renames the types in aws-cdk-lib's three modules to the names in this library. All other types keep their names. */
export function renamedTypes(reference, ours) {
  const rename = (fqn) => {
    const [, submodule, name] = /^aws-cdk-lib\.(aws_apigatewayv2\w*)\.((?!Cfn).+)$/.exec(fqn) ?? [];
    return submodule in SUBMODULES ? [ours.name, SUBMODULES[submodule], name].filter(Boolean).join('.') : fqn;
  };
  const types = JSON.stringify(Object.values(reference.types).filter(({ fqn }) => rename(fqn) !== fqn));
  const renamed = JSON.parse(
    types.replace(/"aws-cdk-lib\.[^"]+"/g, (text) => JSON.stringify(rename(JSON.parse(text)))),
  );
  return renamed.map((type) => {
    const namespace = type.fqn.split('.').slice(1, -1).join('.') || undefined;
    return { ...type, assembly: ours.name, namespace };
  });
}

/**
 * Returns the methods and constructors whose parameter names differ from aws-cdk-lib's. Callers in Python pass parameters
 * by name.
 */
export function renamedParameters(types, ours) {
  const callables = (type) => [...(type?.methods ?? []), { name: 'constructor', ...type?.initializer }];
  const names = ({ parameters = [] } = {}) => parameters.map(({ name }) => name);
  return types.flatMap((type) =>
    callables(type).flatMap((wanted) => {
      const given = callables(ours.types[type.fqn]).find(({ name }) => name === wanted.name);
      const differ = given && names(wanted).some((name, index) => names(given)[index] !== name);
      return differ ? [`${type.fqn}.${wanted.name}: parameters are named ${names(given)}, not ${names(wanted)}`] : [];
    }),
  );
}

/**
 * Returns the struct properties and constructor parameters whose types are wider than in aws-cdk-lib. jsii-diff finds the
 * other differences.
 */
export function widerTypes(types, ours) {
  const membersOf = (type) => [
    ...(type.datatype ? (type.properties ?? []) : []),
    ...(type.initializer?.parameters ?? []).filter(({ type }) => type.fqn),
  ];
  return types.flatMap((type) =>
    membersOf(type).flatMap(({ name, type: { fqn } }) => {
      const given = membersOf(ours.types[type.fqn]).find((member) => member.name === name)?.type.fqn;
      return given && given !== fqn ? [{ owner: type.name, name, theirs: fqn, ours: given }] : [];
    }),
  );
}

/** Returns enum values that differ, and missing functions, which only TypeScript can call. */
function differentValues(reference, library, require) {
  return Object.entries(SUBMODULES).flatMap(([submodule, path]) => {
    const theirs = require(`aws-cdk-lib/${submodule.replaceAll('_', '-')}`);
    const ours = require(join(library, 'lib', path, 'index.js'));
    return Object.keys(theirs).flatMap((name) => {
      const kind = reference.types[`aws-cdk-lib.${submodule}.${name}`]?.kind;
      if (kind === undefined)
        return ours[name]?.length === theirs[name].length ? [] : [`${name}() is missing or differs`];
      const members = kind === 'enum' ? Object.keys(theirs[name]) : [];
      return members
        .filter((member) => ours[name]?.[member] !== theirs[name][member])
        .map((member) => `${name}.${member} is ${ours[name]?.[member]}, not ${theirs[name][member]}`);
    });
  });
}

/** Reads the assemblies of aws-cdk-lib and of the built library. */
export function assemblies(root) {
  const awsCdkLib = dirname(createRequire(join(root, 'package.json')).resolve('aws-cdk-lib/package.json'));
  return {
    reference: loadAssemblyFromPath(awsCdkLib, false, ALL_SPEC_FEATURES),
    ours: loadAssemblyFromPath(root, false),
  };
}

async function compare(root) {
  const require = createRequire(join(root, 'package.json'));
  const { reference, ours } = assemblies(root);
  const types = renamedTypes(reference, ours);
  const problems = [...renamedParameters(types, ours), ...differentValues(reference, root, require)];
  console.log(`${types.length} aws-cdk-lib types`);
  for (const { owner, name, theirs, ours: wider } of widerTypes(types, ours)) {
    console.log(`wider: ${name} of ${owner} is ${wider}, not ${theirs}`);
  }

  const previous = join(root, '.cache/parity/previous');
  rmSync(previous, { recursive: true, force: true });
  mkdirSync(previous, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(previous, 'package.json'), JSON.stringify(manifest));
  const assembly = { ...ours, types: Object.fromEntries(types.map((type) => [type.fqn, type])) };
  writeFileSync(join(previous, '.jsii'), JSON.stringify(assembly));
  const diff = join(root, 'node_modules/jsii-diff/bin/jsii-diff');
  const { exitCode } = await execa(process.execPath, [diff, previous, root, '--keys', '--error-on', 'all'], {
    stdio: 'inherit',
    reject: false,
  });

  for (const problem of problems) console.log(`err  - ${problem}`);
  const ok = exitCode === 0 && problems.length === 0;
  console.log(`parity of the API: ${ok ? 'no difference' : 'there are differences'}`);
  return ok ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await compare(join(dirname(fileURLToPath(import.meta.url)), '..'));
}
