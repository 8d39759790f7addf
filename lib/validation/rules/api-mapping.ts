import { CfnResource } from 'aws-cdk-lib/core';

import {
  MAPPED_STAGE,
  MAPPING_KEY,
  MAPPING_KEY_LEVELS,
  MAPPING_KEY_LITERAL,
  MAPPING_WAITS,
} from '../constraints/api-mapping';
import { REFERENCE_TO_OTHER_API } from '../constraints/shared-declarations';
import { PAGES } from '../declaration';
import { TYPES } from '../engine/kinds';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length, ofSameApi, required } from '../engine/property-rules';
import { described } from '../message';
import type { MappedProtocol } from './mapped-domains';
import { domainResourceOf, mappingsOf, mayComeBefore, protocolOf, protocolsOn } from './mapped-domains';

const NAMES: { readonly [protocol in MappedProtocol]: string } = {
  HTTP: 'an HTTP',
  REST: 'a REST',
  WEBSOCKET: 'a WebSocket',
};

/**
 * Returns the key of a mapping, `''` for the root of the domain name, or undefined if the key is known only at
 * deployment.
 */
function keyOf(mapping: ResourceView): string | undefined {
  return mapping.lacks('ApiMappingKey') ? '' : mapping.text('ApiMappingKey')?.trim();
}

function duplicate(mapping: ResourceView, index: ResourceIndex): Finding | undefined {
  const key = keyOf(mapping);
  const first = mappingsOf(mapping, index).find(
    (other) => key !== undefined && keyOf(other) === key && areDeployedTogether(other, mapping),
  );
  return first && first !== mapping
    ? {
        must: `be unique on the domain name ('${first.path}' has the same key)`,
        given: key === '' ? described('no key') : key,
      }
    : undefined;
}

function mixed(mapping: ResourceView, index: ResourceIndex): Finding | undefined {
  if (protocolOf(mapping, index) !== 'WEBSOCKET') {
    return undefined;
  }
  const [first, protocol] =
    protocolsOn(mapping, index).find(
      ([other, kind]) => kind !== undefined && kind !== 'WEBSOCKET' && areDeployedTogether(other, mapping),
    ) ?? [];
  return (
    first && {
      must: `be a domain name to which no HTTP or REST API is mapped ('${first.path}' maps ${NAMES[protocol ?? 'HTTP']} API to this domain name)`,
      given: described('a mapping of a WebSocket API'),
    }
  );
}

/** Returns the stages of the API by their names, or undefined if the app creates no stage or if a name is not known. */
function stagesOf(mapping: ResourceView): ReadonlyMap<string, ResourceView> | undefined {
  const stages = mapping.api?.all('stage') ?? [];
  const names = stages.map((stage) => stage.text('StageName'));
  // If the app creates no stage of an API, the stages of the API are probably created outside the app
  return mapping.api && names.length > 0 && names.every((name) => name !== undefined)
    ? new Map(stages.map((stage, i) => [names[i] ?? '', stage]))
    : undefined;
}

function unknownStage(mapping: ResourceView, index: ResourceIndex): Finding | undefined {
  const [name, stages] = [mapping.text('Stage'), stagesOf(mapping)];
  if (name === undefined || !mapping.api || !stages || stages.has(name) || !index.isComplete(mapping.api, 'stage')) {
    return undefined;
  }
  const names = [...stages.keys()];
  const meant = names.find((one) => one.toLowerCase() === name.toLowerCase());
  return {
    must: `be a stage of '${mapping.api.api?.path}', which has the stages '${names.join("', '")}'`,
    given: name,
    instead: meant === undefined ? undefined : `Did you mean '${meant}'?`,
  };
}

/** Returns the stage that a mapping specifies by a string, if CloudFormation may create the stage after the mapping. */
function lateStage(mapping: ResourceView): ResourceView | undefined {
  const name = mapping.text('Stage');
  const stage =
    name === undefined ? undefined : mapping.api?.all('stage').find((one) => one.text('StageName') === name);
  return stage && mayComeBefore(mapping, stage) ? stage : undefined;
}

/**
 * Returns the stage that the program passed to a mapping, if this stage belongs to another API, and the API of the
 * mapping has a stage with the same name. L2 constructs render only the name of the stage.
 */
function stageOfOtherApi(mapping: ResourceView, index: ResourceIndex): ResourceView | undefined {
  const own = lateStage(mapping);
  return (
    own &&
    mapping.node
      .obtainDependencies()
      .filter(CfnResource.isCfnResource)
      .filter(({ cfnResourceType }) => cfnResourceType === TYPES.stage)
      .flatMap((stage) => index.visible(stage) ?? [])
      .find((stage) => stage.text('StageName') === own.text('StageName') && stage.api?.api && stage.api !== mapping.api)
  );
}

