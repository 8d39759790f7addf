import type { CfnResource } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';

import { resolveValue } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Members } from './document';
import { membersOf } from './document';

/** The documents that the template does not contain, because CDK uploads them as assets. */
const assets = new WeakMap<CfnResource, unknown>();

/** Keeps the document of an API that the template refers to by its location. */
export function rememberDocument(api: CfnResource, document: unknown): void {
  assets.set(api, document);
}

/** The OpenAPI document of an API, or undefined if it cannot be read at synthesis. */
export function documentOf(api: ResourceView): Members | undefined {
  if (!api.lacks('Body')) {
    // A document that a token produces may still change
    return Token.isUnresolved(api.given('Body')) ? undefined : membersOf(api.value('Body'));
  }
  return api.isOverridden('BodyS3Location') ? undefined : membersOf(resolveValue(assets.get(api.node), api.node));
}

/** The APIs that an OpenAPI document defines and that can be checked. */
export function documentedApis(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(documentedApis, () =>
    [...index.apis].flatMap(({ api, isImported, protocol }) =>
      api !== undefined && isImported && protocol === 'HTTP' && documentOf(api) ? [api] : [],
    ),
  );
}

/** The name of the property that contains the document, for messages. */
export function documentProperty(api: ResourceView): string {
  return api.isOfL2 && !api.isOverridden('Body') ? 'apiDefinition' : 'Body';
}
