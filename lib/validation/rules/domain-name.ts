import {
  DOMAIN_CONFIGURATIONS,
  DOMAIN_ENDPOINT_TYPE,
  DOMAIN_NAME,
  DOMAIN_NAME_PUBLIC,
  DOMAIN_POLICY_OF_REST,
  DOMAIN_POLICY_UNKNOWN,
  DOMAIN_TLS,
  ROUTING_MODE,
} from '../constraints/domain-name';
import { UNKNOWN_VALUE, UNUSUAL_LENGTH } from '../constraints/shared-declarations';
import type { Constraint } from '../constraint';
import { listOf } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { isPlainObject, unconditional } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether, member } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { required } from '../engine/property-rules';
import { checkLength, checkOneOf } from '../value-checks';
import { domainsByName, mappingsOf, nameKey } from './mapped-domains';
import { tagRules } from './tags';

const DOMAINS = PAGES.guide('http-api-custom-domain-names');
const MULTI_LEVEL_MAPPINGS = 200;

/** Returns the configurations of a domain name that are known at synthesis. */
export function configurationsOf(domain: ResourceView): readonly unknown[] {
  return unconditional(domain.list('DomainNameConfigurations')).filter(isPlainObject);
}

/** Returns a rule that calls a function to check one member of each configuration of a domain name. */
export function ofConfigurations(
  declared: Pick<Constraint<unknown>, Exclude<keyof Rule, 'on' | 'property' | 'check'> & keyof Constraint<unknown>>,
  name: string,
  check: (value: unknown, domain: ResourceView, index: ResourceIndex, configuration: unknown) => Violation | undefined,
): Rule {
  return {
    ...declared,
    on: 'domainName',
    needs: 'DomainNameConfigurations',
    property: `DomainNameConfigurations.${name}`,
    check: (domain, index) => configurationsOf(domain).map((one) => check(member(one, name), domain, index, one)),
  };
}

/** Returns a rule that applies a constraint to one member of each configuration of a domain name. */
export function eachConfiguration(declared: Constraint<unknown>, name: string): Rule {
  return ofConfigurations(declared, name, (value) => listOf(declared.check(value))[0]);
}

function duplicate(domain: ResourceView, index: ResourceIndex): Finding | undefined {
  const name = domain.text('DomainName');
  const same = name === undefined ? [] : (domainsByName(index).get(nameKey(domain, name)) ?? []);
  const first = same.find((other) => areDeployedTogether(other, domain));
  return first && first !== domain
    ? { must: `be unique in its region ('${first.path}' has the same name)`, given: name }
    : undefined;
}

const DUPLICATE: Pick<Rule, 'code' | 'severity' | 'evidence' | 'source' | 'summary' | 'fix' | 'page'> = {
  code: 'DomainNameDuplicate',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "… already exists" (BadRequestException)',
  summary: 'Two domain names in the same region have the same name.',
  fix: 'Create the domain name once, and map several APIs to it.',
  page: DOMAINS,
};

export const DOMAIN_RULES = rules([
  ...required('domainName', ['DomainName']),
  ...tagRules('domainName'),
  ruleFrom(DOMAIN_NAME, { on: 'domainName', property: 'DomainName' }),
  ruleFrom(DOMAIN_NAME_PUBLIC, { on: 'domainName', property: 'DomainName' }),
  ...(['domainName', 'restDomainName'] as const).map((on): Rule => ({
    ...DUPLICATE,
    on,
    needs: 'DomainName',
    property: 'DomainName',
    check: duplicate,
  })),
  ruleFrom(DOMAIN_CONFIGURATIONS, {
    on: 'domainName',
    property: 'DomainNameConfigurations',
    value: (domain) => {
      const list = domain.list('DomainNameConfigurations');
      const count = domain.lacks('DomainNameConfigurations') ? 0 : list?.length;
      const certain = unconditional(list).length;
      return count === 0 || certain > 1
        ? { count: certain, types: configurationsOf(domain).map((one) => member(one, 'EndpointType') ?? 'REGIONAL') }
        : undefined;
    },
  }),
  // If a domain name has several configurations, DOMAIN_CONFIGURATIONS reports the number of configurations
  ofConfigurations(DOMAIN_ENDPOINT_TYPE, 'EndpointType', (type, domain) =>
    configurationsOf(domain).length > 1 ? undefined : listOf(DOMAIN_ENDPOINT_TYPE.check(type))[0],
  ),
  eachConfiguration(DOMAIN_TLS, 'SecurityPolicy'),
  eachConfiguration(DOMAIN_POLICY_UNKNOWN, 'SecurityPolicy'),
  eachConfiguration(DOMAIN_POLICY_OF_REST, 'SecurityPolicy'),
  ofConfigurations(UNKNOWN_VALUE, 'IpAddressType', (type) => checkOneOf(type, ['ipv4', 'dualstack'])),
  ofConfigurations(UNUSUAL_LENGTH, 'CertificateName', (name) => checkLength(name, 1, 128)),
  ruleFrom(ROUTING_MODE, { on: 'domainName', property: 'RoutingMode' }),
  {
    code: 'TooManyMultiLevelMappings',
    severity: 'error',
    evidence: 'documented',
    source:
      'The API Gateway quotas allow at most 200 mappings with several levels for each domain name, and AWS cannot raise this quota',
    on: 'domainName',
    property: 'The number of mappings with several levels',
    summary: 'A domain name has more than 200 API mappings whose keys contain a slash.',
    page: PAGES.guide('limits'),
    fix: 'Use keys without a slash, or a second domain name.',
    check: (domain, index) => {
      const count = mappingsOf(domain, index).filter(
        (mapping) => mapping.isUnconditional && mapping.text('ApiMappingKey')?.includes('/'),
      ).length;
      return count > MULTI_LEVEL_MAPPINGS ? { must: `be at most ${MULTI_LEVEL_MAPPINGS}`, given: count } : undefined;
    },
  },
]);
