import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { root } from '../../scripts/ensure-built.mjs';
import { secondsSince } from '../../scripts/package.mjs';
import { differences } from './compare.mjs';
import { APIGWV2, expectNoFindings, readByToolkit } from './toolkit.mjs';

/** The names of the example apps. Each app has a folder for each language: examples/<app>/<target>. */
export const EXAMPLES = ['bookstore', 'chat', 'starter'];

/** The environment variables that the CDK CLI sets for a synthesis: the context of `cdk.json` and the output directory. */
export function synthesisEnv(context, outdir) {
  return {
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true }),
    // Disables aws-cdk-lib's check against the CloudFormation schemas, because test/examples runs this check.
    CDK_VALIDATION: 'false',
    JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: 'true',
    JSII_SILENCE_WARNING_DEPRECATED_NODE_VERSION: 'true',
  };
}

/** The only template in a directory that an app was synthesized to. */
export function templateIn(outdir) {
  const names = existsSync(outdir) ? readdirSync(outdir).filter((name) => name.endsWith('.template.json')) : [];
  if (names.length !== 1) throw new Error(`${outdir} holds ${names.length} templates: ${names.join(', ')}`);
  return JSON.parse(readFileSync(join(outdir, names[0]), 'utf8'));
}

/** Runs a program and returns its output. */
export const sh = async (command, args, { cwd = root, env } = {}) => (await execa(command, args, { cwd, env })).stdout;

/** The directories and checks for the test of a language. */
export class Bindings {
  /** The package for the language of the test, which `npm run package` created. */
  dist;
  /** The working directory of the test, which is emptied before each run. The language's tools keep their caches elsewhere. */
  work;
  /** The version of the library, such as `0.1.0`. */
  version;
  root = root;
  /** The directory in which the TypeScript apps were synthesized. Its node_modules contains the packed library. */
  typescript = join(root, '.cache/bindings/typescript');
  sh = sh;
  /** The environment variables for the tests of an example. These tests start the toolkit. */
  testEnv = { APIGWV2, CDK_VALIDATION: 'false' };
  failures = [];
  passed = 0;
  #language;
  #target;
  #expected;
  #synthesized = new Set();

  constructor(language, target, version, expected) {
    this.#language = language;
    this.#target = target;
    this.#expected = expected;
    this.version = version;
    this.dist = join(root, 'dist', target);
    this.work = join(root, '.cache/bindings', target);
    rmSync(this.work, { recursive: true, force: true });
    mkdirSync(this.work, { recursive: true });
    // Callers call these methods without the object, so each method is bound to the object.
    this.check = this.check.bind(this);
    this.example = this.example.bind(this);
    this.exampleDirectory = this.exampleDirectory.bind(this);
  }

  /** The directory of an example in this language. */
  exampleDirectory(name) {
    return join(root, 'examples', name, this.#target);
  }

  /** The context in the cdk.json of an example in this language. */
  contextOf(name) {
    return JSON.parse(readFileSync(join(this.exampleDirectory(name), 'cdk.json'), 'utf8')).context;
  }

  /** Runs one check. If the check throws, the test of the language fails, and the next check runs. */
  async check(title, body) {
    const start = performance.now();
    try {
      await body();
      this.passed++;
      this.#print('ok    ', title, start);
    } catch (error) {
      this.fail(title, error);
      this.#print('FAILED', title, start);
    }
  }

  fail(title, error) {
    const reason = (error instanceof Error && error.message) || String(error);
    this.failures.push(`${this.#language}: ${title}\n${reason.replace(/^/gm, '    ')}`);
  }

  /**
   * Runs two checks: a program with the context in cdk.json synthesizes the same template as the TypeScript app, and
   * the toolkit prints the same output for both apps.
   */
  async example(name, command, args, { cwd = this.exampleDirectory(name), env = {} } = {}) {
    this.#synthesized.add(name);
    await this.check(`${name} synthesizes the template of the TypeScript app`, async () => {
      const outdir = join(this.work, 'cdk.out', name);
      await sh(command, args, { cwd, env: { ...synthesisEnv(this.contextOf(name), outdir), ...env } });
      const found = differences(this.#expected[name].template, templateIn(outdir));
      if (found.length > 0)
        throw new Error(`${found.length} differences (- TypeScript, + ${this.#language}):\n${found.join('\n')}`);
    });
    await this.check(`the toolkit prints the same output for ${name} as for the TypeScript app`, async () => {
      const outdir = join(this.work, 'cdk.out', name);
      const { read, assembly } = this.#expected[name];
      const found = differences(read, await readByToolkit(outdir));
      if (found.length > 0) throw new Error(`- TypeScript, + ${this.#language}:\n${found.join('\n')}`);
      await expectNoFindings(outdir, assembly);
    });
  }

  /** The examples that were not synthesized. */
  get leftOut() {
    return EXAMPLES.filter((name) => !this.#synthesized.has(name));
  }

  #print(result, title, start) {
    console.log(`${result} ${this.#language}: ${title} (${secondsSince(start)} s)`);
  }
}
