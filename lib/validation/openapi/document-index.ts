import type { CfnResource } from 'aws-cdk-lib/core';
import { RootConstruct } from 'constructs';

import type { Kind, Protocol } from '../engine/kinds';
import { ApiGroup, ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Members } from './document';
import { isWhole } from './document';
import { DocumentView } from './document-view';
import { partsOf } from './parts';

/**
 * A resource index that contains the resources that API Gateway creates from an OpenAPI document. With this index, the
 * rules also check the document.
 */
export class DocumentIndex extends ResourceIndex {
  private readonly group: ApiGroup;
  private readonly parts = new Map<string, DocumentView>();
  private readonly hasAllRoutes: boolean;

  /**
   * @param api the API resource that the document defines
   * @param document the OpenAPI document
   * @param app the resource index of the app
   */
  public constructor(
    api: ResourceView,
    document: Members,
    private readonly app: ResourceIndex,
  ) {
    super(new RootConstruct());
    for (const part of partsOf(document)) {
      this.parts.set(part.id, new DocumentView(api.node, part));
    }
    // Unless the import ignores the base path, API Gateway can change the paths of the document
    const isPlain = api.lacks('BasePath') || api.text('BasePath') === 'ignore';
    this.hasAllRoutes = isPlain && isWhole(document);
    this.group = new ApiGroup(api.node, this);
    for (const view of this.parts.values()) {
      this.group._add(view.kind, view);
      view.api = this.group;
    }
    for (const stage of api.api?.all('stage') ?? []) {
      this.group._add('stage', stage);
    }
  }

  public override get apis(): Iterable<ApiGroup> {
    return [this.group];
  }

  public override all(kind: Kind): readonly ResourceView[] {
    return this.group.all(kind);
  }

  public override of(kind: Kind, protocol?: Protocol, property?: string): readonly ResourceView[] {
    return protocol === 'WEBSOCKET'
      ? []
      : this.memoize(`${kind} of ${property}`, () =>
          this.all(kind).filter((view) => property === undefined || !view.lacks(property)),
        );
  }

  public override visible(node: CfnResource): ResourceView | undefined {
    return this.parts.get(node.ref) ?? this.parts.get('api');
  }

  public override viewOf(node: CfnResource): ResourceView {
    return this.parts.get(node.ref) ?? this.app.viewOf(node);
  }

  public override follow(view: ResourceView, kind: Kind, name: string): ResourceView | undefined {
    const id = view.text(name);
    return id === undefined || !(view instanceof DocumentView)
      ? this.app.follow(view, kind, name)
      : this.parts.get(id.replace('integrations/', ''));
  }

  public override isComplete(_: ApiGroup, kind: Kind): boolean {
    return kind === 'route' && this.hasAllRoutes;
  }

  public override apiOf(): ApiGroup {
    return this.group;
  }
}
