import { relative } from 'node:path';
import { pathOf } from '../gateway/names';
import type { LambdaFunction } from '../model/types';
import { codePathsOf, generationOf, isSame, type AppSettings, type ReadApp } from './app';
import type { Generation } from './generation';
import type { Output } from './output';
import type { Recorder } from './records';
import { contains, Watcher } from './watch';

/** The options of a reloader. */
export interface ReloaderOptions {
  /** Synthesizes the app, or reads it from a file. */
  readonly read: () => Promise<ReadApp>;
  /** The folders and files to watch: the folder of `cdk.json`, an assembly or a template. */
  readonly sources: readonly string[];
  readonly settings: AppSettings;
  readonly recorder: Recorder;
  readonly output: Output;
  /** The folder that file paths in messages are relative to. */
  readonly cwd: string;
  /** Receives a message after a changed app or changed settings are loaded. */
  readonly onChange: (message: string) => void;
}

/**
 * The number of milliseconds during which the same message is not printed again. If the output is redirected to a
 * watched file, each message changes this file and starts another synthesis.
 */
const echoMillis = 500;

const keepsServing = 'The last working version keeps running.';

/**
 * Keeps the running app up to date: reloads functions whose code changed, and synthesizes the app again when its other
 * files change.
 */
export class Reloader {
  private readonly watcher = new Watcher((paths) => this.changed(paths));
  private app: ReadApp | undefined;
  private generation: Generation | undefined;
  private reloading = Promise.resolve();
  private rebuilding: Promise<void> | undefined;
  /** The paths that changed during the current synthesis. */
  private meanwhile = new Set<string>();
  /** The paths of files that a synthesis writes although the app did not change, such as compiled code. */
  private generated = new Set<string>();
  /** The result of the last synthesis that did not change the app, and the time at which the result was printed. */
  private last: { readonly result: string; readonly time: number } | undefined;
  /** The functions that close replaced gateways, which may still handle requests. */
  private readonly retiring = new Set<() => Promise<void>>();
  private isClosed = false;

  constructor(private readonly options: ReloaderOptions) {}

  /** The current app and its gateway. */
  get current(): Generation {
    return this.generation!;
  }

  /** Synthesizes the app for the first time, and starts to watch for changes. */
  async start(): Promise<Generation> {
    const { read, settings, recorder } = this.options;
    this.app = await read();
    try {
      this.generation = await generationOf(this.app, settings, recorder);
    } catch (error) {
      this.app.dispose();
      throw error;
    }
    await this.watch();
    return this.generation;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.watcher.close();
    await this.rebuilding;
    await Promise.all([...this.retiring].map((end) => end()));
    await this.generation?.gateway.close();
    this.app?.dispose();
  }

  /** Watches the source folders, the files with settings, and the code of all functions. */
  private async watch(): Promise<void> {
    const { sources, settings } = this.options;
    const { model } = this.app!;
    const code = model.functions.flatMap((fn) => codePathsOf(fn, model));
    await this.watcher.set([...sources, ...this.settingsFiles(settings), ...code]);
  }

  private settingsFiles({ envFile, functionsFile }: AppSettings): string[] {
    return [envFile, functionsFile].filter((file) => file !== undefined);
  }

  private changed(paths: readonly string[]): void {
    const { sources, settings } = this.options;
    const { model } = this.app!;
    const touches = (fn: LambdaFunction) =>
      paths.some((path) => codePathsOf(fn, model).some((code) => contains(code, path)));
    const functions = model.functions.filter(touches);
    if (functions.length > 0) this.reloading = this.reloading.then(() => this.reload(functions, paths));
    const codes = functions.flatMap((fn) => codePathsOf(fn, model));
    const isSource = (path: string) => sources.some((source) => contains(source, path));
    // If a folder contains both the app and the code of a function, a change in the folder counts as a change to both.
    const isCode = (path: string) =>
      codes.some((code) => contains(code, path) && !sources.some((source) => contains(code, source)));
    const isSetting = (path: string) => this.settingsFiles(settings).includes(path);
    const own = paths.filter((path) => isSetting(path) || (isSource(path) && !isCode(path)));
    if (own.length > 0) this.rebuild(own);
  }

