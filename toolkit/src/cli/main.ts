#!/usr/bin/env node
import { text } from 'node:stream/consumers';
import { createColors, isColorSupported } from 'picocolors';
import { main } from './cli';

// A reader such as `head` that closes its end early is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const color = isColorSupported && process.stdout.isTTY === true && createColors().isColorSupported;

void main(process.argv.slice(2), {
  out: (output) => process.stdout.write(output),
  err: (output) => process.stderr.write(output),
  readIn: () => text(process.stdin),
  color,
  cwd: process.cwd(),
}).then((status) => (process.exitCode = status));
