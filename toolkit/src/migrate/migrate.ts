import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

import { compareTemplates, describeComparison } from './compare';
import type { Comparison } from './compare';
import { planDependencies } from './dependencies';
import type { Command, DependencyPlan } from './dependency-plan';
import { MigrateError } from './error';
import { findFiles, repositoryOf, requireCleanTree } from './files';
import type { Language } from './modules';
import { isOtherLanguage, lineOfUse } from './other-languages';
import { languageOf, rewriteFile } from './rewrite';
import type { Change, Note } from './source';
import { readTemplates } from './templates';
import type { Template } from './templates';
import { unifiedDiff } from './unified-diff';
import { libraryVersion } from './version';

/** Options of the function `migrate`. */
export interface MigrateOptions {
  /**
   * Whether the migration continues even if the git working tree has uncommitted changes.
   * @default false
   */
  readonly force?: boolean;

  /**
   * Whether the migration only prints the changes and does not change a file.
   * @default false
   */
  readonly dryRun?: boolean;

  /**
   * The paths of files that the migration does not change, relative to the folder of the app.
   * @default - no files
   */
  readonly skip?: readonly string[];

  /**
   * Synthesizes the app in a folder, and returns the folder of the cloud assembly. The function is called
   * before and after the files change.
   * @default - the templates are not compared
   */
  readonly synthesize?: (directory: string) => string | Promise<string>;

  /**
   * Runs a command of a package manager in a folder, and throws if the command fails.
   * @default - runs the command as a process
   */
  readonly run?: (command: readonly string[], directory: string) => void | Promise<void>;

  /**
   * The version of cdk-apigatewayv2 to add.
   * @default - the version of this package
   */
  readonly version?: string;

  /**
   * Receives each line of the output.
   * @default - no output
   */
  readonly print?: (line: string) => void;
}

/** A file that was changed, or that the user must change by hand. */
export interface MigratedFile {
  /** The path of the file, relative to the folder of the app, with `/` as separator. */
  readonly path: string;

  /** Whether the file was not changed because `skip` contains its path. */
  readonly isSkipped: boolean;
  readonly changes: readonly Change[];
  readonly notes: readonly Note[];
}

/** The result of a migration. */
export interface Migration {
  readonly files: readonly MigratedFile[];

  /** The changes of source files and manifests as a unified diff, without the changes that package managers make. */
  readonly diff: string;

  /** The commands of package managers that ran, or that would run without `dryRun`. */
  readonly commands: readonly Command[];

  /** The steps that the user must do by hand to add the dependency. */
  readonly dependencyNotes: readonly string[];

  /** The comparison of the templates before and after the migration. Undefined if the templates were not compared. */
  readonly comparison?: Comparison;
}

interface Work extends MigratedFile {
  readonly before: string;
  readonly after: string;
  readonly language?: Language;
}

/**
 * Moves an app from aws-cdk-lib's three modules of API Gateway v2 to cdk-apigatewayv2: rewrites imports, adds the
 * dependency, and compares the templates before and after. Running the function again changes nothing.
 *
 * Throws a `MigrateError` if the git working tree has uncommitted changes, if a package manager fails, or if the app
 * does not synthesize.
 */
export async function migrate(directory: string, options: MigrateOptions = {}): Promise<Migration> {
  const print = options.print ?? (() => undefined);
  if (!existsSync(directory) || !statSync(directory).isDirectory())
    throw new MigrateError(`${directory} is not a folder.`);
  // git resolves symbolic links in the paths that it prints.
  const root = realpathSync(resolve(directory));

  const files = readAndRewrite(root, options.skip ?? []);
  const changed = files.filter((file) => file.before !== file.after);
  if (!options.dryRun && !options.force && changed.length > 0) requireCleanTree(root);

  const plan = planFor(root, changed, options.version ?? libraryVersion());
  const diff = [
    ...changed.map(({ path, before, after }) => unifiedDiff(path, before, after)),
    ...plan.edits.map(({ path, before, after }) => unifiedDiff(slashed(relative(root, path)), before, after)),
  ].join('');
  const result: Migration = {
    files: files.map(({ path, isSkipped, changes, notes }) => ({ path, isSkipped, changes, notes })),
    diff,
    commands: plan.commands,
    dependencyNotes: plan.notes,
  };
  if (options.dryRun) {
    printDryRun(result, print);
    return result;
  }
  const comparison =
    changed.length > 0 || plan.edits.length > 0 ? await apply(root, changed, plan, options) : undefined;
  printResult(result, changed, comparison, print);
  return comparison ? { ...result, comparison } : result;
}

