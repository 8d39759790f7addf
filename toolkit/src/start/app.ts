import { resolve } from 'node:path';
import type { LocalGatewayOptions } from '../gateway/options';
import type { TestCredentials } from '../gateway/contracts';
import { LocalGateway } from '../gateway/gateway';
import type { GatewayObserver } from '../gateway/observer';
import type { ApiModel, FunctionCode, LambdaFunction } from '../model/types';
import { readEnvironment } from './environment-file';
import { Generation } from './generation';
import { readReplacements } from './replacements';

/** An app that was synthesized or read from a file. */
export interface ReadApp {
  readonly model: ApiModel;
  /** Removes the temporary files of the app. */
  readonly dispose: () => void;
}

/** The settings of `apigwv2 start` that are not part of the app. */
export interface AppSettings {
  readonly envFile?: string;
  readonly functionsFile?: string;
  readonly targets: NonNullable<LocalGatewayOptions['targets']>;
  /** Whether a function needs an IAM permission to call `@connections`. */
  readonly enforceRoles: boolean;
  /** The test credentials. They stay valid when the app is synthesized again. */
  readonly credentials: TestCredentials;
}

/** Creates a gateway for an app with the current settings. */
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
 * Returns the source folders and files of a function and its layers. Inline code, bundled code and copies in a cloud
 * assembly are left out.
 */
export function codePathsOf({ code, layerAssets = [] }: LambdaFunction, { directory = '.' }: ApiModel): string[] {
  const pathOf = (one: FunctionCode | null) => (one?.kind === 'asset' || one?.kind === 'path' ? [one.path] : []);
  return [code, ...layerAssets]
    .flatMap((one) => pathOf(one))
    .filter((path) => !isCopy(path))
    .map((path) => resolve(directory, path));
}

/** Whether the path of an asset leads to a copy or to bundled code that a synthesis wrote. */
function isCopy(path: string): boolean {
  return /^asset\.[0-9a-f]{64}/.test(path) || /(?:^|[\\/])bundling-temp-[0-9a-f]+$/.test(path);
}

/** Whether two models are equal. Their folders are ignored, because each synthesis uses a new folder. */
export function isSame(one: ApiModel, other: ApiModel): boolean {
  const text = (model: ApiModel) => JSON.stringify({ ...model, directory: undefined });
  return text(one) === text(other);
}
