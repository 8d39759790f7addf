import type { CfnResource, Stack } from 'aws-cdk-lib/core';
import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { Kind, Protocol } from './kinds';
import { KINDS, TYPES, WITHOUT_API } from './kinds';
import { mayBeExtended } from './unseen-resources';
import { environmentOf, lower, ResourceView } from './resource-view';

// aws-cdk-lib exports this class through a getter, which is slower than a constant
const StageOfDelivery = Stage;

/** An API group: an API and all resources that refer to the API, in any stack of the app. */
export class ApiGroup {
  /** The resources of the API by their kind, in the order of the construct tree. */
  public readonly members: { readonly [kind in Kind]?: ResourceView[] } = {};

  /** The API resource. Undefined for an imported API. */
  public readonly api: ResourceView | undefined;

  /** Whether an OpenAPI document defines the routes of the API. */
  public readonly isImported: boolean;

  /** The protocol of the API, if it is known. */
  public readonly protocol: Protocol | undefined;

  public constructor(resource: CfnResource | undefined, index: ResourceIndex) {
    this.api = resource && index.visible(resource);
    this.isImported = this.api !== undefined && !(this.api.lacks('Body') && this.api.lacks('BodyS3Location'));
    const protocol = this.api?.text('ProtocolType');
    this.protocol = protocol === 'HTTP' || protocol === 'WEBSOCKET' ? protocol : this.isImported ? 'HTTP' : undefined;
  }

  /** Returns the resources of one kind that belong to the API. */
  public all(kind: Kind): readonly ResourceView[] {
    return this.members[kind] ?? [];
  }

  /** Returns the resources of one kind that belong to the API and that CloudFormation creates unconditionally. */
  public unconditional(kind: Kind): readonly ResourceView[] {
    return this.all(kind).filter((view) => view.isUnconditional);
  }

  /** @internal */
  public _add(kind: Kind, view: ResourceView): void {
    ((this.members as { [kind in Kind]?: ResourceView[] })[kind] ??= []).push(view);
  }
}

/** The resource index, which contains all resources that rules can check in an app or in a stage of an app. */
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
  /** The stack of the previous resource, or undefined if a macro may change the template of that stack. */
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

  /** The API groups, including groups of imported APIs. */
  public get apis(): Iterable<ApiGroup> {
    return this.groups.values();
  }

  /** Returns all resources of a kind. */
  public all(kind: Kind): readonly ResourceView[] {
    return this.kinds.get(kind) ?? [];
  }

  /**
   * Returns the resources of a kind. If `protocol` is specified, returns only the resources of APIs with this protocol.
   * If `property` is specified, returns only the resources that have this property.
   */
  public of(kind: Kind, protocol?: Protocol, property?: string): readonly ResourceView[] {
    // Most apps have APIs of only one protocol, so the rules for the other protocol have no resource to check
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

  /** Returns the indexed resource of a construct. */
  public viewOf(node: CfnResource): ResourceView {
    let view = this.views.get(node) ?? this.viewOfMany(node);
    if (!view) {
      view = new ResourceView(node);
      this.views.set(node, view);
    }
    return view;
  }

  /**
   * Returns the indexed resource of a route or permission. Apps contain many of these resources, so the map from
   * constructs to resources is created only on first use.
   */
  private viewOfMany(node: CfnResource): ResourceView | undefined {
    const kind = KINDS.get(node.cfnResourceType);
    return kind === 'route' || kind === 'permission'
      ? this.memoize(`views of ${kind}`, () => new Map(this.all(kind).map((view) => [view.node, view]))).get(node)
      : undefined;
  }

  /**
   * Returns the indexed resource of a construct, or undefined if an override or a macro may replace the resource in the
   * template.
   */
  public visible(node: CfnResource): ResourceView | undefined {
    return this.hidden.has(node) ? undefined : this.viewOf(node);
  }

  /** Returns the indexed resource that a property refers to. */
  public follow(view: ResourceView, kind: Kind, name: string): ResourceView | undefined {
    const node = view.target(TYPES[kind], name);
    return node && this.visible(node);
  }

  /**
   * Whether the index contains all resources of a kind that belong to an API. The index can be incomplete if the API of
   * a resource is unknown, or if the API is passed to a custom resource, a nested template or a module.
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
   * Whether a resource is passed to a custom resource, a nested template, a module or a macro. Unknown resources may
   * then refer to the resource.
   */
  public isHandedOut(node: CfnResource): boolean {
    return this.isRewritten(node) || mayBeExtended(this.root, this.possibleCreators, node);
  }

  /** Returns the API group that a resource belongs to. */
  public apiOf(view: ResourceView): ApiGroup | undefined {
    return view.api;
  }

  /** Returns the protocol of the API that a resource belongs to. */
  public protocolOf(view: ResourceView): Protocol | undefined {
    return view.api?.protocol;
  }

  /** Whether the API of at least one resource of this kind is known only at deployment. */
  public hasUnattributed(kind: Kind): boolean {
    return this.unattributed.has(kind);
  }

  /** Returns a value that a rule computes once for all resources. */
  public memoize<T>(key: unknown, make: () => T): T {
    if (!this.indices.has(key)) {
      this.indices.set(key, make());
    }
    return this.indices.get(key) as T;
  }

  /** Returns a value that a rule computes once for all resources with the same string, such as a token. */
  public memoizeFor<T>(owner: unknown, text: string, make: () => T): T {
    const known = this.memoize(owner, () => new Map<string, T>());
    if (!known.has(text)) {
      known.set(text, make());
    }
    return known.get(text) as T;
  }

  /**
   * Returns a comparable identity for the resource that a property refers to: the resource itself, or a string that
   * consists of the environment and the name.
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
    // The resources of an API usually refer to the API by the same token
    let key = this.keys.get(given);
    if (key === undefined) {
      key = this.workOutApiKey(view);
      this.keys.set(given, key);
    }
    return key;
  }

  private workOutApiKey(view: ResourceView): unknown {
    const id = view.text('ApiId');
    // The ID of an API is unique in an account and region
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
    // findAll() returns each construct directly before its descendants
    const all = this.root.node.findAll();
    for (let i = 0; i < all.length; i++) {
      const construct = all[i] as Partial<CfnResource & Stage> & IConstruct;
      const type = construct.cfnResourceType;
      if (type !== undefined) {
        const kind = KINDS.get(type);
        if (kind !== undefined) {
          // Apps have many routes and permissions, but rules do not follow properties that refer to these resources
          const isTarget = kind !== 'route' && kind !== 'permission';
          this.add(kind, isTarget ? this.viewOf(construct as CfnResource) : new ResourceView(construct as CfnResource));
        } else if (mayCreateResources(type)) {
          this.possibleCreators.push(construct as CfnResource);
        }
      } else if (construct.parentStage !== undefined && i > 0 && StageOfDelivery.isStage(construct)) {
        // CDK synthesizes a nested stage separately, before the stage that contains it
        i += construct.node.findAll().length - 1;
      }
    }
  }
}

/**
 * Returns the resources that have a property. This function runs for nearly all rules, so it uses a plain loop, which
 * is fast.
 */
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
 * Whether resources of a type can create resources that are not in the construct tree. Examples are nested templates,
 * custom resources, modules and macros.
 */
function mayCreateResources(type: string): boolean {
  return !type.startsWith('AWS::') || /^AWS::(CloudFormation|Serverless)::/.test(type);
}
