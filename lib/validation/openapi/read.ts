import { readFileSync } from 'node:fs';

import type { CfnResource } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { resolveValue } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Members } from './document';
import { finish, membersOf } from './document';

/** The OpenAPI documents that CDK uploads as assets. The template does not contain these documents. */
const assets = new WeakMap<CfnResource, unknown>();

/** Stores the OpenAPI document of an API whose template contains only the location of the document. */
export function rememberDocument(api: CfnResource, document: unknown): void {
  assets.set(api, document);
}

/** Returns the OpenAPI document of an API, or undefined if the document cannot be read at synthesis. */
function read(api: ResourceView): Members | undefined {
  if (!api.lacks('Body')) {
    // A token may return a different document later
    return Token.isUnresolved(api.given('Body')) ? undefined : membersOf(api.value('Body'));
  }
  const uploaded = api.isOverridden('BodyS3Location') ? undefined : (assets.get(api.node) ?? documentOfAsset(api));
  return membersOf(resolveValue(uploaded, api.node));
}

/** The members of an S3 asset construct and of its child construct `Stage`, which copies the file. */
interface AssetConstruct extends IConstruct {
  readonly s3ObjectKey?: unknown;
  readonly absoluteStagedPath?: string;
}

/** Returns the document in the JSON file of the asset that an L1 construct refers to. */
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
    // API Gateway may accept a file that this library cannot parse
    return undefined;
  }
}

/** Returns the OpenAPI documents that can be read at synthesis, by HTTP API. */
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

/** Returns the HTTP APIs whose OpenAPI documents can be read at synthesis. */
export function documentedApis(index: ResourceIndex): Iterable<ResourceView> {
  return documentsOf(index).keys();
}

/** Returns the name of the property that contains the document, for messages. */
export function documentProperty(api: ResourceView): string {
  return api.isOfL2 && !api.isOverridden('Body') ? 'apiDefinition' : 'Body';
}
