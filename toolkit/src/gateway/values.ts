import { conditionValue } from '../model/conditions';
import { ToolkitError } from '../model/errors';
import { isObject, type JsonObject } from '../model/template';
import type { Api, ApiModel, Json, Known, LambdaFunction, Part, Stack, Text } from '../model/types';
import { isUnresolved, partsOf, textOf } from '../model/values';
import type { Values } from './contracts';
import { noMappings, type TemplateMappings } from './template-mappings';
import { stableId } from './ids';
import { isNamed, pathOf } from './names';
import { standInOf } from './stand-ins';

/**
 * Values of environment variables. A string replaces the value of a variable in all functions that define the variable.
 * An object sets variables for one function, and the key of the object is the name, construct ID or construct path of
 * the function.
 */
export type EnvironmentOption = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Replaces values known only at deployment with placeholders. */
export class PlaceholderValues implements Values {
  private readonly stacks: Map<string, Stack>;
  /** A cache of resolved values, because each request uses the same values. */
  private readonly resolved = new WeakMap<object, string | undefined>();
  private readonly apiIds = new Map<string, string>();

  constructor(
    private readonly model: ApiModel,
    private readonly environment: EnvironmentOption = {},
    private readonly mappings: TemplateMappings = noMappings,
  ) {
    this.stacks = new Map(model.stacks.map((stack) => [stack.id, stack]));
  }

  text(value: Text, what: string): string {
    const text = this.textIfKnown(value);
    if (text !== undefined) return text;
    throw notKnown(what, value);
  }

  textIfKnown(value: Text | undefined): string | undefined {
    if (value === undefined || typeof value === 'string') return value;
    if (!isUnresolved(value)) return String(value as unknown);
    if (!this.resolved.has(value)) {
      const parts = value.parts.map((part) => this.partText(part));
      this.resolved.set(value, parts.includes(undefined) ? undefined : parts.join(''));
    }
    return this.resolved.get(value);
  }

  value<T>(value: Known<T>, what: string): T {
    if (!isUnresolved(value)) return value;
    const [part] = value.parts;
    const resolved = value.parts.length === 1 && typeof part === 'object' ? this.partValue(part) : undefined;
    if (resolved === undefined) {
      throw notKnown(what, value);
    }
    return resolved as T;
  }

  texts(value: Known<Text[]> | undefined, what: string): string[] {
    if (value === undefined) return [];
    return this.value(value, what).map((text) => this.text(text, what));
  }

  record(value: Known<Record<string, Text>> | undefined, what: string): Record<string, string> {
    if (value === undefined) return {};
    const entries = Object.entries(this.value(value, what));
    return Object.fromEntries(entries.map(([key, text]) => [key, this.text(text, `${what} (${key})`)]));
  }

  account(stack: string): string {
    return this.stackWith(stack, 'account')?.account ?? '123456789012';
  }

  region(stack: string): string {
    return this.stackWith(stack, 'region')?.region ?? 'us-east-1';
  }

  apiId(api: Api): string {
    const { id, imported, apiId } = api;
    const known = this.apiIds.get(id) ?? (imported ? this.textIfKnown(apiId) : undefined) ?? stableId(id);
    this.apiIds.set(id, known);
    return known;
  }

  authorizerId({ id }: { id: string }): string {
    return stableId(id, 6);
  }

  functionName(fn: LambdaFunction): string {
    return this.textIfKnown(fn.name) ?? `${this.stackName(fn.source.stack)}-${fn.source.logicalId}`;
  }

  functionArn(fn: LambdaFunction, qualifier?: string): string {
    const { stack } = fn.source;
    const arn = `arn:aws:lambda:${this.region(stack)}:${this.account(stack)}:function:${this.functionName(fn)}`;
    return qualifier === undefined ? arn : `${arn}:${qualifier}`;
  }

