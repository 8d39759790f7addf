import { main } from '../../src/cli/cli';

/** Runs `apigwv2` in this process. */
export async function apigwv2(args: string[], options: { cwd?: string; input?: string; color?: boolean } = {}) {
  let out = '';
  let err = '';
  const status = await main(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    readIn: async () => options.input ?? '',
    untilStopped: () => Promise.resolve(),
    color: options.color ?? false,
    cwd: options.cwd ?? '/',
  });
  return { status, out, err };
}
