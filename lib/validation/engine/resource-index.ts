import type { CfnResource, Stack } from 'aws-cdk-lib/core';
import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { Kind, Protocol } from './kinds';
import { KINDS, TYPES, WITHOUT_API } from './kinds';
import { mayBeExtended } from './unseen-resources';
import { environmentOf, lower, ResourceView } from './resource-view';

// aws-cdk-lib looks its names up at each use
const StageOfDelivery = Stage;

/** An API with all that refers to it, in whichever stack. */
export class ApiGroup {
  /** Its members, in the order of the tree. */
  public readonly members: { readonly [kind in Kind]?: ResourceView[] } = {};

  /** The resource of the API. Undefined for an imported API. */
  public readonly api: ResourceView | undefined;

  /** Whether an OpenAPI document defines the routes. */
  public readonly isImported: boolean;

  /** The protocol, if it is known. */
  public readonly protocol: Protocol | undefined;

  public constructor(resource: CfnResource | undefined, index: ResourceIndex) {
    this.api = resource && index.visible(resource);
    this.isImported = this.api !== undefined && !(this.api.lacks('Body') && this.api.lacks('BodyS3Location'));
    const protocol = this.api?.text('ProtocolType');
    this.protocol = protocol === 'HTTP' || protocol === 'WEBSOCKET' ? protocol : this.isImported ? 'HTTP' : undefined;
  }

  /** The members of a kind. */
  public all(kind: Kind): readonly ResourceView[] {
    return this.members[kind] ?? [];
  }

  /** The members of a kind that are deployed in any case. */
  public unconditional(kind: Kind): readonly ResourceView[] {
    return this.all(kind).filter((view) => view.isUnconditional);
  }

  /** @internal */
  public _add(kind: Kind, view: ResourceView): void {
    ((this.members as { [kind in Kind]?: ResourceView[] })[kind] ??= []).push(view);
  }
}

/** All that the rules see of an app, or of a stage of one. */
export class ResourceIndex {
  private readonly views = new Map<CfnResource, ResourceView>();
  private readonly kinds = new Map<Kind, ResourceView[]>();
  private readonly groups = new Map<unknown, ApiGroup>();
  private readonly indices = new Map<unknown, unknown>();
  private readonly keys = new Map<string, unknown>();
  private readonly hidden = new Set<CfnResource>();
  private readonly unattributed = new Set<Kind>();
  private readonly possibleCreators: CfnResource[] = [];
  private readonly rewritten = new Map<Stack, boolean>();
  private readonly protocols = new Set<Protocol | undefined>();
  /** The stack of the resource before, if no macro rewrites it. */
  private last: Stack | undefined;

  public constructor(private readonly root: IConstruct) {
    this.collect();
    for (const [kind, views] of this.kinds) {
      for (const view of WITHOUT_API.has(kind) ? [] : views) {
        const key = kind === 'api' ? view.node : this.apiKeyOf(view);
        if (key === undefined) {
          this.unattributed.add(kind);
        } else {
          this.groupOf(key, view)._add(kind, view);
        }
      }
    }
  }

  /** The APIs, those too that exist already. */
  public get apis(): Iterable<ApiGroup> {
    return this.groups.values();
  }

  /** Every resource of a kind. */
  public all(kind: Kind): readonly ResourceView[] {
    return this.kinds.get(kind) ?? [];
  }

  /** Every resource of a kind whose API is of a protocol, and that has a property. */
  public of(kind: Kind, protocol?: Protocol, property?: string): readonly ResourceView[] {
    // Most apps have APIs of one protocol, and half of the rules are for the other
    if (protocol !== undefined && !this.protocols.has(protocol)) {
      return [];
    }
    if (property !== undefined) {
      const all = this.memoize(`${kind} ${property}`, () => having(this.all(kind), property));
      return protocol === undefined ? all : all.filter((view) => this.protocolOf(view) === protocol);
    }
    return protocol === undefined
      ? this.all(kind)
      : this.memoize(`${kind} ${protocol}`, () =>
          [...this.groups.values()].flatMap((group) => (group.protocol === protocol ? group.all(kind) : [])),
        );
  }

  /** The indexed resource of a construct. */
  public viewOf(node: CfnResource): ResourceView {
    let view = this.views.get(node) ?? this.viewOfMany(node);
    if (!view) {
      view = new ResourceView(node);
      this.views.set(node, view);
    }
    return view;
  }

  /** The indexed resource of a route or permission. These are many, and other resources rarely refer to them. */
  private viewOfMany(node: CfnResource): ResourceView | undefined {
    const kind = KINDS.get(node.cfnResourceType);
    return kind === 'route' || kind === 'permission'
      ? this.memoize(`views of ${kind}`, () => new Map(this.all(kind).map((view) => [view.node, view]))).get(node)
      : undefined;
  }

  /** The indexed resource of a construct. Undefined if the template has another resource in its place. */
  public visible(node: CfnResource): ResourceView | undefined {
    return this.hidden.has(node) ? undefined : this.viewOf(node);
  }

  /** The indexed resource that a property refers to. */
  public follow(view: ResourceView, kind: Kind, name: string): ResourceView | undefined {
    const node = view.target(TYPES[kind], name);
    return node && this.visible(node);
  }

