import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

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
export async function inTurn(limit, jobs) {
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
