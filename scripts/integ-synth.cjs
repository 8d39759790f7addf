// Synthesizes the apps that integ.mjs names, one after the other: what a process does once, such as compiling the template
// validator, takes far longer than an app.
'use strict';

/** What went wrong; undefined where nothing did. */
function synthesize(file, outdir) {
  const others = new Set(process.listeners('beforeExit'));
  const streams = [process.stdout, process.stderr].map((stream) => [stream, stream.write]);
  let output = '';
  for (const [stream] of streams) stream.write = (chunk) => Boolean((output += chunk));
  process.env.CDK_OUTDIR = outdir;
  try {
    require(file);
    // An app synthesizes itself when its process has nothing else to do.
    for (const synth of process.listeners('beforeExit').filter((listener) => !others.has(listener))) {
      process.off('beforeExit', synth);
      synth();
    }
    // Validation that fails sets no more than this.
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
