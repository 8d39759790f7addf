import { readApp, type AppOptions } from '../model/app';
import { readAssembly } from '../model/assembly';
import { ToolkitError } from '../model/errors';
import { modelOf } from '../model/model';
import type { ApiModel } from '../model/types';
import { isPlainObject, kindOf } from './input';

/** The members of a CDK construct that the gateway uses. */
interface ConstructLike {
  readonly node: { readonly path: string; readonly root: unknown };
}

/** The members of a CDK `Stack` that the gateway uses. */
export interface StackLike extends ConstructLike {
  /** The ID of the stack's artifact in the cloud assembly. */
  readonly artifactId: string;
}

/** The members of a CDK `App` that the gateway uses. */
export interface AppLike extends ConstructLike {
  /** Synthesizes the app. */
  synth(): { readonly directory: string };
}

/** The model of an app, and the folder that contains the files of the model. */
export interface ReadModel {
  readonly model: ApiModel;
  /** The name of the app, stack or cloud assembly for error messages. */
  readonly name: string;
  /** The folder that contains the files of the model. Paths of the model are relative to this folder. */
  readonly directory: string;
  /** Removes the temporary files of the model. */
  readonly dispose: () => void;
}

/** Reads the model of a cloud assembly. */
export function modelOfAssembly(directory: string): ReadModel {
  if (typeof directory !== 'string') {
    const problem = `The parameter of LocalGateway.fromAssembly is ${kindOf(directory)}. Pass the folder that \`cdk synth\` writes, such as 'cdk.out'.`;
    throw new ToolkitError('NotAnAssembly', isApp(directory) ? `${problem} To use an App, call fromApp.` : problem);
  }
  const assembly = readAssembly(directory);
  return {
    model: modelOf(assembly),
    name: `The cloud assembly ${directory}`,
    directory: assembly.directory!,
    dispose: () => {},
  };
}

/** Reads the model of an app. */
export async function modelOfApp(app: AppLike | AppOptions | string): Promise<ReadModel> {
  if (isApp(app)) return { ...modelOfAssembly(synthesize(app)), name: 'The app' };
  if (typeof app !== 'string' && !isPlainObject(app)) {
    const problem = `The parameter of LocalGateway.fromApp is ${kindOf(app)}. Pass an App, or the folder that contains cdk.json.`;
    throw new ToolkitError('NotAnApp', problem);
  }
  if (typeof app === 'object' && 'node' in app) {
    const problem = `The parameter of LocalGateway.fromApp is the construct ${(app as unknown as StackLike).node.path}, which is not an App. Pass an App, or call fromStack with a stack.`;
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

/**
 * Reads the model of a stack: the APIs of the stack and its nested stacks, and the custom domain names with mappings to
 * these APIs.
 */
export function modelOfStack(stack: StackLike): ReadModel {
  const root = stack?.node?.root;
  if (!isApp(root) || isApp(stack) || typeof stack.artifactId !== 'string') {
    const got = isApp(root) ? `the construct ${stack.node.path || 'App'}` : kindOf(stack);
    const fix = isApp(stack)
      ? 'To use an App, call fromApp.'
      : 'To pass the stack of a construct, use Stack.of(construct).';
    throw new ToolkitError(
      'NotAStack',
      `The parameter of LocalGateway.fromStack is ${got}, which is not a Stack in an App. ${fix}`,
    );
  }
  const { model, directory, dispose } = modelOfAssembly(synthesize(root));
  const own = ({ source }: { source: { stack: string } }) =>
    source.stack === stack.artifactId || source.stack.startsWith(`${stack.artifactId}/`);
  // A domain name of a different stack can have API mappings in this stack.
  const domainNames = model.domainNames.filter((domain) => own(domain) || domain.mappings.some(own));
  const filtered = { ...model, apis: model.apis.filter(own), domainNames };
  return { model: filtered, name: `The stack ${stack.node.path}`, directory, dispose };
}

function isApp(value: unknown): value is AppLike {
  return typeof value === 'object' && value !== null && typeof (value as Partial<AppLike>).synth === 'function';
}

/**
 * Synthesizes an app without validating it against the CloudFormation schemas, because the validation takes most of the
 * synthesis time.
 */
function synthesize(app: AppLike): string {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION ??= 'false';
  try {
    return app.synth().directory;
  } finally {
    if (before === undefined) delete process.env.CDK_VALIDATION;
  }
}
