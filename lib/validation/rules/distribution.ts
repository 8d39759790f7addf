import { PAGES } from '../declaration';
import { TYPES } from '../engine/kinds';
import { isPlainObject, targetsIn, textParts } from '../engine/resolve';
import type { ResourceView } from '../engine/resource-view';
import { member } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { rules } from '../engine/rule';
import { described } from '../message';

/** Reports the domain name of an origin if the domain name is the URL of an API instead of a host name. */
function urlOfApi(name: unknown): Finding | undefined {
  const api = targetsIn(name).find((target) => (target as { cfnResourceType?: string }).cfnResourceType === TYPES.api);
  const [first] = textParts(name).filter((part) => part !== '');
  return api && (first === api || (typeof first === 'string' && /^https?:\/\//i.test(first)))
    ? { must: 'be a host name without a scheme or a path', given: described(`the URL of '${api.node.path}'`) }
    : undefined;
}

function originsOf(distribution: ResourceView): unknown[] {
  const origins = member(distribution.value('DistributionConfig'), 'Origins');
  return Array.isArray(origins) ? origins.filter(isPlainObject) : [];
}

/** Whether the first part of a host name is the ID of an API: `abc123.execute-api.…`. */
const isHostOfApi = (name: unknown) =>
  textParts(name).some((part) => typeof part === 'string' && part.startsWith('.execute-api.')) &&
  typeof textParts(name).filter((part) => part !== '')[0] !== 'string';

/** Rules for CloudFront origins that refer to APIs. */
export const DISTRIBUTION_RULES = rules([
  {
    code: 'OriginDomainWithScheme',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "The parameter origin name cannot contain a colon." (CloudFront, status 400)',
    on: 'distribution',
    needs: 'DistributionConfig',
    property: 'DistributionConfig.Origins.DomainName',
    summary: 'The domain name of a CloudFront origin is the URL of an API instead of a host name.',
    fix: 'Use `HttpApiOrigin`, or the host name of the API: `Fn.select(2, Fn.split("/", api.apiEndpoint))`.',
    page: PAGES.guide('http-api-publish'),
    check: (distribution) =>
      originsOf(distribution).map((origin) => {
        const name = member(origin, 'DomainName');
        return isHostOfApi(name) ? undefined : urlOfApi(name);
      }),
  },
]);