function readAndRewrite(root: string, skip: readonly string[]): Work[] {
  const paths = findFiles(root);
  const skipped = new Set(skip.map((file) => slashed(relative(root, resolve(root, file)))));
  for (const file of skipped) {
    if (!paths.includes(file))
      throw new MigrateError(`${file} cannot be skipped, because it does not exist in ${root}. Check the path.`);
  }
  return paths.flatMap((path) => {
    const language = languageOf(path);
    if (!language && !isOtherLanguage(path)) return [];
    const bytes = readFileSync(join(root, path));
    const before = bytes.toString('utf8');
    if (!language) return otherLanguage(path, before);
    const { text, changes, notes } = rewriteFile(path, before, language);
    if (changes.length === 0 && notes.length === 0) return [];
    if (!Buffer.from(before).equals(bytes)) return [unreadable(path, before)];
    if (!skipped.has(path)) return [{ path, language, before, after: text, changes, notes, isSkipped: false }];
    return [{ path, language, before, after: before, changes: [], notes: [], isSkipped: true }];
  });
}

function otherLanguage(path: string, text: string): Work[] {
  const line = lineOfUse(text);
  if (line === undefined) return [];
  const message =
    "The file uses aws-cdk-lib's API Gateway v2 modules in a language that apigwv2 migrate does not rewrite.";
  const fix = 'Change the imports by hand. The page docs/migration.md lists the module names.';
  return [unchanged(path, text, { code: 'NotRewritten', line, message, fix })];
}

function unreadable(path: string, text: string): Work {
  const message = 'The file is not changed, because its encoding is not UTF-8.';
  return unchanged(path, text, {
    code: 'NotRewritten',
    line: 1,
    message,
    fix: 'Save the file as UTF-8 and run the command again.',
  });
}

function unchanged(path: string, text: string, note: Note): Work {
  return { path, before: text, after: text, changes: [], notes: [note], isSkipped: false };
}

function planFor(root: string, changed: Work[], version: string): DependencyPlan {
  const sources = changed.map(({ path, language }) => ({ path: join(root, path), language: language! }));
  return planDependencies(sources, resolve(repositoryOf(root) ?? root), version);
}

async function apply(
  root: string,
  changed: Work[],
  plan: DependencyPlan,
  options: MigrateOptions,
): Promise<Comparison | undefined> {
  const { synthesize, run = runProcess } = options;
  const before = synthesize && (await templatesOf(root, synthesize, 'before the migration. No file was changed'));
  for (const { command, directory, when } of plan.commands) if (when === 'before') await run(command, directory);
  for (const { path, after } of plan.edits) writeFileSync(path, after);
  for (const { path, after } of changed) writeFileSync(join(root, path), after);
  for (const { command, directory, when } of plan.commands) if (when === 'after') await run(command, directory);
  if (!synthesize || !before) return undefined;
  const undo = 'after the migration. The changes to the files are kept. To revert the changes, run `git checkout .`';
  return compareTemplates(before, await templatesOf(root, synthesize, undo));
}

async function templatesOf(
  root: string,
  synthesize: NonNullable<MigrateOptions['synthesize']>,
  when: string,
): Promise<Map<string, Template>> {
  let assembly: string;
  try {
    assembly = await synthesize(root);
  } catch (cause) {
    throw new MigrateError(`The app fails to synthesize ${when}. ${(cause as Error).message}`, { cause });
  }
  return readTemplates(assembly);
}

function runProcess([file, ...args]: readonly string[], directory: string): void {
  try {
    // On Windows, package managers such as npm are scripts, which only a shell can run.
    const shell = process.platform === 'win32';
    execFileSync(file!, args, {
      cwd: directory,
      env: process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
      shell,
    });
  } catch (cause) {
    const { stderr, message } = cause as { stderr?: string; message: string };
    const reason = (stderr?.trim() || message).split('\n').slice(-5).join('\n');
    throw new MigrateError(`\`${[file, ...args].join(' ')}\` failed in ${directory}: ${reason}`, { cause });
  }
}

function printDryRun(result: Migration, print: (line: string) => void): void {
  if (result.diff) print(result.diff.trimEnd());
  for (const { command, directory } of result.commands) print(`Would run \`${command.join(' ')}\` in ${directory}`);
  printNotes(result, print);
}

function printResult(
  result: Migration,
  changed: Work[],
  comparison: Comparison | undefined,
  print: (line: string) => void,
): void {
  for (const { path, changes } of changed)
    print(`Rewrote ${path} (${changes.length} change${changes.length === 1 ? '' : 's'})`);
  if (changed.length === 0) print('The app has no imports to rewrite.');
  for (const { command } of result.commands) print(`Ran \`${command.join(' ')}\``);
  printNotes(result, print);
  if (comparison) print(describeComparison(comparison));
}

function printNotes(result: Migration, print: (line: string) => void): void {
  for (const { path, notes, isSkipped } of result.files) {
    if (isSkipped) print(`Skipped ${path}`);
    for (const { line, message, fix } of notes) print(`${path}:${line}: ${message} ${fix}`);
  }
  for (const note of result.dependencyNotes) print(note);
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
