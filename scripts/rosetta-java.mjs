// Completes jsii-rosetta's translation to Java with the missing imports of types that a sample does not name, such as structs.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { ALL_SPEC_FEATURES, loadAssemblyFromPath } from '@jsii/spec';
import { root } from './ensure-built.mjs';

const require = createRequire(import.meta.url);
const UTILITIES = { List: 'java.util', Map: 'java.util', Arrays: 'java.util' };

/**
 * Returns the package of a type. If several packages contain a type with this name, this library takes precedence,
 * unless the sample imports the type from another module.
 */
function packageOf(name, opened, typescript) {
  const packages = packagesOf(name);
  const [, alias] = new RegExp(`\\b(\\w+)\\.${name}\\b`).exec(typescript) ?? [];
  const [, module] =
    new RegExp(`import (?:type )?\\* as ${alias} from 'aws-cdk-lib/aws-([\\w-]+)'`).exec(typescript) ?? [];
  return (
    packages.find((path) => module && path.endsWith(`.services.${module.replaceAll('-', '')}`)) ??
    packages.find((path) => path.startsWith('io.github.cdkapigatewayv2')) ??
    packages.find((path) => opened.includes(path)) ??
    packages.find((path) => !path.includes('.services.')) ??
    packages[0]
  );
}

let known;

/** Returns the Java packages that contain a type with this name, beginning with the packages of this library. */
function packagesOf(name) {
  known ??= index();
  return known.get(name) ?? [];
}

function index() {
  const packages = new Map();
  const cdk = dirname(require.resolve('aws-cdk-lib/package.json'));
  const constructs = dirname(require.resolve('constructs/package.json'));
  for (const directory of [root, cdk, constructs]) {
    const { name, targets, submodules, types } = loadAssemblyFromPath(directory, false, ALL_SPEC_FEATURES);
    for (const { namespace, name: type } of Object.values(types)) {
      // The namespace of a nested type contains the name of the enclosing class, so no submodule matches.
      const own = namespace ? submodules?.[`${name}.${namespace}`]?.targets?.java?.package : targets.java.package;
      const path = own ?? (submodules?.[`${name}.${namespace}`] && `${targets.java.package}.${namespace}`);
      if (path) packages.set(type, [...(packages.get(type) ?? []), path]);
    }
  }
  return packages;
}

const PROPERTY = /(?<=[\w)])\.([a-z]\w*)(?![\w(])/g;
/** Does not match members of `this`, because these members are fields of a class in the sample. */
const NOT_OF_THIS = /(?<=[\w)])(?<!\bthis)\.([a-z]\w*)(?![\w(])/g;

const getter = (name) => `get${name[0].toUpperCase()}${name.slice(1)}`;

/** Returns the code without strings and comments. */
const bare = (java) => java.replace(/"(?:[^"\\]|\\.)*"|\/\/.*|\/\*[^]*?\*\//g, '""');

/**
 * Completes the translation of a sample, so that Java compiles it.
 *
 * @param {string} java the translation by jsii-rosetta
 * @param {string} typescript the sample
 */
export function repairJava(java, typescript) {
  let repaired = java
    // jsii-rosetta translates a comment after a statement twice.
    .replace(/( ?\/\/ .*)\n\n\1\n/g, '$1\n')
    .replace(/\w+\[\] (\w+) = List\.of/g, 'List<String> $1 = List.of')
    // In Java, arrays are lists, and properties have getter methods.
    .replace(/([!=]= )undefined\b/g, '$1null')
    .replace(/\b(\w+)\[\] (\w+) =/g, 'List<$1> $2 =')
    .replace(/\b([a-z]\w*)\[(\d+)\]/g, '$1.get($2)')
    .replace(/for \(Object (\w+) : List\.of\("/g, 'for (String $1 : List.of("');
  const property = /^public class /m.test(repaired) ? NOT_OF_THIS : PROPERTY;
  repaired = repaired
    .split(/("(?:[^"\\]|\\.)*"|\/\/.*|^import .*;$)/m)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(property, (all, name) => `.${getter(name)}()`)))
    .join('');
  const lines = repaired.match(/^import .*;$/gm) ?? [];
  const opened = lines
    .filter((line) => line.endsWith('.*;'))
    .map((line) => line.slice('import '.length, -'.*;'.length));
  const body = repaired.replace(/^import .*;\n/gm, '').trim();
  const imports = new Map();
  for (const line of lines.filter((one) => !one.endsWith('.*;'))) imports.set(/(\w+);$/.exec(line)[1], line);
  const own = new Set([...bare(body).matchAll(/\bclass (\w+)/g)].map(([, name]) => name));
  for (const [, name] of bare(body).matchAll(/(?<![.\w])([A-Z]\w*)/g)) {
    if (imports.has(name) || own.has(name)) continue;
    const path = UTILITIES[name] ?? packageOf(name, opened, typescript);
    if (path) imports.set(name, `import ${path}.${name};`);
  }
  repaired = `${[...imports.values()].sort().join('\n')}\n\n${body}`;
  return repaired.replace(/\n{3,}/g, '\n\n');
}
