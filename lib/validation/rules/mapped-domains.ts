import type { CfnResource } from 'aws-cdk-lib/core';

import { isDeployedBefore, notAwaited } from '../engine/dependencies';
import { TYPES } from '../engine/kinds';
import { targetOf } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { environmentOf } from '../engine/resource-view';

export const REST_API = 'AWS::ApiGateway::RestApi';

/** The kinds of APIs that can be mapped to a domain name. */
export type MappedProtocol = 'HTTP' | 'REST' | 'WEBSOCKET';

/** The domain names of both versions of API Gateway, and both kinds of mappings. */
const DOMAIN_KINDS = ['domainName', 'restDomainName'] as const;

/** The domain names of the app by environment and name, in lower case and without a dot at the end. */
export function domainsByName(index: ResourceIndex): ReadonlyMap<string, readonly ResourceView[]> {
  return index.memoize('domain names by name', () => {
    const found = new Map<string, ResourceView[]>();
    for (const domain of DOMAIN_KINDS.flatMap((kind) => index.all(kind))) {
      const name = domain.text('DomainName');
      if (name !== undefined) {
        const key = nameKey(domain, name);
        found.set(key, [...(found.get(key) ?? []), domain]);
      }
    }
    return found;
  });
}

/** A domain name in an environment. */
export function nameKey(view: ResourceView, name: string): string {
  return `${environmentOf(view)}/${name}`;
}

/** The domain name that a mapping has: the resource of the app, or its name in its environment. */
function domainOf(mapping: ResourceView, index: ResourceIndex): CfnResource | string | undefined {
  const name = mapping.text('DomainName');
  if (name !== undefined) {
    const key = nameKey(mapping, name);
    return domainsByName(index).get(key)?.[0].node ?? key;
  }
  return mapping.target(TYPES.domainName, 'DomainName') ?? mapping.target(TYPES.restDomainName, 'DomainName');
}

/** The resource of the domain name that a mapping has, if the app creates it. */
export function domainResourceOf(mapping: ResourceView, index: ResourceIndex): ResourceView | undefined {
  const domain = domainOf(mapping, index);
  return typeof domain === 'object' ? index.visible(domain) : undefined;
}

/** The API mappings or the base path mappings that have the same domain name as a mapping, or that a domain name has. */
export function mappingsOf(
  of: ResourceView,
  index: ResourceIndex,
  kind: 'apiMapping' | 'basePathMapping' = 'apiMapping',
): readonly ResourceView[] {
  const all = index.memoize(`${kind} by domain name`, () => {
    const found = new Map<unknown, ResourceView[]>();
    for (const mapping of index.all(kind)) {
      const key = domainOf(mapping, index);
      const known = found.get(key);
      if (known) {
        known.push(mapping);
      } else if (key !== undefined) {
        found.set(key, [mapping]);
      }
    }
    return found;
  });
  const isDomain = of.kind === 'domainName' || of.kind === 'restDomainName';
  return all.get(isDomain ? of.node : domainOf(of, index)) ?? [];
}

/** The kind of API of a mapping, if it is known. */
export function protocolOf(mapping: ResourceView, index: ResourceIndex): MappedProtocol | undefined {
  return targetOf(mapping.value('ApiId'), REST_API) ? 'REST' : index.protocolOf(mapping);
}

/** The kinds of APIs that are mapped to a domain name, with the mappings. Base paths are those of REST APIs. */
export function protocolsOn(of: ResourceView, index: ResourceIndex): [ResourceView, MappedProtocol | undefined][] {
  const mappings = mappingsOf(of, index).map((one): [ResourceView, MappedProtocol | undefined] => [
    one,
    protocolOf(one, index),
  ]);
  return [...mappings, ...mappingsOf(of, index, 'basePathMapping').map((one): [ResourceView, 'REST'] => [one, 'REST'])];
}

/** The stages of a REST API of the app. */
export function restStagesOf(restApi: CfnResource, index: ResourceIndex): readonly ResourceView[] {
  const all = index.memoize('stages of REST APIs', () => {
    const found = new Map<CfnResource, ResourceView[]>();
    for (const stage of index.all('restStage')) {
      const owner = stage.target(REST_API, 'RestApiId');
      if (owner) {
        found.set(owner, [...(found.get(owner) ?? []), stage]);
      }
    }
    return found;
  });
  return all.get(restApi) ?? [];
}

/** Whether CloudFormation may create a resource before another one that it names by a string. */
export function mayComeBefore(waiting: ResourceView, other: ResourceView): boolean {
  const [ours, theirs] = [waiting.node.stack, other.node.stack];
  if (ours === theirs) {
    return notAwaited(waiting, [other]).length > 0;
  }
  // A nested stack is deployed by the stack around it, which may wait for it in other ways
  return !ours.nestedStackParent && !theirs.nestedStackParent && !isDeployedBefore(theirs, ours);
}
