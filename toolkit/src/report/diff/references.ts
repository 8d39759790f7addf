import { isObject } from '../../model/template';
import type { ApiModel, Json, LambdaFunction, Part, ResourceReference } from '../../model/types';
import { isUnresolved } from '../../model/values';
import { match, pairStacks, type Key, type Side } from './match';

/** A resource that values in a model refer to. */
type Resource = Pick<ResourceReference, 'id' | 'type' | 'construct'>;

/**
 * Matches the resources of two models, so that references to them can be compared. Resources are matched by construct
 * path first, so a new logical ID alone is not a difference. References to unmatched resources are compared by their
 * text.
 */
export class References {
  /** The IDs of the old model, by the IDs of the new model. */
  private readonly oldIds = new Map<string, string>();
  private readonly stacks: Map<string, string>;
  private prepared = false;

  constructor(
    private readonly old: ApiModel,
    private readonly young: ApiModel,
  ) {
    this.stacks = pairStacks(old, young);
  }

  /**
   * Replaces the stack in the ID of an element with the matching stack of the old model. `undefined` if the stack is
   * new.
   */
  idInOldStack(id: string, side: Side): string | undefined {
    if (side === 'old') return id;
    const hash = id.indexOf('#');
    const stack = this.stacks.get(id.slice(0, hash));
    return stack === undefined ? undefined : `${stack}${id.slice(hash)}`;
  }

  /**
   * Returns the ID of an element's top-level stack. For the new model, this is the ID of the matching stack of the old
   * model, or `undefined` if the stack is new.
   */
  topStackOf(id: string, side: Side): string | undefined {
    const { stacks } = side === 'old' ? this.old : this.young;
    let stack = stacks.find((one) => id.startsWith(`${one.id}#`));
    while (stack?.parent !== undefined) {
      const { parent } = stack;
      stack = stacks.find((one) => one.id === parent);
    }
    return stack && (side === 'old' ? stack.id : this.stacks.get(stack.id));
  }

  /** Records that an old and a new element match. */
  pair(old: { id: string }, young: { id: string }): void {
    this.oldIds.set(young.id, old.id);
  }

  /** Whether an old and a new value are equal. */
  same(old: unknown, young: unknown): boolean {
    return old === young || this.canonical(old, 'old') === this.canonical(young, 'young');
  }

  /** Returns text that represents a value in comparisons. Equal values have the same text. */
  canonical(value: unknown, side: Side): string {
    this.prepare();
    return JSON.stringify(this.canonicalValue(value, side)) ?? '';
  }

  private canonicalValue(value: unknown, side: Side): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (isUnresolved(value)) return { unresolved: value.parts.map((part) => this.canonicalPart(part, side)) };
    if (Array.isArray(value)) return value.map((item) => this.canonicalValue(item, side));
    const canonical: Record<string, unknown> = {};
    for (const key of Object.keys(value).sort()) {
      const item = (value as Record<string, unknown>)[key];
      canonical[key] =
        key === 'id' && typeof item === 'string' ? this.oldId(item, side) : this.canonicalValue(item, side);
    }
    return canonical;
  }

  private canonicalPart(part: Part, side: Side): unknown {
    if (typeof part === 'string') return part;
    switch (part.kind) {
      case 'resource':
        return [this.oldId(part.id, side), part.attribute];
      case 'condition': {
        const outcomes = [this.canonicalValue(part.then, side), this.canonicalValue(part.else, side)];
        return [this.canonicalCondition(part.stack, part.condition, side), ...outcomes];
      }
      case 'intrinsic':
        return [part.name, this.canonicalValue(part.value, side)];
      default:
        return part.text;
    }
  }

  /** Returns the expression of a condition, so that a new name for the same expression is not a difference. */
  canonicalCondition(stack: string, name: string, side: Side, seen: readonly string[] = []): unknown {
    const model = side === 'old' ? this.old : this.young;
    const found = model.stacks.find(({ id }) => id === stack)?.conditions.find((one) => one.name === name);
    if (!found || seen.includes(name)) return name;
    const expand = (value: Json): unknown => {
      if (Array.isArray(value)) return value.map(expand);
      if (!isObject(value) || isUnresolved(value)) return this.canonicalValue(value, side);
      const { Condition: other } = value;
      if (typeof other === 'string') return this.canonicalCondition(stack, other, side, [...seen, name]);
      return Object.entries(value).map(([key, item]) => [key, expand(item)]);
    };
    return expand(found.expression);
  }

  private oldId(id: string, side: Side): string {
    return side === 'old' ? id : (this.oldIds.get(id) ?? `new:${id}`);
  }

  /** Matches the remaining elements: the functions, and then all resources that values refer to. */
  private prepare(): void {
    if (this.prepared) return;
    this.prepared = true;
    const taken = new Set(this.oldIds.values());
    const olds = this.resourcesOf(this.old).filter(({ id }) => !taken.has(id));
    const youngs = this.resourcesOf(this.young).filter(({ id }) => !this.oldIds.has(id));
    const contents = new Map([...this.old.functions, ...this.young.functions].map((one) => [one.id, contentOf(one)]));
    const typed =
      (key: Key<Resource>): Key<Resource> =>
      (resource, side) => {
        const name = key(resource, side);
        return name === undefined ? undefined : `${resource.type} ${name}`;
      };
    const inStack: Key<Resource> = ({ id, construct }, side) =>
      construct === undefined ? undefined : `${this.topStackOf(id, side)} ${construct.split('/').at(-1)}`;
    const { pairs } = match(olds, youngs, [
      { key: typed(({ construct }) => construct) },
      { key: typed(({ id }, side) => this.idInOldStack(id, side)) },
      // A moved construct keeps its own ID.
      { key: typed(inStack), unique: true },
      { key: typed(({ construct }) => construct?.split('/').at(-1)), unique: true },
      { key: ({ id }) => contents.get(id), unique: true },
    ]);
    for (const [old, young] of pairs) this.pair(old, young);
  }

  private resourcesOf(model: ApiModel): Resource[] {
    const found = new Map<string, Resource>();
    for (const { id, source } of model.functions) {
      found.set(id, { id, type: 'AWS::Lambda::Function', construct: source.construct });
    }
    collect([model.apis, model.domainNames, model.usagePlans, model.apiKeys], found);
    return [...found.values()];
  }
}

function contentOf({ handler, runtime, code, name }: LambdaFunction): string {
  return JSON.stringify([name, handler, runtime, code]);
}

function collect(value: unknown, found: Map<string, Resource>): void {
  if (typeof value !== 'object' || value === null) return;
  if ((value as ResourceReference).kind === 'resource') {
    const { id, type, construct } = value as ResourceReference;
    if (!found.has(id)) found.set(id, { id, type, construct: construct?.replace(/\/(Resource|Default)$/, '') });
    return;
  }
  // `document` is skipped, because the routes of the API contain the same references.
  for (const key of Object.keys(value)) {
    if (key !== 'raw' && key !== 'document') collect(value[key as keyof typeof value], found);
  }
}