  /**
   * Whether the index contains all resources of a kind that an API has. It may not if the API of a resource is
   * unknown, or if an unseen creator received the API.
   */
  public isComplete({ api, isImported }: ApiGroup, kind: Kind): boolean {
    return (
      api !== undefined &&
      !isImported &&
      !this.unattributed.has(kind) &&
      !mayBeExtended(this.root, this.possibleCreators, api.node)
    );
  }

  /**
   * Whether something out of sight may refer to a resource: a custom resource, a nested template or a macro that gets
   * it.
   */
  public isHandedOut(node: CfnResource): boolean {
    return this.isRewritten(node) || mayBeExtended(this.root, this.possibleCreators, node);
  }

  /** The API of a resource, with all other resources of the API. */
  public apiOf(view: ResourceView): ApiGroup | undefined {
    return view.api;
  }

  /** The protocol of the API that a resource belongs to. */
  public protocolOf(view: ResourceView): Protocol | undefined {
    return view.api?.protocol;
  }

  /** Whether the app has resources of a kind whose API is known only at deployment. */
  public hasUnattributed(kind: Kind): boolean {
    return this.unattributed.has(kind);
  }

  /** A value that a check computes once for all resources. */
  public memoize<T>(key: unknown, make: () => T): T {
    if (!this.indices.has(key)) {
      this.indices.set(key, make());
    }
    return this.indices.get(key) as T;
  }

  /** A value that a check computes once for all resources with the same text, such as a token. */
  public memoizeFor<T>(owner: unknown, text: string, make: () => T): T {
    const known = this.memoize(owner, () => new Map<string, T>());
    if (!known.has(text)) {
      known.set(text, make());
    }
    return known.get(text) as T;
  }

  /**
   * A comparable identity for the resource that a property refers to: the resource itself, or its name and
   * environment.
   */
  public identity(view: ResourceView, kind: Kind, name: string): unknown {
    const text = view.text(name);
    return text === undefined ? view.target(TYPES[kind], name) : `${environmentOf(view)}/${text}`;
  }

  private apiKeyOf(view: ResourceView): unknown {
    const given = view.given('ApiId');
    if (typeof given !== 'string' || !given.includes('{')) {
      return this.workOutApiKey(view);
    }
    // Members of an API refer to it by the same token
    let key = this.keys.get(given);
    if (key === undefined) {
      key = this.workOutApiKey(view);
      this.keys.set(given, key);
    }
    return key;
  }

  private workOutApiKey(view: ResourceView): unknown {
    const id = view.text('ApiId');
    // IDs of API Gateway are unique
    return id === undefined ? view.target(TYPES.api, 'ApiId') : `${view.node.stack.environment}/${id}`;
  }

  /** Whether a macro may change the template of a resource. */
  private isRewritten({ stack }: CfnResource): boolean {
    let result = stack === this.last ? false : this.rewritten.get(stack);
    if (result === undefined) {
      result = stack.templateOptions.transforms?.some((transform) => !transform.startsWith('AWS::')) ?? false;
      this.rewritten.set(stack, result);
    }
    this.last = result ? undefined : stack;
    return result;
  }

  private groupOf(key: unknown, view: ResourceView): ApiGroup {
    let group = this.groups.get(key);
    if (!group) {
      group = new ApiGroup(typeof key === 'string' ? undefined : (key as CfnResource), this);
      this.groups.set(key, group);
      this.protocols.add(group.protocol);
    }
    view.api = group;
    return group;
  }

  private add(kind: Kind, view: ResourceView): void {
    if (view.isReplaced || this.isRewritten(view.node)) {
      this.hidden.add(view.node);
      this.unattributed.add(kind);
    } else if (!view.isOmitted) {
      const views = this.kinds.get(kind);
      if (views) {
        views.push(view);
      } else {
        this.kinds.set(kind, [view]);
      }
    }
  }

  private collect(): void {
    // The construct before a node's descendants, which follow it
    const all = this.root.node.findAll();
    for (let i = 0; i < all.length; i++) {
      const construct = all[i] as Partial<CfnResource & Stage> & IConstruct;
      const type = construct.cfnResourceType;
      if (type !== undefined) {
        const kind = KINDS.get(type);
        if (kind !== undefined) {
          // Nothing that is checked refers to these, which are many
          const isTarget = kind !== 'route' && kind !== 'permission';
          this.add(kind, isTarget ? this.viewOf(construct as CfnResource) : new ResourceView(construct as CfnResource));
        } else if (mayCreateResources(type)) {
          this.possibleCreators.push(construct as CfnResource);
        }
      } else if (construct.parentStage !== undefined && i > 0 && StageOfDelivery.isStage(construct)) {
        // A stage inside is synthesized on its own, before this one
        i += construct.node.findAll().length - 1;
      }
    }
  }
}

/** The resources that have a property. Nearly all rules ask this of nearly all resources, so it is one plain loop. */
function having(views: readonly ResourceView[], property: string): ResourceView[] {
  const found: ResourceView[] = [];
  const field = lower(property);
  for (const view of views) {
    if (view.has(property, field)) {
      found.push(view);
    }
  }
  return found;
}

/**
 * Whether resources of a type may create others that are not in the tree, as nested templates, custom resources,
 * modules and macros do.
 */
function mayCreateResources(type: string): boolean {
  return !type.startsWith('AWS::') || /^AWS::(CloudFormation|Serverless)::/.test(type);
}
