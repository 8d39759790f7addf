// How the compiled modules load one another, which TypeScript leaves no choice about: what every API needs at once and in one file, the
// rest when it is first used.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** What even the smallest API runs. */
const EVERY_API = [
  'api/api',
  'api/stage',
  'http/api-ref',
  'http/default-stage',
  'http/stage',
  'private/arns',
  'private/corrections',
  'private/injection',
  'private/integration-scope',
  'private/lambda-permissions',
  'private/names',
  'private/route-path',
  'private/rule-hook',
  'private/tokens',
];

/** What the rules run for any API, which comes last. */
const RULES = [
  'private/errors',
  'private/judge',
  'private/judge-integration',
  'private/judge-route',
  'private/judge-stage',
  'private/rule-switch',
  'rules/checks/api',
  'rules/checks/http-route',
  'rules/checks/integration',
  'rules/checks/integration-types',
  'rules/checks/other',
  'rules/checks/stage',
  'rules/checks/websocket-route',
  'rules/engine',
  'rules/outsiders',
  'rules/rule',
  'rules/secure-scope',
  'rules/table',
  'rules/tokens',
  'rules/view',
  'rules/world',
];

/** Files that hold several modules, since opening a dozen costs more than running them. */
const BUNDLES = new Map([
  ['private/bundle', EVERY_API],
  ['rules/bundle', RULES],
]);

/** The bundle that a module is in. */
const bundleFor = (name) => [...BUNDLES].find(([, modules]) => modules.includes(name))?.[0];

/** What every API loads, so that nothing is won by waiting, and a call at each use would be lost. */
const EAGER = new Set([
  'aws-cdk-lib/aws-apigatewayv2',
  'aws-cdk-lib/core',
  'constructs',
  'http/integration',
  'http/route',
  'http/route-key',
  'http/stage',
  'websocket/integration',
  'websocket/route',
  ...EVERY_API,
]);

/** The name that this file knows a module by: its path from lib/ without extension, or the package's. */
const nameOf = (from, specifier) =>
  specifier.startsWith('.') ? posix.join(posix.dirname(from), specifier) : specifier;

/** Replaces the spans of a text, last one first. */
const replaceSpans = (text, spans) =>
  spans
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, by }) => result.slice(0, start) + by + result.slice(end), text);

/** `const x_1 = require("x")` of a compiled module becomes `const x_1 = () => …`, and `x_1.y` becomes `x_1().y`. */
function withLazyRequires(module, text) {
  const source = ts.createSourceFile(module, text, ts.ScriptTarget.ES2022, true);
  const lazy = new Set();
  const spans = [];
  for (const statement of source.statements) {
    const [, name, specifier] = /^const (\w+_\d+) = require\("([^"]+)"\);$/.exec(statement.getText()) ?? [];
    if (name && !EAGER.has(nameOf(module, specifier))) {
      lazy.add(name);
      const by = `let ${name}_;\nconst ${name} = () => (${name}_ ??= require("${specifier}"));`;
      spans.push({ start: statement.getStart(), end: statement.end, by });
    }
  }
  const visit = (node) => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && lazy.has(node.expression.text)) {
      const { text } = node.expression;
      // `new x().Y` would make an x
      const by = ts.isNewExpression(node.parent) ? `(${text}())` : `${text}()`;
      spans.push({ start: node.expression.getStart(), end: node.expression.end, by });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return replaceSpans(text, spans);
}

/** How one module of lib/ writes the path of another. */
function pathOf(from, to) {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

/** The code that loads a module from another one. */
export function requireOf(from, specifier) {
  const name = nameOf(from, specifier);
  const bundle = bundleFor(name);
  return bundle ? `require("${pathOf(from, bundle)}")["${name}"]` : `require("${specifier}")`;
}

/** Replaces the requires of other modules of lib/. */
const replaceRequires = (text, by) => text.replace(/require\(["'](\.[^"']+)["']\)/g, (_, specifier) => by(specifier));

/** One file of several modules, each of which runs when it is first asked for. */
function bundleOf(bundle, modules) {
  const parts = modules.map(([name, text]) => {
    // Paths of modules that stay outside are now seen from the bundle
    const code = replaceRequires(text, (specifier) => {
      const target = nameOf(name, specifier);
      return bundleFor(target) === bundle ? `bundled["${target}"]` : requireOf(bundle, pathOf(bundle, target));
    });
    // In brackets, so that V8 compiles it with the file: nearly all of it runs, and would be compiled twice
    return `
// lib/${name}.ts
define("${name}", ((exports) => {
${code.replace(/^"use strict";\n/, '').trimEnd()}
}));
`;
  });
  return `"use strict";
// Several modules in one file: scripts/lazy-modules.mjs puts it together from the files that are named here.
const bundled = exports;
function define(name, run) {
    Object.defineProperty(bundled, name, {
        configurable: true,
        enumerable: true,
        get: () => {
            const module = {};
            Object.defineProperty(bundled, name, { enumerable: true, value: module });
            run(module);
            return module;
        },
    });
}
${parts.join('')}`;
}

/** Rewrites the compiled modules in lib/, but for the barrels; what is rewritten already stays as it is. */
export function makeLazy(lib) {
  if (existsSync(join(lib, 'private/bundle.js'))) return;
  const lazy = new Map(
    readdirSync(lib, { recursive: true })
      .filter((file) => file.endsWith('.js') && !/(^|[\\/])index\.js$/.test(file))
      .map((file) => file.replaceAll('\\', '/').replace(/\.js$/, ''))
      .map((module) => [module, withLazyRequires(module, readFileSync(join(lib, `${module}.js`), 'utf8'))]),
  );
  for (const [bundle, modules] of BUNDLES) {
    const inside = modules.filter((module) => lazy.has(module));
    if (inside.length > 0) {
      const text = bundleOf(
        bundle,
        inside.map((module) => [module, lazy.get(module)]),
      );
      writeFileSync(join(lib, `${bundle}.js`), text);
    }
  }
  for (const [module, text] of lazy) {
    const moved = bundleFor(module) !== undefined;
    // Whoever asks for the file by its path shall find what everybody else has
    const stub = () => `module.exports = ${requireOf(module, `./${posix.basename(module)}`)};\n`;
    writeFileSync(
      join(lib, `${module}.js`),
      moved ? stub() : replaceRequires(text, (specifier) => requireOf(module, specifier)),
    );
  }
}
