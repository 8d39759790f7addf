// Synthesizes the apps that integ.mjs passes, one after the other in one process, because the compilation of the
// template validator takes much longer than the synthesis of an app.
'use strict';

/** Returns the error of an app, or undefined if the synthesis succeeded. */
function synthesize(file, outdir) {
  const others = new Set(process.listeners('beforeExit'));
  const streams = [process.stdout, process.stderr].map((stream) => [stream, stream.write]);
  let output = '';
  for (const [stream] of streams) stream.write = (chunk) => Boolean((output += chunk));
  process.env.CDK_OUTDIR = outdir;
  try {
    require(file);
    // A CDK app is synthesized when its process emits `beforeExit`, so this code calls the listeners that the app
    // added.
    for (const synth of process.listeners('beforeExit').filter((listener) => !others.has(listener))) {
      process.off('beforeExit', synth);
      synth();
    }
    // A failed validation does not throw, but sets the exit code.
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
