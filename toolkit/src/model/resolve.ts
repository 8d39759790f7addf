import type { AssemblyStack } from './assembly';
import { conditionValue } from './conditions';
import { isListType, listOf, split } from './lists';
import { parameterValue } from './parameters';
import { physicalNameOf } from './physical-names';
import type { Resource, Resources } from './resources';
import { isObject, outputsOf, type JsonObject } from './template';
import { concat } from './texts';
import type { Json, PseudoParameterReference, Text } from './types';
import { asJson, conditional, dynamic, pseudo, unresolved } from './unresolved';
import { isUnresolved, textOf } from './values';

/**
 * Resolves intrinsic functions with the values that the assembly contains: literal values, exports and outputs of other
 * stacks, and parameters of nested stacks. All other values become `Unresolved`.
 */
export class Resolver {
  private readonly exports = new Map<string, () => Json | undefined>();
  private readonly pending: Json[] = [];
  /**
   * The resolved references to each resource. They are cached, because many values of a model refer to the same
   * resource.
   */
  private readonly references = new Map<Resource, { viewer: AssemblyStack; attribute: string; value: Json }[]>();
  private readonly pseudos = new Map<string, Json>();
  /** The condition of the resource whose properties are being resolved. */
  private assumed: { readonly stack: AssemblyStack; readonly condition: string } | undefined;
  /**
   * The stack whose value is being resolved. This stack does not change while the outputs of other stacks are resolved.
   * Labels in reports are relative to this stack.
   */
  private viewer: AssemblyStack | undefined;

  constructor(readonly resources: Resources) {
    for (const stack of resources.assembly.stacks) {
      for (const [, { Value, Export }] of outputsOf(stack.template)) {
        if (isObject(Export))
          this.exports.set(textOf(this.resolve(stack, Export.Name)), () => this.resolve(stack, Value));
      }
    }
  }

  /**
   * Resolves a value in the template of a stack. `undefined` for `AWS::NoValue`. The result can contain `Unresolved`
   * objects.
   */
  resolve(stack: AssemblyStack, value: Json | undefined): Json | undefined {
    if (typeof value === 'string') return value.includes('{{resolve:') ? dynamic(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const items: Json[] = [];
      for (const item of value) {
        const resolved = this.resolve(stack, item);
        if (resolved !== undefined) items.push(resolved);
      }
      return items;
    }
    const keys = Object.keys(value);
    if (keys.length === 1 && (keys[0] === 'Ref' || keys[0].startsWith('Fn::'))) {
      const resolved = this.guarded(stack, keys[0], value);
      if (!isUnresolved(resolved)) return resolved;
      return asJson({ unresolved: resolved.unresolved, parts: resolved.parts, raw: value });
    }
    const result: JsonObject = {};
    for (const key of keys) {
      const resolved = this.resolve(stack, value[key]);
      if (resolved !== undefined) result[key] = resolved;
    }
    return result;
  }

  /**
   * Resolves the properties of a resource. The condition of the resource is assumed to be true, because otherwise the
   * resource does not exist.
   */
  properties({ stack, properties, condition }: Resource): Json | undefined {
    const { assumed } = this;
    this.assumed = condition === undefined ? undefined : { stack, condition };
    try {
      return this.resolve(stack, properties);
    } finally {
      this.assumed = assumed;
    }
  }

  /** Evaluates a condition. `undefined` if the result is known only at deployment. */
  condition(stack: AssemblyStack, name: string): boolean | undefined {
    const { Conditions = {} } = stack.template;
    const { assumed } = this;
    const conditions = assumed?.stack === stack ? { ...Conditions, [assumed.condition]: alwaysTrue } : Conditions;
    return conditionValue(name, conditions, (value) => this.resolve(stack, value));
  }

  /**
   * Returns the name of a resource in reports: its construct path without the stack, or the whole path for a resource
   * of another stack.
   */
  private label(stack: AssemblyStack, { construct, logicalId, stack: owner }: Resource): string {
    if (construct === undefined) return owner === stack ? logicalId : `${owner.path}/${logicalId}`;
    const top = topOf(owner);
    return top === topOf(stack) && construct.startsWith(`${top.path}/`)
      ? construct.slice(top.path.length + 1)
      : construct;
  }

  /** Resolves an intrinsic function. A function that refers to itself is not resolved. */
  private guarded(stack: AssemblyStack, name: string, value: JsonObject): Json | undefined {
    if (this.pending.includes(value)) return this.intrinsic(name, value[name]);
    const { viewer } = this;
    this.viewer ??= stack;
    this.pending.push(value);
    try {
      return this.resolveIntrinsic(stack, name, value[name]);
    } finally {
      this.pending.pop();
      this.viewer = viewer;
    }
  }