  environmentOf(fn: LambdaFunction): Record<string, string> {
    const result: Record<string, string> = {};
    const own = Object.entries(this.environment).filter(([name, value]) => {
      return typeof value === 'object' && (isNamed(fn, name) || this.functionName(fn) === name);
    });
    const variables = this.value(fn.environment, `The environment of the function ${pathOf(fn)}`);
    for (const [name, value] of Object.entries(variables)) {
      const shared = this.environment[name];
      const text = typeof shared === 'string' ? shared : this.textIfKnown(value);
      if (text !== undefined) result[name] = text;
    }
    for (const [, values] of own) Object.assign(result, values);
    for (const [name, value] of Object.entries(variables)) {
      if (name in result) continue;
      throw new ToolkitError(
        'EnvironmentValueMissing',
        `The environment variable ${name} of the function ${pathOf(fn)} is ${textOf(value)}, which is known only at deployment. Set the value in the option \`environment\`: { ${JSON.stringify(fn.source.construct?.split('/').at(-1) ?? fn.source.logicalId)}: { ${name}: '…' } }.`,
      );
    }
    return result;
  }

  private stackWith(id: string, key: 'account' | 'region'): Stack | undefined {
    const stack = this.stacks.get(id);
    return stack && stack[key] === undefined && stack.parent !== undefined ? this.stackWith(stack.parent, key) : stack;
  }

  private stackName(id: string): string {
    return this.stacks.get(id)?.name ?? id.replaceAll('/', '-');
  }

  private partText(part: Part): string | undefined {
    if (typeof part === 'string') return part;
    const value = this.partValue(part);
    return typeof value === 'object' || value === undefined ? undefined : String(value);
  }

  private partValue(part: Exclude<Part, string>): Json | undefined {
    switch (part.kind) {
      case 'resource':
        return this.resource(part);
      case 'pseudo':
        return this.pseudo(part.name, part.stack);
      case 'parameter':
        return this.parameter(part);
      case 'condition': {
        const holds = this.condition(part.condition, part.stack);
        return holds === undefined ? undefined : this.resolve(holds ? part.then : part.else);
      }
      case 'intrinsic':
        return this.intrinsic(part.name, part.value);
      case 'import':
      case 'dynamic':
        return undefined;
    }
  }

  private resource(part: Extract<Part, { kind: 'resource' }>): string | undefined {
    const stack = part.id.slice(0, part.id.lastIndexOf('#'));
    const fn = this.model.functions.find(({ id }) => id === part.id);
    if (fn) {
      if (part.attribute === 'Arn') return this.functionArn(fn);
      if (part.attribute === undefined) return this.functionName(fn);
    }
    const [account, region] = [this.account(stack), this.region(stack)];
    return standInOf({ ...part, account, region, stack: this.stackName(stack) });
  }

  private pseudo(name: string, stack: string): string | undefined {
    switch (name) {
      case 'AWS::AccountId':
        return this.account(stack);
      case 'AWS::Region':
        return this.region(stack);
      case 'AWS::Partition':
        return 'aws';
      case 'AWS::URLSuffix':
        return 'amazonaws.com';
      case 'AWS::StackName':
        return this.stackName(stack);
      case 'AWS::StackId':
        return `arn:aws:cloudformation:${this.region(stack)}:${this.account(stack)}:stack/${this.stackName(stack)}/${stableId(stack, 12)}`;
      default:
        return undefined;
    }
  }

  private parameter({ name, stack, default: own }: Extract<Part, { kind: 'parameter' }>): Json | undefined {
    const parameter = this.stacks.get(stack)?.parameters.find((one) => one.name === name);
    if (!parameter) return own;
    if (parameter.value !== undefined) return this.resolve(parameter.value as Json);
    // The default value of a parameter with the type `AWS::SSM::Parameter::Value<…>` is the name of a Systems Manager
    // parameter, so the actual value is known only at deployment.
    return parameter.type.startsWith('AWS::SSM::Parameter::Value') ? undefined : parameter.default;
  }

  private condition(name: string, stack: string): boolean | undefined {
    const all = this.stacks.get(stack)?.conditions ?? [];
    const conditions = Object.fromEntries(all.map((one) => [one.name, expressionOf(one.expression)]));
    return conditionValue(name, conditions, (value) => this.resolve(value));
  }

