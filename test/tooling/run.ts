import { spawnSync } from 'node:child_process';

/** Runs a program and returns its output. If the program fails, throws an error that contains its output. */
export function run(command: string, args: readonly string[], options: { cwd?: string; env?: object } = {}): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed (${status}):\n${stdout}\n${stderr}`);
  return stdout;
}