  private resolveIntrinsic(stack: AssemblyStack, name: string, argument: Json): Json | undefined {
    switch (name) {
      case 'Ref':
        return this.refTo(stack, argument);
      case 'Fn::GetAtt':
        return this.getAtt(stack, argument);
      case 'Fn::Sub':
        return this.sub(stack, argument);
      case 'Fn::Join':
        return this.join(stack, argument);
      case 'Fn::If':
        return this.choose(stack, argument);
      case 'Fn::ImportValue': {
        const exported = textOf(this.resolve(stack, argument));
        const found = this.exports.get(exported)?.();
        return found ?? unresolved(`<${exported}>`, { kind: 'import', name: exported });
      }
      case 'Fn::GetStackOutput':
        return this.stackOutput(stack, argument);
      default:
        return this.compute(name, this.resolve(stack, argument) ?? null, stack);
    }
  }

  /** Resolves `Ref`. With the transform `AWS::LanguageExtensions`, the argument can be an intrinsic function. */
  private refTo(stack: AssemblyStack, argument: Json): Json | undefined {
    const name = this.resolve(stack, argument) ?? null;
    return typeof name === 'string' ? this.ref(stack, name) : this.intrinsic('Ref', name);
  }

  private ref(stack: AssemblyStack, name: string): Json | undefined {
    if (name === 'AWS::NoValue') return undefined;
    if (name.startsWith('AWS::')) return this.pseudo(stack, name as PseudoParameterReference['name']);
    const resource = this.resources.get(stack, name);
    if (resource) {
      // For these resource types, `Ref` returns a name that the template contains.
      const property = { 'AWS::ApiGatewayV2::Stage': 'StageName', 'AWS::ApiGatewayV2::DomainName': 'DomainName' };
      const named = resource.properties[property[resource.type as keyof typeof property]];
      return (named === undefined ? undefined : this.resolve(resource.stack, named)) ?? this.reference(stack, resource);
    }
    const parameter = stack.template.Parameters?.[name];
    if (!parameter) return this.intrinsic('Ref', name);
    const passed = parameterValue(stack, name);
    const { Type, Default } = parameter;
    if (passed) {
      const value = this.resolve(passed.stack, passed.value);
      return isListType(Type) && value !== undefined ? listOf(value) : value;
    }
    return unresolved(`<${name}>`, {
      kind: 'parameter',
      name,
      stack: stack.id,
      ...(Default === undefined ? {} : { default: String(Default) }),
    });
  }

  private pseudo(stack: AssemblyStack, name: PseudoParameterReference['name']): Json {
    const key = `${stack.id} ${name}`;
    const value = this.pseudos.get(key) ?? pseudo(stack, name);
    this.pseudos.set(key, value);
    return value;
  }

  private getAtt(stack: AssemblyStack, argument: Json): Json | undefined {
    const known = this.resolve(stack, argument) ?? null;
    const [logicalId, attribute] =
      typeof known === 'string' ? splitAttribute(known) : Array.isArray(known) ? known : [];
    if (typeof logicalId !== 'string' || typeof attribute !== 'string') return this.intrinsic('Fn::GetAtt', known);
    const resource = this.resources.get(stack, logicalId);
    if (!resource) return this.intrinsic('Fn::GetAtt', known);
    // `Orders.Alias.Name` is an attribute of the alias that SAM adds.
    const dot = attribute.indexOf('.');
    const added = dot < 0 ? undefined : this.resources.get(stack, `${logicalId}.${attribute.slice(0, dot)}`);
    if (added) return this.reference(stack, added, attribute.slice(dot + 1));
    const nested = stack.nested.get(resource.logicalId);
    const output = nested && attribute.startsWith('Outputs.') && nested.template.Outputs?.[attribute.slice(8)];
    return output ? this.resolve(nested, output.Value) : this.reference(stack, resource, attribute);
  }

  private reference(stack: AssemblyStack, resource: Resource, attribute = ''): Json {
    const viewer = this.viewer ?? stack;
    const made = this.references.get(resource) ?? [];
    const found = made.find((one) => one.viewer === viewer && one.attribute === attribute);
    if (found) return found.value;
    const value = this.newReference(viewer, resource, attribute === '' ? undefined : attribute);
    made.push({ viewer, attribute, value });
    this.references.set(resource, made);
    return value;
  }

  private newReference(viewer: AssemblyStack, resource: Resource, attribute?: string): Json {
    const { id, type, construct, properties } = resource;
    const physicalName = physicalNameOf(type, properties);
    const label = this.label(viewer, resource);
    return unresolved(`<${attribute === undefined ? label : `${label}.${attribute}`}>`, {
      kind: 'resource',
      id,
      ...(attribute === undefined ? {} : { attribute }),
      type,
      ...(construct === undefined ? {} : { construct }),
      ...(physicalName === undefined ? {} : { physicalName }),
    });
  }

