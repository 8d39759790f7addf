import type { CfnResource, Stack } from 'aws-cdk-lib/core';
import { Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { mayExtend } from './outsiders';
import { placeOf, View } from './view';

const V2 = 'AWS::ApiGatewayV2::';

/** The resources that rules are about, by the name they have here. */
export const TYPES = {
  account: 'AWS::ApiGateway::Account',
  api: `${V2}Api`,
  apiKey: 'AWS::ApiGateway::ApiKey',
  apiMapping: `${V2}ApiMapping`,
  basePathMapping: 'AWS::ApiGateway::BasePathMapping',
  authorizer: `${V2}Authorizer`,
  deployment: `${V2}Deployment`,
  domainName: `${V2}DomainName`,
  integration: `${V2}Integration`,
  integrationResponse: `${V2}IntegrationResponse`,
  model: `${V2}Model`,
  permission: 'AWS::Lambda::Permission',
  route: `${V2}Route`,
  routeResponse: `${V2}RouteResponse`,
  routingRule: `${V2}RoutingRule`,
  stage: `${V2}Stage`,
  usagePlan: 'AWS::ApiGateway::UsagePlan',
  usagePlanKey: 'AWS::ApiGateway::UsagePlanKey',
  vpcLink: `${V2}VpcLink`,
} as const;

/** What kind of resource a rule is about. */
export type Kind = keyof typeof TYPES;

// aws-cdk-lib looks its names up at each use
const StageOfDelivery = Stage;

/** Kinds of which no resource names an API. */
const WITHOUT_API = new Set<Kind>([
  'account',
  'apiKey',
  'basePathMapping',
  'domainName',
  'permission',
  'routingRule',
  'usagePlan',
  'usagePlanKey',
  'vpcLink',
]);

const KINDS = new Map<string, Kind>(Object.entries(TYPES).map(([kind, type]) => [type, kind as Kind]));

/** The protocol of an API. */
export type Protocol = 'HTTP' | 'WEBSOCKET';

/** An API with all that refers to it, in whichever stack. */
export class ApiGroup {
  /** Its members, in the order of the tree. */
  public readonly members: { readonly [kind in Kind]?: View[] } = {};

  /** The resource of the API; undefined for one that exists already. */
  public readonly api: View | undefined;

  /** Whether an OpenAPI document says what routes there are. */
  public readonly isImported: boolean;

  /** The protocol, where it is known. */
  public readonly protocol: Protocol | undefined;

  public constructor(resource: CfnResource | undefined, world: World) {
    this.api = resource && world.visible(resource);
    this.isImported = this.api !== undefined && !(this.api.lacks('Body') && this.api.lacks('BodyS3Location'));
    const protocol = this.api?.text('ProtocolType');
    this.protocol = protocol === 'HTTP' || protocol === 'WEBSOCKET' ? protocol : this.isImported ? 'HTTP' : undefined;
  }

  /** The members of a kind. */
  public all(kind: Kind): readonly View[] {
    return this.members[kind] ?? [];
  }

  /** The members of a kind that are deployed in any case. */
  public certain(kind: Kind): readonly View[] {
    return this.all(kind).filter((view) => view.isCertain);
  }

  /** @internal */
  public _add(kind: Kind, view: View): void {
    ((this.members as { [kind in Kind]?: View[] })[kind] ??= []).push(view);
  }
}

/** All that the rules see of an app, or of a stage of one. */
export class World {
  private readonly views = new Map<CfnResource, View>();
  private readonly kinds = new Map<Kind, View[]>();
  private readonly groups = new Map<unknown, ApiGroup>();
  private readonly indices = new Map<unknown, unknown>();
  private readonly keys = new Map<string, unknown>();
  private readonly hidden = new Set<CfnResource>();
  private readonly strays = new Set<Kind>();
  private readonly outsiders: CfnResource[] = [];
  private readonly rewritten = new Map<Stack, boolean>();
  /** The stack of the resource before, where no macro rewrites it. */
  private last: Stack | undefined;

  public constructor(private readonly root: IConstruct) {
    this.collect();
    for (const [kind, views] of this.kinds) {
      for (const view of WITHOUT_API.has(kind) ? [] : views) {
        const key = kind === 'api' ? view.node : this.apiKeyOf(view);
        if (key === undefined) {
          this.strays.add(kind);
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
  public all(kind: Kind): readonly View[] {
    return this.kinds.get(kind) ?? [];
  }

  /** Every resource of a kind whose API is of a protocol, and that has a property. */
  public of(kind: Kind, protocol?: Protocol, property?: string): readonly View[] {
    if (property !== undefined) {
      const all = this.once(`${kind} ${property}`, () => this.all(kind).filter((view) => !view.lacks(property)));
      return protocol === undefined ? all : all.filter((view) => this.protocolOf(view) === protocol);
    }
    return protocol === undefined
      ? this.all(kind)
      : this.once(`${kind} ${protocol}`, () =>
          [...this.groups.values()].flatMap((group) => (group.protocol === protocol ? group.all(kind) : [])),
        );
  }

  /** The view of a resource. */
  public viewOf(node: CfnResource): View {
    let view = this.views.get(node);
    if (!view) {
      view = new View(node);
      this.views.set(node, view);
    }
    return view;
  }

  /** The view of a resource, unless the template has something else in its place. */
  public visible(node: CfnResource): View | undefined {
    return this.hidden.has(node) ? undefined : this.viewOf(node);
  }

  /** What a property refers to, as a view. */
  public follow(view: View, kind: Kind, name: string): View | undefined {
    const node = view.target(TYPES[kind], name);
    return node && this.visible(node);
  }

  /**
   * Whether an API has no other resources of a kind than are seen: none whose API is not known, and nothing that was handed the API and
   * may make some out of sight.
   */
  public isWhole({ api, isImported }: ApiGroup, kind: Kind): boolean {
    return (
      api !== undefined && !isImported && !this.strays.has(kind) && !mayExtend(this.root, this.outsiders, api.node)
    );
  }

  /** The API that a resource belongs to, with the rest of it. */
  public apiOf(view: View): ApiGroup | undefined {
    return view.api;
  }

  /** The protocol of the API that a resource belongs to. */
  public protocolOf(view: View): Protocol | undefined {
    return view.api?.protocol;
  }

  /** Whether there are resources of a kind of which nobody knows what API they belong to. */
  public hasStrays(kind: Kind): boolean {
    return this.strays.has(kind);
  }

  /** What a check works out once for all resources. */
  public once<T>(key: unknown, make: () => T): T {
    if (!this.indices.has(key)) {
      this.indices.set(key, make());
    }
    return this.indices.get(key) as T;
  }

  /** What stands for the thing that a property names: the resource it refers to, or a name where it is deployed. */
  public identity(view: View, kind: Kind, name: string): unknown {
    const text = view.text(name);
    return text === undefined ? view.target(TYPES[kind], name) : `${placeOf(view)}/${text}`;
  }

  private apiKeyOf(view: View): unknown {
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

  private workOutApiKey(view: View): unknown {
    const id = view.text('ApiId');
    // The service makes no ID twice
    return id === undefined ? view.target(TYPES.api, 'ApiId') : `${view.node.stack.environment}/${id}`;
  }

  /** Whether a macro may make anything of the template that a resource stands in. */
  private isRewritten({ stack }: CfnResource): boolean {
    let result = stack === this.last ? false : this.rewritten.get(stack);
    if (result === undefined) {
      result = stack.templateOptions.transforms?.some((transform) => !transform.startsWith('AWS::')) ?? false;
      this.rewritten.set(stack, result);
    }
    this.last = result ? undefined : stack;
    return result;
  }

  private groupOf(key: unknown, view: View): ApiGroup {
    let group = this.groups.get(key);
    if (!group) {
      group = new ApiGroup(typeof key === 'string' ? undefined : (key as CfnResource), this);
      this.groups.set(key, group);
    }
    view.api = group;
    return group;
  }

  private add(kind: Kind, view: View): void {
    if (view.isDisguised || this.isRewritten(view.node)) {
      this.hidden.add(view.node);
      this.strays.add(kind);
    } else if (!view.isLeftOut) {
      const views = this.kinds.get(kind);
      if (views) {
        views.push(view);
      } else {
        this.kinds.set(kind, [view]);
      }
    }
  }

  private collect(): void {
    // What comes before a node's descendants, which follow it
    const all = this.root.node.findAll();
    for (let i = 0; i < all.length; i++) {
      const construct = all[i] as Partial<CfnResource & Stage> & IConstruct;
      const type = construct.cfnResourceType;
      if (type !== undefined) {
        const kind = KINDS.get(type);
        if (kind !== undefined) {
          // Nothing that is checked refers to these, which are many
          const isTarget = kind !== 'route' && kind !== 'permission';
          this.add(kind, isTarget ? this.viewOf(construct as CfnResource) : new View(construct as CfnResource));
        } else if (isOutsider(type)) {
          this.outsiders.push(construct as CfnResource);
        }
      } else if (construct.parentStage !== undefined && i > 0 && StageOfDelivery.isStage(construct)) {
        // A stage inside is synthesized on its own, before this one
        i += construct.node.findAll().length - 1;
      }
    }
  }
}

/** Whether resources of a type may make others that the tree does not show: nested templates, custom resources, modules and macros do. */
function isOutsider(type: string): boolean {
  return !type.startsWith('AWS::') || /^AWS::(CloudFormation|Serverless)::/.test(type);
}
