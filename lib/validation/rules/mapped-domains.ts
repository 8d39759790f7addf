import type { CfnResource } from 'aws-cdk-lib/core';

import { isDeployedBefore, notAwaited } from '../engine/dependencies';
import { TYPES } from '../engine/kinds';
import { targetOf } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { environmentOf } from '../engine/resource-view';

export const REST_API = 'AWS::ApiGateway::RestApi';

/** The protocol of an API that can be mapped to a domain name. */
export type MappedProtocol = 'HTTP' | 'REST' | 'WEBSOCKET';

/** The kinds of domain name resources of API Gateway v1 and v2. */
const DOMAIN_KINDS = ['domainName', 'restDomainName'] as const;

/** Returns the domain names of the app by environment and name. */
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

/** Returns a key for a domain name in the environment of a resource. */
export function nameKey(view: ResourceView, name: string): string {
  return `${environmentOf(view)}/${name}`;
}

/**
 * Returns the domain name of a mapping: the resource if the app creates the domain name, otherwise a key with the name
 * and environment of the domain name.
 */
function domainOf(mapping: ResourceView, index: ResourceIndex): CfnResource | string | undefined {
  const name = mapping.text('DomainName');
  if (name !== undefined) {
    const key = nameKey(mapping, name);
    return domainsByName(index).get(key)?.[0].node ?? key;
  }
  return mapping.target(TYPES.domainName, 'DomainName') ?? mapping.target(TYPES.restDomainName, 'DomainName');
}

/** Returns the domain name resource of a mapping, if the app creates the domain name. */
export function domainResourceOf(mapping: ResourceView, index: ResourceIndex): ResourceView | undefined {
  const domain = domainOf(mapping, index);
  return typeof domain === 'object' ? index.visible(domain) : undefined;
}

/**
 * Returns the API mappings or base path mappings of a domain name. For a mapping, returns all mappings of the domain
 * name that the mapping belongs to.
 */
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

/** Returns the protocol of the API that a mapping refers to, or undefined if the protocol is not known. */
export function protocolOf(mapping: ResourceView, index: ResourceIndex): MappedProtocol | undefined {
  return targetOf(mapping.value('ApiId'), REST_API) ? 'REST' : index.protocolOf(mapping);
}

/** Returns the mappings of a domain name, each with the protocol of its API. Base path mappings map REST APIs only. */
export function protocolsOn(of: ResourceView, index: ResourceIndex): [ResourceView, MappedProtocol | undefined][] {
  const mappings = mappingsOf(of, index).map((one): [ResourceView, MappedProtocol | undefined] => [
    one,
    protocolOf(one, index),
  ]);
  return [...mappings, ...mappingsOf(of, index, 'basePathMapping').map((one): [ResourceView, 'REST'] => [one, 'REST'])];
}

/** Returns the stages that the app creates for a REST API. */
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

/**
 * Whether CloudFormation may create the resource `waiting` before the resource `other`, which `waiting` specifies by a
 * literal name.
 */
export function mayComeBefore(waiting: ResourceView, other: ResourceView): boolean {
  const [ours, theirs] = [waiting.node.stack, other.node.stack];
  if (ours === theirs) {
    return notAwaited(waiting, [other]).length > 0;
  }
  // The order of nested stacks is not known, because their parent stack deploys them and can add other dependencies
  return !ours.nestedStackParent && !theirs.nestedStackParent && !isDeployedBefore(theirs, ours);
}
