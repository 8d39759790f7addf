import { ToolkitError } from '../model/errors';
import type { ApiModel, Integration, LambdaFunction, Permission } from '../model/types';
import { textOf } from '../model/values';
import type { CalledFunction, FunctionCaller, Values } from './contracts';
import { pathOf } from './names';

/** Finds the functions that integrations and authorizers call, and verifies the permissions to invoke them. */
export class FunctionDirectory {
  private readonly external = new Map<string, LambdaFunction>();

  constructor(
    private readonly model: ApiModel,
    private readonly values: Values,
  ) {}

  /** The function that an integration or authorizer calls. Throws if the caller has neither a link nor a URI. */
  of(caller: FunctionCaller, stageVariables: Readonly<Record<string, string>>): CalledFunction {
    const { function: link, uri } = caller;
    const replace = (text: string) => replaceStageVariables(text, stageVariables);
    if (link && 'id' in link) {
      const fn = this.model.functions.find(({ id }) => id === link.id);
      const qualifier = this.values.textIfKnown(link.qualifier);
      if (fn) return { function: fn, ...(qualifier === undefined ? {} : { qualifier: replace(qualifier) }) };
    }
    const named = link && 'external' in link ? link.external : uri;
    const what = `The function of ${pathOf(caller)}`;
    if (named === undefined)
      throw new ToolkitError('FunctionNotKnown', `${what} is missing. Set the URI of a Lambda function.`);
    const text = this.values.textIfKnown(uri ?? named);
    // The gateway assumes that an ARN known only at deployment belongs to a function of a different app.
    if (text === undefined) return { function: this.externalFunction(caller, textOf(named)) };
    return this.named(caller, replace(text));
  }

  /** The function that an ARN, an invocation URI or a name identifies. */
  private named(caller: FunctionCaller, text: string): CalledFunction {
    const [, invoked = text] = text.match(/\/functions\/(.+)\/invocations$/) ?? [];
    const [, name = invoked, qualifier] =
      invoked.match(/^(?:arn:[^:]+:lambda:[^:]*:[^:]*:function:)?([^:]+)(?::([^:]+))?$/) ?? [];
    const fn = this.model.functions.find((one) => this.values.functionName(one) === name);
    return {
      function: fn ?? this.externalFunction(caller, name),
      ...(qualifier === undefined ? {} : { qualifier }),
    };
  }

  /** The reason why API Gateway cannot invoke a function, or undefined if a permission allows the invocation. */
  missingPermission({ function: fn, qualifier }: CalledFunction, sourceArns: readonly string[]): string | undefined {
    if (fn.id.startsWith('external:') || fn.source.sam) return undefined;
    const own = this.model.permissions.filter((permission) => this.isOf(permission, fn, qualifier));
    if (own.some((permission) => this.allows(permission, sourceArns))) return undefined;
    const called = qualifier === undefined ? pathOf(fn) : `${pathOf(fn)} (qualifier ${qualifier})`;
    return `API Gateway has no permission to invoke the function ${called}. Add an AWS::Lambda::Permission with the source ARN ${sourceArns[0]}.`;
  }

  private isOf({ function: link, source }: Permission, fn: LambdaFunction, qualifier: string | undefined): boolean {
    const own =
      'id' in link ? link.id === fn.id : this.of({ id: '', source, function: link }, {}).function.id === fn.id;
    return own && this.values.textIfKnown(link.qualifier) === qualifier;
  }

  private allows({ action, principal, sourceArn }: Permission, sourceArns: readonly string[]): boolean {
    if (!/^(lambda:InvokeFunction|lambda:\*|\*)$/i.test(this.values.textIfKnown(action) ?? '')) return false;
    if (!/^(apigateway\.amazonaws\.com|\*)$/.test(this.values.textIfKnown(principal) ?? '')) return false;
    const pattern = this.values.textIfKnown(sourceArn);
    return pattern === undefined ? sourceArn === undefined : sourceArns.some((arn) => matchesArn(pattern, arn));
  }

  /** The functions of other apps that integrations and authorizers call. */
  externalFunctions(): LambdaFunction[] {
    for (const { integrations, authorizers, stages } of this.model.apis) {
      const variables = stages.map((stage) => this.values.record(stage.variables, pathOf(stage)));
      const callers = [
        ...integrations.filter(({ type, subtype }) => type === 'AWS_PROXY' && subtype === undefined).map(callerOf),
        ...authorizers,
      ].filter((caller) => caller.uri !== undefined || caller.function !== undefined);
      for (const caller of callers) {
        for (const own of variables.length === 0 ? [{}] : variables) this.of(caller, own);
      }
    }
    return [...this.external.values()];
  }

  private externalFunction({ source }: FunctionCaller, name: string): LambdaFunction {
    let fn = this.external.get(name);
    if (!fn) {
      fn = { id: `external:${name}`, source, name, code: { kind: 'unknown', raw: name }, environment: {} };
      this.external.set(name, fn);
    }
    return fn;
  }
}

/** Converts an integration to a `FunctionCaller` object. */
export function callerOf(integration: Integration): FunctionCaller {
  const { id, source, uri, target } = integration;
  return {
    id,
    source,
    ...(uri === undefined ? {} : { uri }),
    ...(target.kind === 'function' ? { function: target.function } : {}),
  };
}

/** Whether an ARN matches a pattern that can contain `*` and `?`. */
export function matchesArn(pattern: string, arn: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(arn);
}

/** Replaces stage variables in a string, such as `${stageVariables.x}`. */
export function replaceStageVariables(text: string, stageVariables: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{stageVariables\.([^}]+)\}/g, (_, name: string) => stageVariables[name] ?? '');
}
