#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { createColors, isColorSupported } from 'picocolors';
import { main } from './cli';

// A reader such as `head` can close the pipe early, which is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const color = isColorSupported && process.stdout.isTTY === true && createColors().isColorSupported;

void main(process.argv.slice(2), {
  out: (output) => process.stdout.write(output),
  err: (output) => process.stderr.write(output),
  readIn: () => text(process.stdin),
  untilStopped,
  color,
  cwd: process.cwd(),
}).then((status) => {
  process.exitCode = status;
  // User modules that `apigwv2 start` loaded can keep timers and connections open.
  if (process.argv[2] === 'start') process.exit();
});

function untilStopped(endsWithInput: boolean): Promise<void> {
  return new Promise((resolve) => {
    // A second Ctrl-C ends the process at once, because `once` removes the handler after the first one.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    if (!endsWithInput) return;
    process.stdin.on('error', () => resolve());
    process.stdin.on('close', () => resolve());
    process.stdin.on('end', () => resolve());
    process.stdin.resume();
  });
}
