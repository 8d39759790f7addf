import { readApp, type AppOptions } from '../model/app';
import { readAssembly } from '../model/assembly';
import { ToolkitError } from '../model/errors';
import { modelOf } from '../model/model';
import type { ApiModel } from '../model/types';

/** A construct, as far as the gateway needs it. */
interface ConstructLike {
  readonly node: { readonly path: string; readonly root: unknown };
}

/** A CDK `Stack`. */
export interface StackLike extends ConstructLike {
  /** The ID of the stack's artifact in the cloud assembly. */
  readonly artifactId: string;
}

/** A CDK `App`. */
export interface AppLike extends ConstructLike {
  /** Synthesizes the app. */
  synth(): { readonly directory: string };
}

/** A model that was read, and the folder of its files. */
export interface ReadModel {
  readonly model: ApiModel;
  /** The name of the source that was read, for messages. */
  readonly name: string;
  /** The folder that paths of the model are relative to. */
  readonly directory: string;
  /** Removes temporary files. */
  readonly dispose: () => void;
}

/** The model of a cloud assembly. */
export function modelOfAssembly(directory: string): ReadModel {
  const assembly = readAssembly(directory);
  return {
    model: modelOf(assembly),
    name: `The cloud assembly ${directory}`,
    directory: assembly.directory!,
    dispose: () => {},
  };
}

/** The model of an app. */
export async function modelOfApp(app: AppLike | AppOptions | string): Promise<ReadModel> {
  if (isApp(app)) return { ...modelOfAssembly(synthesize(app)), name: 'The app' };
  if (typeof app !== 'string' && (typeof app !== 'object' || app === null)) {
    throw new ToolkitError('NotAnApp', 'LocalGateway.fromApp accepts an App, or the folder of a cdk.json.');
  }
  const options = typeof app === 'string' ? { directory: app } : app;
  const { assembly, dispose } = await readApp(options);
  return {
    model: modelOf(assembly),
    name: `The app in ${options.directory ?? '.'}`,
    directory: assembly.directory!,
    dispose,
  };
}

/** The model of a stack: the APIs and domain names of the stack and its nested stacks. */
export function modelOfStack(stack: StackLike): ReadModel {
  const root = stack?.node?.root;
  if (!isApp(root) || typeof stack.artifactId !== 'string') {
    throw new ToolkitError('NotAStack', 'LocalGateway.fromStack accepts a Stack of an App.');
  }
  const { model, directory, dispose } = modelOfAssembly(synthesize(root));
  const own = ({ source }: { source: { stack: string } }) =>
    source.stack === stack.artifactId || source.stack.startsWith(`${stack.artifactId}/`);
  const filtered = { ...model, apis: model.apis.filter(own), domainNames: model.domainNames.filter(own) };
  return { model: filtered, name: `The stack ${stack.node.path}`, directory, dispose };
}

function isApp(value: unknown): value is AppLike {
  return typeof value === 'object' && value !== null && typeof (value as Partial<AppLike>).synth === 'function';
}

/** Synthesizes an app without the check against the schemas of CloudFormation, which takes most of the time. */
function synthesize(app: AppLike): string {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION ??= 'false';
  try {
    return app.synth().directory;
  } finally {
    if (before === undefined) delete process.env.CDK_VALIDATION;
  }
}