  private sub(stack: AssemblyStack, argument: Json): Json | undefined {
    const [template, values] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof template !== 'string') return this.intrinsic('Fn::Sub', argument);
    const texts = template.split(/(\$\{[^}]*\})/).map((piece): Text => {
      const name = piece.match(/^\$\{\s*([^!][^}]*?)\s*\}$/)?.[1];
      if (name === undefined) return scalar(this.resolve(stack, piece.replace(/^\$\{!/, '${')));
      if (isObject(values) && name in values) return scalar(this.resolve(stack, values[name]));
      // `${X}` in an OpenAPI text such as `${stageVariables.x}` does not name anything in the template, so it is not
      // replaced.
      const known = name.startsWith('AWS::') || this.resources.get(stack, name) || stack.template.Parameters?.[name];
      if (known) return scalar(this.ref(stack, name));
      return name.includes('.') ? scalar(this.getAtt(stack, name)) : scalar(this.intrinsic('Ref', name));
    });
    return asJson(concat(texts, null));
  }

  private join(stack: AssemblyStack, argument: Json): Json | undefined {
    const [separator, list] = Array.isArray(argument) ? argument : [];
    const items = this.resolve(stack, list);
    if (typeof separator !== 'string' || !Array.isArray(items)) {
      return this.intrinsic('Fn::Join', this.resolve(stack, argument) ?? null);
    }
    const texts: Text[] = [];
    for (const item of items) {
      if (texts.length > 0 && separator !== '') texts.push(separator);
      texts.push(scalar(item));
    }
    return asJson(concat(texts, null));
  }

  private choose(stack: AssemblyStack, argument: Json): Json | undefined {
    const [condition, yes, no] = Array.isArray(argument) ? argument : [];
    if (typeof condition !== 'string') return this.intrinsic('Fn::If', this.resolve(stack, argument) ?? null);
    const holds = this.condition(stack, condition);
    if (holds !== undefined) return this.resolve(stack, holds ? yes : no);
    const then = this.resolve(stack, yes);
    const otherwise = this.resolve(stack, no);
    if (JSON.stringify(then) === JSON.stringify(otherwise)) return then;
    return conditional({ condition, stack: stack.id }, then, otherwise);
  }

  /** Resolves `Fn::GetStackOutput`, which specifies a stack and an output of that stack. */
  private stackOutput(stack: AssemblyStack, argument: Json): Json | undefined {
    const { StackName, OutputName } = isObject(argument) ? argument : ({} as JsonObject);
    const name = textOf(this.resolve(stack, StackName));
    const output = textOf(this.resolve(stack, OutputName));
    const { stacks } = this.resources.assembly;
    const producers = stacks.filter((other) => other.name === name && other.template.Outputs?.[output]);
    if (producers.length === 1) return this.resolve(producers[0], producers[0].template.Outputs![output].Value);
    return unresolved(`<${name}.${output}>`, { kind: 'import', name: `${name}.${output}` });
  }

  /** Evaluates an intrinsic function if the values in its argument are known. */
  private compute(name: string, argument: Json, stack: AssemblyStack): Json | undefined {
    if (name === 'Fn::Base64' && typeof argument === 'string') return Buffer.from(argument).toString('base64');
    if (name === 'Fn::Length' && Array.isArray(argument)) return argument.length;
    if (name === 'Fn::ToJsonString' && !hasUnresolved(argument)) return JSON.stringify(argument);
    if (Array.isArray(argument)) {
      const [first, second, third] = argument;
      if (name === 'Fn::Split' && typeof first === 'string' && (typeof second === 'string' || isUnresolved(second))) {
        const pieces = split(second, first);
        if (pieces) return pieces.map(asJson);
      }
      if (name === 'Fn::Select' && Array.isArray(second) && !isUnresolved(first)) {
        const selected = second[Number(first)];
        if (selected !== undefined) return selected;
      }
      if (name === 'Fn::FindInMap' && [first, second, third].every((key) => typeof key === 'string')) {
        const found = stack.template.Mappings?.[first as string]?.[second as string]?.[third as string];
        if (found !== undefined) return found;
      }
    }
    return this.intrinsic(name, argument);
  }

  private intrinsic(name: string, value: Json): Json {
    const shown = Array.isArray(value) ? value.map((item) => textOf(item)).join(', ') : textOf(value);
    return unresolved(name === 'Ref' ? `<${shown}>` : `<${name}(${shown})>`, { kind: 'intrinsic', name, value });
  }
}

const alwaysTrue: Json = { 'Fn::Equals': ['', ''] };

function topOf(stack: AssemblyStack): AssemblyStack {
  return stack.parent ? topOf(stack.parent.stack) : stack;
}

/** Converts a resolved value to text. Numbers and booleans are formatted as CloudFormation formats them. */
function scalar(value: Json | undefined): Text {
  if (value === undefined || value === null) return '';
  return isUnresolved(value) ? value : typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function splitAttribute(text: string): [string, string] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

function hasUnresolved(value: Json): boolean {
  if (isUnresolved(value)) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(hasUnresolved);
}
