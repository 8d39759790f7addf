import { existsSync, statSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';

/** The folders that are not watched, because they contain output of tools or installed packages. */
const ignoredFolders = new Set(['node_modules', 'cdk.out', '__pycache__', 'coverage']);

/**
 * The time without changes after which changes are reported. Changes in quick succession, such as the changes during a
 * branch switch in git, are reported together.
 */
const quietMillis = 30;

/**
 * The maximum time to wait until the watcher can detect changes: in the first watched paths, and in paths that are
 * added later.
 */
const firstMillis = 2000;
const laterMillis = 100;

/** Watches files and folders, and reports their changes together after a short time without further changes. */
export class Watcher {
  private readonly watcher: FSWatcher;
  private readonly changed = new Set<string>();
  private readonly watched = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private isReady = false;

  constructor(private readonly onChange: (paths: readonly string[]) => void) {
    this.watcher = watch([], {
      ignoreInitial: true,
      ignored: (path) => this.isIgnored(path),
      // Folders that cannot be read, such as those of another user, are not watched.
      ignorePermissionErrors: true,
    });
    this.watcher.on('all', (event, path) => {
      if (event !== 'addDir') this.report(path);
    });
    this.watcher.on('error', () => {
      // A watched folder was removed. The changes of its files were already reported.
    });
  }

  /**
   * Replaces the watched files and folders. The promise resolves when the watcher can detect changes in the new files
   * and folders.
   */
  async set(paths: readonly string[]): Promise<void> {
    const wanted = new Set(outermost(paths));
    for (const path of this.watched) {
      if (wanted.has(path)) continue;
      this.watched.delete(path);
      this.watcher.unwatch(path);
    }
    const added = [...wanted].filter((path) => !this.watched.has(path));
    if (added.length === 0) return;
    added.forEach((path) => this.watched.add(path));
    const isReady = new Promise<void>((done) => this.watcher.once('ready', () => done()));
    this.watcher.add(added);
    // The watcher emits `ready` only for the first paths. For later paths, this method waits for a short fixed time.
    const limit = this.isReady ? laterMillis : firstMillis;
    await Promise.race([isReady, new Promise((done) => setTimeout(done, limit).unref())]);
    this.isReady = true;
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.watcher.close();
  }

  private report(path: string): void {
    this.changed.add(resolve(path));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const paths = [...this.changed];
      this.changed.clear();
      this.onChange(paths);
    }, quietMillis);
  }

  /**
   * Whether a path is ignored, such as a hidden folder in a watched folder. The watched folder itself can have any
   * name.
   */
  private isIgnored(path: string): boolean {
    const roots = [...this.watched].filter((one) => contains(one, path));
    return roots.every((root) => isHidden(root, path));
  }
}

/** Whether a path is the given folder, or is in it. */
export function contains(folder: string, path: string): boolean {
  const below = relative(folder, path);
  return below === '' || (below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below));
}

/** Whether a path below `root` is a log, is hidden, or is in a folder that is not watched. */
function isHidden(root: string, path: string): boolean {
  const parts = relative(root, path).split(sep);
  const isOwn = (part: string) => ignoredFolders.has(part) || part.endsWith('.log');
  return parts.some((part) => isOwn(part) || (part.startsWith('.') && part.length > 1));
}

/** Returns the paths that exist, except paths inside a folder that the list also contains. */
function outermost(paths: readonly string[]): string[] {
  const there = [...new Set(paths.map((path) => resolve(path)))].filter((path) => existsSync(path));
  const folders = there.filter((path) => statSync(path).isDirectory());
  const isCovered = (path: string) =>
    folders.some((folder) => folder !== path && contains(folder, path) && !isHidden(folder, path));
  return there.filter((path) => !isCovered(path));
}
