import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './ensure-built.mjs';

/** Runs a program and returns what it printed; throws what it said where it fails. */
export function sh(command, args, { cwd = root, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      printed += text;
      said += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (said += text));
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === 0) resolve(printed);
      else reject(new Error(`${[command, ...args].join(' ')} failed (${signal ?? status}):\n${said.trim()}`));
    });
  });
}

/** Those of the programs that are not on the PATH. */
export function missing(tools) {
  const directories = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  const found = (tool) => directories.some((dir) => suffixes.some((suffix) => executable(join(dir, tool + suffix))));
  return tools.filter((tool) => !found(tool));
}

function executable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs each of the jobs, at most `limit` at a time; returns what they return, in their order. */
export async function atMost(limit, jobs) {
  const results = [];
  let next = 0;
  const work = async () => {
    while (next < jobs.length) {
      const index = next++;
      results[index] = await jobs[index]();
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, jobs.length) }, work));
  return results;
}

/** Seconds since `start`, a reading of `performance.now()`. */
export const secondsSince = (start) => ((performance.now() - start) / 1000).toFixed(1);
