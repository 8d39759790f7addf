import { resolve } from 'node:path';
import type { LocalGatewayOptions } from '../gateway/options';
import type { TestCredentials } from '../gateway/contracts';
import { LocalGateway } from '../gateway/gateway';
import type { GatewayObserver } from '../gateway/observer';
import type { ApiModel, FunctionCode, LambdaFunction } from '../model/types';
import { readEnvironment } from './environment-file';
import { Generation } from './generation';
import { readReplacements } from './replacements';

/** The app that was synthesized or read. */
export interface ReadApp {
  readonly model: ApiModel;
  /** Removes temporary files. */
  readonly dispose: () => void;
}

/** The settings of the user besides the app. */
export interface AppSettings {
  readonly envFile?: string;
  readonly functionsFile?: string;
  readonly targets: NonNullable<LocalGatewayOptions['targets']>;
  /** Whether functions need a grant to call `@connections`. */
  readonly enforceRoles: boolean;
  /** The test credentials, which are valid for each generation. */
  readonly credentials: TestCredentials;
}

/** Makes a gateway for an app with the present settings. */
export async function generationOf(
  app: ReadApp,
  { envFile, functionsFile, targets, enforceRoles, credentials }: AppSettings,
  observer: GatewayObserver,
): Promise<Generation> {
  const { model } = app;
  const options = {
    targets,
    enforceRoles,
    ...(envFile === undefined ? {} : { environment: readEnvironment(envFile, model) }),
    ...(functionsFile === undefined ? {} : { functions: await readReplacements(functionsFile) }),
  };
  const read = { model, name: 'The app', directory: model.directory ?? process.cwd(), dispose: () => {} };
  const gateway = LocalGateway.fromModel(read, options, observer);
  gateway.accept(credentials);
  return new Generation(model, gateway);
}

/**
 * The folders and files with the code of a function and of its layers, as its author edits them: without inline code,
 * bundled code and the copies in a cloud assembly.
 */
export function codePathsOf({ code, layerAssets = [] }: LambdaFunction, { directory = '.' }: ApiModel): string[] {
  const pathOf = (one: FunctionCode | null) => (one?.kind === 'asset' || one?.kind === 'path' ? [one.path] : []);
  return [code, ...layerAssets]
    .flatMap((one) => pathOf(one))
    .filter((path) => !isCopy(path))
    .map((path) => resolve(directory, path));
}

/** Whether the path of an asset is that of a copy or of bundled code, which a synthesis writes. */
function isCopy(path: string): boolean {
  return /^asset\.[0-9a-f]{64}/.test(path) || /(?:^|[\\/])bundling-temp-[0-9a-f]+$/.test(path);
}

/** Whether two models define the same. The folder of the assembly differs from synthesis to synthesis. */
export function isSame(one: ApiModel, other: ApiModel): boolean {
  const text = (model: ApiModel) => JSON.stringify({ ...model, directory: undefined });
  return text(one) === text(other);
}