  /** Replaces the unresolved parts of a value. Returns undefined if a part has no placeholder. */
  private resolve(value: Json | undefined): Json | undefined {
    if (isUnresolved(value)) {
      const [part] = value.parts;
      if (value.parts.length === 1 && typeof part === 'object') return this.partValue(part);
      return this.textIfKnown(value);
    }
    if (Array.isArray(value)) {
      const items = value.map((item) => this.resolve(item));
      return items.includes(undefined) ? undefined : (items as Json[]);
    }
    if (isObject(value)) {
      const entries = Object.entries(value).map(([key, item]) => [key, this.resolve(item)] as const);
      return entries.some(([, item]) => item === undefined) ? undefined : (Object.fromEntries(entries) as JsonObject);
    }
    return value;
  }

  /**
   * Three Availability Zones of a Region. If `region` is an empty string, the Region of the stack is used, and the
   * result is undefined unless all stacks have the same Region.
   */
  private availabilityZones(region: string): Json | undefined {
    const regions = region === '' ? new Set(this.model.stacks.map(({ id }) => this.region(id))) : new Set([region]);
    return regions.size === 1 ? ['a', 'b', 'c'].map((zone) => `${[...regions][0]}${zone}`) : undefined;
  }

  private intrinsic(name: string, argument: Json): Json | undefined {
    const value = this.resolve(argument);
    if (name === 'Fn::Base64' && typeof value === 'string') return Buffer.from(value).toString('base64');
    if (name === 'Fn::GetAZs' && typeof value === 'string') return this.availabilityZones(value);
    if (name === 'Fn::ToJsonString' && value !== undefined) return JSON.stringify(value);
    if (!Array.isArray(value)) return undefined;
    if (name === 'Fn::Length') return value.length;
    const [first, second, third] = value;
    if (name === 'Fn::FindInMap' && [first, second, third].every((one) => typeof one === 'string')) {
      return this.mappings.find(first as string, second as string, third as string);
    }
    if (name === 'Fn::Select' && Array.isArray(second)) return second[Number(first)];
    if (name === 'Fn::Split' && typeof first === 'string' && typeof second === 'string') return second.split(first);
    if (name === 'Fn::Join' && typeof first === 'string' && Array.isArray(second)) return second.join(first);
    return undefined;
  }
}

function notKnown(what: string, value: unknown): ToolkitError {
  const fix = 'Use a value that is known at synthesis, such as a parameter with a default.';
  return new ToolkitError('ValueNotKnown', `${what} is ${textOf(value)}, which is known only at deployment. ${fix}`);
}

/**
 * Converts a condition of the model back to the expression in the template. In the model, condition functions are
 * unresolved values.
 */
function expressionOf(value: Json): Json {
  if (Array.isArray(value)) return value.map(expressionOf);
  const [part] = isUnresolved(value) ? value.parts : [];
  const isFunction = typeof part === 'object' && part.kind === 'intrinsic' && conditionFunctions.has(part.name);
  return isFunction ? { [part.name]: expressionOf(part.value) } : value;
}

const conditionFunctions = new Set(['Fn::And', 'Fn::Equals', 'Fn::Not', 'Fn::Or']);

/**
 * Whether a string contains a reference to a resource whose construct path ends with the specified name. The name of a
 * load balancer also identifies its listeners.
 */
export function refersTo(value: Text | undefined, name: string): boolean {
  if (value === undefined) return false;
  return partsOf(value).some((part) => {
    if (typeof part !== 'object' || part.kind !== 'resource') return false;
    const { id, type, construct } = part;
    const source = { stack: '', logicalId: id.split('#').at(-1)!, ...(construct === undefined ? {} : { construct }) };
    if (isNamed({ id, source }, name)) return true;
    const isListener = type === 'AWS::ElasticLoadBalancingV2::Listener';
    const loadBalancer = isListener ? construct?.replace(/\/[^/]+$/, '') : undefined;
    return (
      loadBalancer !== undefined &&
      isNamed({ id: '', source: { ...source, logicalId: '', construct: loadBalancer } }, name)
    );
  });
}
