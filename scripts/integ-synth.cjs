// Synthesizes the apps that integ.mjs names, one after the other in one process, because compiling the template validator takes far
// longer than an app.
'use strict';

/** The error. Undefined if the app succeeded. */
function synthesize(file, outdir) {
  const others = new Set(process.listeners('beforeExit'));
  const streams = [process.stdout, process.stderr].map((stream) => [stream, stream.write]);
  let output = '';
  for (const [stream] of streams) stream.write = (chunk) => Boolean((output += chunk));
  process.env.CDK_OUTDIR = outdir;
  try {
    require(file);
    // An app synthesizes itself when its process ends.
    for (const synth of process.listeners('beforeExit').filter((listener) => !others.has(listener))) {
      process.off('beforeExit', synth);
      synth();
    }
    // A failed validation sets only this exit code.
    return process.exitCode ? output : undefined;
  } catch (error) {
    return error instanceof Error ? error.stack : String(error);
  } finally {
    for (const synth of process.listeners('beforeExit').filter((listener) => !others.has(listener))) {
      process.off('beforeExit', synth);
    }
    process.exitCode = undefined;
    for (const [stream, write] of streams) stream.write = write;
  }
}

process.on('message', ({ file, outdir }) => process.send({ error: synthesize(file, outdir) }));
