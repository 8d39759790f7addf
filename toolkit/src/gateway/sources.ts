import { readApp, type AppOptions } from '../model/app';
import { readAssembly } from '../model/assembly';
import { ToolkitError } from '../model/errors';
import { modelOf } from '../model/model';
import type { ApiModel } from '../model/types';
import { isPlainObject, kindOf } from './input';

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
  if (typeof directory !== 'string') {
    const problem = `LocalGateway.fromAssembly takes the folder that \`cdk synth\` writes, such as 'cdk.out', and got ${kindOf(directory)}.`;
    throw new ToolkitError('NotAnAssembly', isApp(directory) ? `${problem} Pass an App to fromApp.` : problem);
  }
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
  if (typeof app !== 'string' && !isPlainObject(app)) {
    const problem = `LocalGateway.fromApp takes an App, or the folder of a cdk.json, and got ${kindOf(app)}.`;
    throw new ToolkitError('NotAnApp', problem);
  }
  if (typeof app === 'object' && 'node' in app) {
    const problem = `LocalGateway.fromApp takes an App, and got the construct ${(app as unknown as StackLike).node.path}. Pass a stack to fromStack.`;
    throw new ToolkitError('NotAnApp', problem);
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

/** The model of a stack: the APIs of the stack and its nested stacks, and the domain names that lead to them. */
export function modelOfStack(stack: StackLike): ReadModel {
  const root = stack?.node?.root;
  if (!isApp(root) || isApp(stack) || typeof stack.artifactId !== 'string') {
    const got = isApp(root) ? `the construct ${stack.node.path || 'App'}` : kindOf(stack);
    const fix = isApp(stack) ? 'Pass an App to fromApp.' : 'Pass Stack.of(construct) for the stack of a construct.';
    throw new ToolkitError('NotAStack', `LocalGateway.fromStack takes a Stack of an App, and got ${got}. ${fix}`);
  }
  const { model, directory, dispose } = modelOfAssembly(synthesize(root));
  const own = ({ source }: { source: { stack: string } }) =>
    source.stack === stack.artifactId || source.stack.startsWith(`${stack.artifactId}/`);
  // A domain name of another stack can lead to the APIs of this one.
  const domainNames = model.domainNames.filter((domain) => own(domain) || domain.mappings.some(own));
  const filtered = { ...model, apis: model.apis.filter(own), domainNames };
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
