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

/** The key of a mapping, `''` for the root of the domain name. Undefined if it is known only at deployment. */
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
        must: `be unique on the domain name, and '${first.path}' has the same`,
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
      must: `have WebSocket APIs only, and '${first.path}' maps ${NAMES[protocol ?? 'HTTP']} API to it`,
      given: described('a WebSocket API beside it'),
    }
  );
}

/** The stages by their names, if the app creates all stages of the API and knows their names. */
function stagesOf(mapping: ResourceView): ReadonlyMap<string, ResourceView> | undefined {
  const stages = mapping.api?.all('stage') ?? [];
  const names = stages.map((stage) => stage.text('StageName'));
  // An API without stages in the app gets them elsewhere
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
    must: `be a stage of '${mapping.api.api?.path}', which has '${names.join("', '")}'`,
    given: name,
    instead: meant === undefined ? undefined : `Did you mean '${meant}'?`,
  };
}

/** The stage of its API that a mapping names by text, if CloudFormation may create it later. */
function lateStage(mapping: ResourceView): ResourceView | undefined {
  const name = mapping.text('Stage');
  const stage =
    name === undefined ? undefined : mapping.api?.all('stage').find((one) => one.text('StageName') === name);
  return stage && mayComeBefore(mapping, stage) ? stage : undefined;
}

/**
 * The stage of another API that a mapping waits for, if it names a stage of its own API. The L2 renders the name of the
 * stage that it gets.
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
 * The resources of the app that a mapping refers to by name only, so that CloudFormation does not create them first.
 */
function notWaitedFor(mapping: ResourceView, index: ResourceIndex): (Finding | undefined)[] {
  const stage = stageOfOtherApi(mapping, index) ? undefined : lateStage(mapping);
  const domain = mapping.text('DomainName') === undefined ? undefined : domainResourceOf(mapping, index);
  return [
    { property: 'Stage', other: stage },
    { property: 'DomainName', other: domain && mayComeBefore(mapping, domain) ? domain : undefined },
  ].map(({ property, other }) =>
    other ? { property, must: `wait for '${other.path}'`, given: mapping.text(property) } : undefined,
  );
}

/** The first mapping of each API to a domain name with mutual TLS. */
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
    source: 'AWS: "ApiMapping key already exists for this domain name"; no key and an empty one are the same',
    on: 'apiMapping',
    property: 'ApiMappingKey',
    summary: 'Two mappings of a domain name have the same key, or both have none.',
    page: PAGES.guide('http-api-mappings'),
    fix: 'Use a different key for each mapping of a domain name. One of them may have no key, which is the root.',
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
    fix: 'Use a domain name of its own for the WebSocket API, such as `ws.example.com`.',
    check: mixed,
  },
  {
    code: 'MutualTlsBypassed',
    severity: 'warning',
    evidence: 'inferred',
    source: 'The guide: clients can call the default endpoint of an API without a certificate unless it is disabled',
    on: 'apiMapping',
    among: firstWithMtls,
    property: 'DomainName',
    summary:
      'A domain name requires client certificates, but clients can call its API without one at the default endpoint.',
    page: PAGES.guide('http-api-mutual-tls'),
    fix: 'Set `disableExecuteApiEndpoint: true` for the API.',
    check: (mapping) => {
      const api = mapping.api?.api;
      const disabled = api?.value('DisableExecuteApiEndpoint');
      return api && (disabled === undefined || String(disabled) === 'false')
        ? {
            must: 'be the only way to an API that requires client certificates',
            given: described(`the default endpoint of '${api.path}' too`),
          }
        : undefined;
    },
  },
]);