/**
 * Reports a mapping that specifies a stage or domain name of the app only by name, because CloudFormation may create
 * the mapping first.
 */
function notWaitedFor(mapping: ResourceView, index: ResourceIndex): (Finding | undefined)[] {
  const stage = stageOfOtherApi(mapping, index) ? undefined : lateStage(mapping);
  const domain = mapping.text('DomainName') === undefined ? undefined : domainResourceOf(mapping, index);
  return [
    { property: 'Stage', other: stage },
    { property: 'DomainName', other: domain && mayComeBefore(mapping, domain) ? domain : undefined },
  ].map(({ property, other }) =>
    other
      ? {
          property,
          must: `refer to '${other.path}', so that CloudFormation creates that resource first`,
          given: mapping.text(property),
        }
      : undefined,
  );
}

/** Returns the first mapping of each API to a domain name with mutual TLS. */
function firstWithMtls(index: ResourceIndex): Iterable<ResourceView> {
  const first = new Map<unknown, ResourceView>();
  for (const mapping of index.all('apiMapping')) {
    const domain = mapping.api && !first.has(mapping.api) ? domainResourceOf(mapping, index) : undefined;
    if (domain && domain.entries('MutualTlsAuthentication').length > 0) {
      first.set(mapping.api, mapping);
    }
  }
  return first.values();
}

export const API_MAPPING_RULES = rules([
  ...required('apiMapping', ['ApiId', 'DomainName', 'Stage']),
  ruleFrom(MAPPING_KEY, { on: 'apiMapping', property: 'ApiMappingKey' }),
  ruleFrom(MAPPING_KEY_LITERAL, { on: 'apiMapping', property: 'ApiMappingKey' }),
  ruleFrom(MAPPING_KEY_LEVELS, { on: 'apiMapping', protocol: 'WEBSOCKET', property: 'ApiMappingKey' }),
  {
    code: 'ApiMappingDuplicate',
    severity: 'error',
    evidence: 'observed',
    source:
      'AWS: "ApiMapping key already exists for this domain name", and API Gateway treats an empty key as an absent key',
    on: 'apiMapping',
    property: 'ApiMappingKey',
    summary: 'Two mappings of a domain name have the same key, or both have no key.',
    page: PAGES.guide('http-api-mappings'),
    fix: 'Use a different key for each mapping of a domain name. A mapping without a key maps the root, and a domain name can have only one such mapping.',
    check: duplicate,
  },
  { ...MAPPED_STAGE, on: 'apiMapping', needs: 'Stage', property: 'Stage', check: unknownStage },
  length('apiMapping', 'Stage', 1, 128),
  ofSameApi('apiMapping', 'Stage', 'stage'),
  {
    ...REFERENCE_TO_OTHER_API,
    on: 'apiMapping',
    needs: 'Stage',
    property: 'Stage',
    check: (mapping, index) => {
      const stage = stageOfOtherApi(mapping, index);
      return stage
        ? {
            must: `be a stage of '${mapping.api?.api?.path}'`,
            given: described(`'${stage.path}' of '${stage.api?.api?.path}'`),
          }
        : undefined;
    },
  },
  { ...MAPPING_WAITS, on: 'apiMapping', property: 'Stage', check: notWaitedFor },
  {
    code: 'DomainSharedWithWebSocket',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs."',
    on: 'apiMapping',
    property: 'DomainName',
    summary: 'A WebSocket API shares a domain name with an HTTP or REST API.',
    page: PAGES.guide('websocket-api-custom-domain-names'),
    fix: 'Use a separate domain name for the WebSocket API, such as `ws.example.com`.',
    check: mixed,
  },
  {
    code: 'MutualTlsBypassed',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API Gateway guide states that clients can call the default endpoint without a certificate unless the endpoint is disabled',
    on: 'apiMapping',
    among: firstWithMtls,
    property: 'DomainName',
    summary:
      'A domain name requires client certificates, but clients can call the default endpoint of a mapped API without a certificate.',
    page: PAGES.guide('http-api-mutual-tls'),
    fix: 'Set `disableExecuteApiEndpoint: true` on the API.',
    check: (mapping) => {
      const api = mapping.api?.api;
      const disabled = api?.value('DisableExecuteApiEndpoint');
      return api && (disabled === undefined || String(disabled) === 'false')
        ? {
            must: 'be the only endpoint of the API if client certificates are required',
            given: described(`the default endpoint of '${api.path}' as well`),
          }
        : undefined;
    },
  },
]);
