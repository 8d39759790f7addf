import type { CfnResource } from 'aws-cdk-lib/core';

import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { TYPES } from '../engine/kinds';
import type { TextPart } from '../engine/resolve';
import { textParts } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { rules } from '../engine/rule';
import { length, ofSameApi } from '../engine/property-rules';
import { routesByTarget } from './routes-of-integrations';

const ID = '<integration ID>';
const UNKNOWN = '…';

/** A pattern for common valid targets: `integrations/`, followed by an ID or by one token. */
const USUAL = /^integrations\/(\$\{Token\[[\w.:-]+\]\}|[\w-]{1,64})$/;

/** Returns the routes whose target does not match the pattern for common valid targets. */
function unusualTargets(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(unusualTargets, () =>
    index.all('route').filter((route) => {
      const given = route.given('Target');
      return typeof given !== 'string' || !USUAL.test(given);
    }),
  );
}

/** Converts a part of the target to a string for the message. */
function shown(part: TextPart): string {
  if (typeof part === 'string' || part === undefined) {
    return part ?? UNKNOWN;
  }
  const type = (part as Partial<CfnResource>).cfnResourceType ?? '';
  return type === TYPES.integration ? ID : /^AWS::(Lambda|ElasticLoadBalancingV2)::/.test(type) ? `<${type}>` : UNKNOWN;
}

/** Reports a route target that is not an integration. */
export const ROUTE_TARGET_INVALID: Declaration = {
  code: 'RouteTargetInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Unexpected or malformed target in route null. Correct format should be integrations/<integration_id>."',
  summary: 'The target of a route does not have the form `integrations/<integration ID>`.',
  fix: 'Use `integrations/`, followed by the ID of an integration of the API.',
  page: PAGES.api('apis-apiid-routes'),
};

/** Reports a route target that does not have the form `integrations/<integration ID>`. */
export function malformedTarget(value: unknown): Finding | undefined {
  const target = textParts(value).map(shown).join('');
  const [head] = target.split(UNKNOWN);
  const isWellFormed = target.includes(UNKNOWN)
    ? head.startsWith('integrations/') || 'integrations/'.startsWith(head)
    : target === '' || /^integrations\/([\w-]+|<integration ID>)$/.test(target);
  // A target with several references is not checked
  if (isWellFormed || target.split(ID).length > 2) {
    return undefined;
  }
  const isBare = target.includes(ID) || /^[a-z0-9]{6,12}$/.test(target);
  return {
    must: "be 'integrations/<integration ID>'",
    given: target,
    instead: isBare
      ? "Use 'integrations/${integration.ref}', where 'integration' is the CfnIntegration."
      : 'Add an integration that calls the target, and use the ID of the integration.',
  };
}

/** Returns the routes whose integration belongs to another API. */
function routesToOtherApis(index: ResourceIndex): Iterable<ResourceView> {
  return [...index.apis].length < 2
    ? []
    : [...routesByTarget(index)].flatMap(([target, routes]) =>
        target === undefined ? [] : routes.filter((route) => route.api !== target.api),
      );
}

export const TARGET_RULES = rules([
  {
    ...ROUTE_TARGET_INVALID,
    on: 'route',
    property: 'Target',
    among: unusualTargets,
    check: (route) => malformedTarget(route.value('Target')),
  },
  { ...length('route', 'Target', 1, 128), among: unusualTargets },
  { ...ofSameApi('route', 'Target', 'integration'), among: routesToOtherApis },
]);
