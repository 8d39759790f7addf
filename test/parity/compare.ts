import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, Duration, Stack, Stage, Token } from 'aws-cdk-lib';
import type { Environment } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';

import { Construct } from 'constructs';
import type { CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import type { Modules, Program } from './modules';

// aws-cdk-lib's template validator is slow and treats both templates alike.
process.env.CDK_VALIDATION = 'false';

/** The JSON of one stack after synthesis. */
export interface SynthesizedStack {
  readonly environment: string;
  readonly dependencies: string[];
  readonly messages: string[];
  /** The bytes of the template file. */
  readonly template: string;
}

export interface Synthesized {
  readonly thrown: false;
  readonly stacks: Record<string, SynthesizedStack>;
  /** The files of nested stacks, by file name. */
  readonly nested: Record<string, string>;
  /** The path of every construct, in order. Escape hatches find constructs by their paths. */
  readonly paths: string[];
  readonly values: unknown;
}

export const PHASES = ['construct', 'synth', 'values'] as const;

export interface Thrown {
  readonly thrown: true;
  readonly phase: (typeof PHASES)[number];
  readonly message: string;
}

export type Outcome = Synthesized | Thrown;

/** The context of the app and the environment with which all programs of a suite run. */
export interface Variant {
  readonly context?: Record<string, unknown>;
  /** The environment of stacks that do not specify an environment. */
  readonly env?: Environment;
}

/** An error in a program of the suite, not a difference between the libraries. */
export class ProgramError extends Error {}

/** Runs one program with one set of modules in a new app. */
export function run(program: Program, modules: Modules, variant: Variant = {}): Outcome {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'parity-'));
  try {
    const app = new App({
      outdir,
      analyticsReporting: false,
      treeMetadata: false,
      stackTraces: false,
      // CDK writes construct paths into templates, so the comparison includes construct IDs.
      context: { 'aws:cdk:enable-path-metadata': true, ...variant.context, ...program.context },
    });
    let returned: Record<string, unknown> | void;
    try {
      // Programs can create stacks in a CDK stage in the same way as in an app.
      returned = program.build(
        modules,
        variant.env ? (new Stage(app, 'Env', { env: variant.env }) as unknown as App) : app,
      );
    } catch (e) {
      return thrown('construct', e);
    }
    let assembly: CloudAssembly;
    try {
      assembly = app.synth();
    } catch (e) {
      return thrown('synth', e);
    }
    let values: unknown;
    try {
      values = resolveValues(app, returned ?? {});
    } catch (e) {
      return thrown('values', e);
    }
    return { thrown: false, ...read(assembly), paths: app.node.findAll().map((c) => c.node.path), values };
  } finally {
    fs.rmSync(outdir, { recursive: true, force: true });
  }
}

/** The outcome as a string for the comparison. The order of keys is compared, but the messages of errors are not. */
export function comparable(outcome: Outcome): string {
  if (outcome.thrown) {
    return JSON.stringify({ thrown: true, phase: outcome.phase }, undefined, 1);
  }
  return JSON.stringify(
    { ...outcome, stacks: mapValues(outcome.stacks, parsed), nested: mapValues(outcome.nested, json) },
    undefined,
    1,
  );
}

/** Whether the two outcomes are the same, byte for byte. */
export function same(a: Outcome, b: Outcome): boolean {
  return comparable(a) === comparable(b) && bytes(a) === bytes(b);
}

function bytes(outcome: Outcome): string {
  return outcome.thrown ? '' : JSON.stringify([mapValues(outcome.stacks, (s) => s.template), outcome.nested]);
}

function thrown(phase: Thrown['phase'], e: unknown): Thrown {
  if (e instanceof ProgramError || (e as { code?: string }).code === 'MODULE_NOT_FOUND') {
    throw e;
  }
  return { thrown: true, phase, message: e instanceof Error ? `${e.name}: ${e.message}` : String(e) };
}

function read(assembly: CloudAssembly): Pick<Synthesized, 'stacks' | 'nested'> {
  const stacks: Record<string, SynthesizedStack> = {};
  const nested: Record<string, string> = {};
  for (const stack of [...assembly.stacksRecursively].sort((a, b) =>
    a.hierarchicalId.localeCompare(b.hierarchicalId),
  )) {
    stacks[stack.hierarchicalId] = {
      environment: stack.environment.name,
      dependencies: stack.dependencies.map((d) => d.id).sort(),
      messages: messages(stack),
      template: fs.readFileSync(stack.templateFullPath, 'utf-8'),
    };
  }
  for (const file of nestedTemplateFiles(assembly.directory)) {
    nested[path.relative(assembly.directory, file)] = fs.readFileSync(file, 'utf-8');
  }
  return { stacks, nested };
}

function messages(stack: CloudFormationStackArtifact): string[] {
  // The numbers of tokens are removed, because CDK counts tokens across all apps of a process.
  return (
    stack.messages
      .map((m) => `${m.level} ${m.id}: ${JSON.stringify(m.entry.data)}`.replace(/TOKEN\.\d+/g, 'TOKEN'))
      // aws-cdk-lib does not report the warnings of this library's rules.
      .filter((message) => !message.includes('[ack: cdk-apigatewayv2:'))
  );
}

function nestedTemplateFiles(directory: string): string[] {
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf-8' })
    .filter((file) => file.endsWith('.nested.template.json'))
    .sort()
    .map((file) => path.join(directory, file));
}

function resolveValues(app: App, values: Record<string, unknown>): unknown {
  const stack = app.node.findAll().find((c): c is Stack => Stack.isStack(c));
  if (!stack) {
    throw new ProgramError('a program makes at least one stack');
  }
  return plain(stack, values);
}

function plain(stack: Stack, value: unknown): unknown {
  if (value === undefined) {
    return '(undefined)';
  }
  if (Token.isUnresolved(value)) {
    return plain(stack, stack.resolve(value));
  }
  if (value === null || typeof value !== 'object') {
    return typeof value === 'function' ? '(function)' : value;
  }
  if (Construct.isConstruct(value)) {
    return `(construct ${value.node.path}${Stage.isStage(value) ? ' stage' : ''})`;
  }
  if (Array.isArray(value)) {
    return value.map((v) => plain(stack, v));
  }
  if (value instanceof Duration) {
    return value.toIsoString();
  }
  if (isMetric(value)) {
    return { metric: String(value), config: plain(stack, value.toMetricConfig()) };
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) {
    throw new ProgramError(`a program returned an instance of ${value.constructor.name}; return its members`);
  }
  // The order of an object's members is not part of the API. The order in templates is compared separately.
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([k, v]) => [Token.isUnresolved(k) ? JSON.stringify(stack.resolve(k)) : k, plain(stack, v)]),
  );
}

function isMetric(value: object): value is Metric {
  return typeof (value as Partial<Metric>).toMetricConfig === 'function';
}

function parsed(stack: SynthesizedStack): unknown {
  return { ...stack, template: json(stack.template) };
}

function json(text: string): unknown {
  return JSON.parse(text) as unknown;
}

function mapValues<A, B>(record: Record<string, A>, fn: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([k, v]) => [k, fn(v)]));
}
