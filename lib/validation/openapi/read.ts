import { readFileSync } from 'node:fs';

import type { CfnResource } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { resolveValue } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Members } from './document';
import { finish, membersOf } from './document';

/** The documents that the template does not contain, because CDK uploads them as assets. */
const assets = new WeakMap<CfnResource, unknown>();

/** Keeps the document of an API that the template refers to by its location. */
export function rememberDocument(api: CfnResource, document: unknown): void {
  assets.set(api, document);
}

/** The OpenAPI document of an API, or undefined if it cannot be read at synthesis. */
function read(api: ResourceView): Members | undefined {
  if (!api.lacks('Body')) {
    // A document that a token produces may still change
    return Token.isUnresolved(api.given('Body')) ? undefined : membersOf(api.value('Body'));
  }
  const uploaded = api.isOverridden('BodyS3Location') ? undefined : (assets.get(api.node) ?? documentOfAsset(api));
  return membersOf(resolveValue(uploaded, api.node));
}

/** The members of an asset construct, and of the construct below it that copies its file. */
interface AssetConstruct extends IConstruct {
  readonly s3ObjectKey?: unknown;
  readonly absoluteStagedPath?: string;
}

/** The document in the JSON file of an asset that an L1 refers to. */
function documentOfAsset(api: ResourceView): unknown {
  const key = api.text('BodyS3Location', 'Key');
  if (key === undefined || !key.endsWith('.json')) {
    return undefined;
  }
  const asset = api.node.node.root.node.findAll().find((node: AssetConstruct) => node.s3ObjectKey === key);
  const file = (asset?.node.tryFindChild('Stage') as AssetConstruct | undefined)?.absoluteStagedPath;
  try {
    return file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as unknown);
  } catch {
    // API Gateway may read what this library cannot
    return undefined;
  }
}

/** The documents by their APIs. */
export function documentsOf(index: ResourceIndex): ReadonlyMap<ResourceView, Members> {
  return index.memoize(documentsOf, () => {
    const imported = [...index.apis].filter(({ isImported, protocol }) => isImported && protocol === 'HTTP');
    return new Map(
      imported.flatMap(({ api }) => {
        const document = api && read(api);
        if (!api || !document) {
          return [];
        }
        finish(document);
        return [[api, document] as const];
      }),
    );
  });
}

/** The APIs that an OpenAPI document defines and that can be checked. */
export function documentedApis(index: ResourceIndex): Iterable<ResourceView> {
  return documentsOf(index).keys();
}

/** The name of the property that contains the document, for messages. */
export function documentProperty(api: ResourceView): string {
  return api.isOfL2 && !api.isOverridden('Body') ? 'apiDefinition' : 'Body';
}