  /** Reloads the code of functions by replacing their workers. */
  private async reload(functions: readonly LambdaFunction[], paths: readonly string[]): Promise<void> {
    const { output } = this.options;
    const start = performance.now();
    const { current } = this;
    const results = await Promise.all(
      functions.map(async (fn) => {
        try {
          const error = await current.gateway.reload(fn);
          return { fn, problem: error && (error.trace?.join('\n') || `${error.errorType}: ${error.errorMessage}`) };
        } catch (error) {
          return { fn, problem: (error as Error).message };
        }
      }),
    );
    const names = (ones: typeof results) => ones.map(({ fn }) => pathOf(fn).split('/').at(-1)).join(', ');
    const good = results.filter(({ problem }) => problem === undefined);
    if (good.length > 0) {
      const milliseconds = Math.round(performance.now() - start);
      output.note(`Changed: ${this.filesOf(paths)}. Reloaded ${names(good)} in ${milliseconds} ms.`);
    }
    const failed = results.filter(({ problem }) => problem !== undefined);
    for (const problem of new Set(failed.map((one) => one.problem!))) {
      const own = failed.filter((one) => one.problem === problem);
      output.problem(`Changed: ${this.filesOf(paths)}. ${names(own)} cannot be loaded. ${keepsServing}\n${problem}`);
    }
  }

  /**
   * Synthesizes the app again. Only one synthesis runs at a time. Changes during a synthesis start another synthesis.
   */
  private rebuild(paths: readonly string[], isFollowUp = false): void {
    if (this.rebuilding) {
      paths.forEach((path) => this.meanwhile.add(path));
      return;
    }
    if (!isFollowUp) this.generated.clear();
    this.rebuilding = this.rebuildOnce(paths).then((hasEffect) => {
      this.rebuilding = undefined;
      // The synthesis itself writes these files, so they must not start another synthesis.
      if (isFollowUp && !hasEffect) paths.forEach((path) => this.generated.add(path));
      const again = [...this.meanwhile].filter((path) => !this.generated.has(path));
      this.meanwhile.clear();
      if (again.length > 0 && !this.isClosed) this.rebuild(again, true);
    });
  }

  /** Synthesizes the app once. Returns whether the result differs from the previous result. */
  private async rebuildOnce(paths: readonly string[]): Promise<boolean> {
    const { read, settings, recorder, output, onChange } = this.options;
    const start = performance.now();
    const isSettings = paths.every((path) => this.settingsFiles(settings).includes(path));
    const changed = `Changed: ${this.filesOf(paths)}.`;
    let app: ReadApp | undefined;
    try {
      app = isSettings ? this.app! : await read();
      if (this.isClosed || (!isSettings && isSame(app.model, this.app!.model))) {
        app.dispose();
        this.report('The APIs did not change.', start, (result) => output.note(`${changed} ${result}`));
        return false;
      }
      const next = await generationOf(app, settings, recorder);
      this.replace(app, next);
      await this.watch();
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const message = `${changed} ${isSettings ? 'The settings are' : 'The app was'} reloaded in ${seconds} s.`;
      this.last = undefined;
      output.note(message);
      onChange(message);
      return true;
    } catch (error) {
      if (app && app !== this.app) app.dispose();
      const { message } = error as Error;
      if (this.isClosed) return false;
      return this.report(message, start, (result) => output.problem(`${changed} ${keepsServing}\n${result}`));
    }
  }

  /**
   * Prints the result of a synthesis that did not change the app, and returns whether the result is new. If the output
   * is redirected to a watched file, each message causes another synthesis. Therefore, the same result is not printed
   * twice within a short time.
   */
  private report(result: string, start: number, print: (result: string) => void): boolean {
    const isSameResult = this.last?.result === result;
    const isEcho = isSameResult && start - this.last!.time < echoMillis;
    if (!isEcho) print(result);
    this.last = { result, time: performance.now() };
    return !isSameResult;
  }

  private replace(app: ReadApp, next: Generation): void {
    const [oldApp, old] = [this.app!, this.generation!];
    [this.app, this.generation] = [app, next];
    next.gateway.adopt(old.gateway);
    const end = async () => {
      // These connections were opened while the app was replaced.
      if (!this.isClosed) this.generation!.gateway.adopt(old.gateway);
      await old.gateway.close();
      if (oldApp !== app) oldApp.dispose();
      this.retiring.delete(end);
    };
    this.retiring.add(end);
    void old.idle().then(end);
  }

  private filesOf(paths: readonly string[]): string {
    const names = paths.slice(0, 3).map((path) => relative(this.options.cwd, path) || path);
    return `${names.join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`;
  }
}
