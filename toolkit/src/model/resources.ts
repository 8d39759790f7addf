import { constructPath, type Assembly, type AssemblyStack } from './assembly';
import { resourcesOf, type JsonObject } from './template';
import type { Source } from './types';

/** A resource of a template, or a resource that a SAM transform, an OpenAPI document or quick create adds. */
export interface Resource {
  /** The ID of the stack, `#` and the logical ID. */
  readonly id: string;
  readonly stack: AssemblyStack;
  readonly logicalId: string;
  readonly type: string;
  properties: JsonObject;
  readonly metadata: JsonObject;
  readonly condition?: string;
  readonly construct?: string;
  /** The properties of the element's `source` that are not read from the resource, such as a JSON pointer. */
  readonly origin?: Pick<Source, 'logicalId' | 'pointer' | 'sam'>;
}

/** The resources of an assembly, by stack and logical ID. */
export class Resources {
  private readonly byStack = new Map<string, Map<string, Resource>>();
  /** The resources by names that SAM accepts in addition to logical IDs, such as `Orders.Alias`. */
  private readonly named = new Map<string, Resource>();
  /** The resources by type. The map is created when a type is read for the first time. */
  private byType: Map<string, Resource[]> | undefined;

  constructor(readonly assembly: Assembly) {
    for (const stack of assembly.stacks) {
      const resources = new Map<string, Resource>();
      this.byStack.set(stack.id, resources);
      for (const [logicalId, { Type, Properties, Metadata, Condition }] of resourcesOf(stack.template)) {
        resources.set(logicalId, {
          id: `${stack.id}#${logicalId}`,
          stack,
          logicalId,
          type: Type,
          properties: Properties ?? {},
          metadata: Metadata ?? {},
          condition: Condition,
          construct: constructPath(stack, logicalId)?.replace(/\/(Resource|Default)$/, ''),
        });
      }
    }
  }

  /** Adds a resource that the template does not contain, and returns the resource. */
  add(parent: Pick<Resource, 'stack' | 'condition' | 'construct'>, resource: AddedResource): Resource {
    const { stack, condition, construct } = parent;
    const added = { metadata: {}, id: `${stack.id}#${resource.logicalId}`, stack, condition, construct, ...resource };
    this.byStack.get(stack.id)!.set(resource.logicalId, added);
    this.byType = undefined;
    return added;
  }

  /** Adds an additional name for a resource. */
  name(name: string, resource: Resource): void {
    this.named.set(`${resource.stack.id}#${name}`, resource);
  }

  /** Returns the resource of a stack by its logical ID or an additional name. */
  get(stack: AssemblyStack, logicalId: string): Resource | undefined {
    return this.byStack.get(stack.id)?.get(logicalId) ?? this.named.get(`${stack.id}#${logicalId}`);
  }

  /** Returns the resource with the given ID. */
  byId(id: string): Resource | undefined {
    const [stack, ...logicalId] = id.split('#');
    return this.byStack.get(stack)?.get(logicalId.join('#'));
  }

  /** Returns the resources of a stack. */
  of(stack: AssemblyStack): Resource[] {
    return [...(this.byStack.get(stack.id)?.values() ?? [])];
  }

  /** Returns all resources of a type, in the order of the assembly. */
  ofType(type: string): Resource[] {
    if (!this.byType) {
      this.byType = new Map();
      for (const resources of this.byStack.values()) {
        for (const resource of resources.values()) {
          const listed = this.byType.get(resource.type);
          if (listed) listed.push(resource);
          else this.byType.set(resource.type, [resource]);
        }
      }
    }
    return [...(this.byType.get(type) ?? [])];
  }
}

/** The properties of a resource that `Resources.add` adds. */
export type AddedResource = Pick<Resource, 'logicalId' | 'type' | 'properties' | 'origin'> &
  Partial<Pick<Resource, 'metadata' | 'condition' | 'construct'>>;
