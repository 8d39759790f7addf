import type { CfnResource } from 'aws-cdk-lib/core';
import { Token } from 'aws-cdk-lib/core';

import type { CertificateUse, Location } from '../constraints/certificate';
import {
  CERTIFICATE_ACCOUNT,
  CERTIFICATE_ARN,
  CERTIFICATE_NAMES,
  CERTIFICATE_PRESENT,
  CERTIFICATE_REGION,
  OWNERSHIP_PRESENT,
  OWNERSHIP_WITH_MTLS,
  TRUSTSTORE_URI,
  TRUSTSTORE_VERSIONED,
} from '../constraints/certificate';
import type { Constraint } from '../constraint';
import { listOf } from '../constraint';
import { TYPES } from '../engine/kinds';
import { referenceIn, targetOf } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { member } from '../engine/resource-view';
import type { Rule } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length } from '../engine/property-rules';
import { eachConfiguration, ofConfigurations } from './domain-name';
import { targetOfOtherType } from './references';

const BUCKET = 'AWS::S3::Bucket';

function known(value: string): string | undefined {
  return Token.isUnresolved(value) ? undefined : value;
}

function locationOf({ stack }: CfnResource): Location {
  return { region: known(stack.region), account: known(stack.account) };
}

/** Returns the account and the region of a certificate, from its ARN or from the stack that creates the certificate. */
function certificateLocation(arn: unknown, index: ResourceIndex): Location | undefined {
  if (typeof arn === 'string') {
    const [, region, account] = /^arn:[^:]+:acm:([^:]+):([^:]+):certificate/.exec(arn) ?? [];
    return region === undefined ? undefined : { region, account };
  }
  const created = targetOf(arn, TYPES.certificate);
  if (created) {
    return locationOf(created);
  }
  // DnsValidatedCertificate is a custom resource, whose properties describe the certificate
  const requested = targetOf(arn, 'AWS::CloudFormation::CustomResource');
  const view = requested && index.viewOf(requested);
  return view?.text('Region') !== undefined && !view.lacks('DomainName') && !view.lacks('HostedZoneId')
    ? { region: view.text('Region'), account: undefined }
    : undefined;
}

/**
 * Returns the rule that checks the account and region of a certificate. The rule skips edge-optimized endpoints,
 * because DOMAIN_ENDPOINT_TYPE reports them.
 */
function onLocation(declared: Constraint<CertificateUse>): Rule {
  return ofConfigurations(declared, 'CertificateArn', (arn, { node }, index, configuration) => {
    const certificate = member(configuration, 'EndpointType') === 'EDGE' ? undefined : certificateLocation(arn, index);
    return certificate && listOf(declared.check({ certificate, stack: locationOf(node) }))[0];
  });
}

/** Returns the domain names of a certificate, or undefined if one of the names is known only at deployment. */
function namesOf(certificate: CfnResource, index: ResourceIndex): readonly string[] | undefined {
  const view = index.visible(certificate);
  const others = view?.lacks('SubjectAlternativeNames') ? [] : view?.list('SubjectAlternativeNames');
  const names = others && [view?.value('DomainName'), ...others];
  return names?.every((name): name is string => typeof name === 'string') ? names : undefined;
}

/** Whether the app creates a certificate that a private CA issues. */
function isPrivate(arn: unknown, index: ResourceIndex): boolean {
  const certificate = targetOf(arn, TYPES.certificate);
  const authority = certificate && index.visible(certificate)?.value('CertificateAuthorityArn');
  return typeof authority === 'string' || referenceIn(authority) !== undefined;
}

const hasMtls = (domain: ResourceView) => domain.entries('MutualTlsAuthentication').length > 0;

export const CERTIFICATE_RULES = rules([
  eachConfiguration(CERTIFICATE_PRESENT, 'CertificateArn'),
  eachConfiguration(CERTIFICATE_ARN, 'CertificateArn'),
  ofConfigurations(CERTIFICATE_ARN, 'CertificateArn', (arn) => {
    const given = targetOfOtherType(arn, [TYPES.certificate]);
    return given === undefined ? undefined : { must: 'be the ARN of an ACM certificate', given };
  }),
  onLocation(CERTIFICATE_REGION),
  onLocation(CERTIFICATE_ACCOUNT),
  ofConfigurations(CERTIFICATE_NAMES, 'CertificateArn', (arn, domain, index) => {
    const certificate = targetOf(arn, TYPES.certificate);
    const [domainName, names] = [domain.text('DomainName'), certificate && namesOf(certificate, index)];
    return domainName && names ? listOf(CERTIFICATE_NAMES.check({ domainName, names }))[0] : undefined;
  }),
  ofConfigurations(OWNERSHIP_PRESENT, 'OwnershipVerificationCertificateArn', (arn, domain, index, configuration) =>
    hasMtls(domain) && isPrivate(member(configuration, 'CertificateArn'), index)
      ? listOf(OWNERSHIP_PRESENT.check(arn))[0]
      : undefined,
  ),
  ofConfigurations(OWNERSHIP_WITH_MTLS, 'OwnershipVerificationCertificateArn', (arn, domain) =>
    domain.lacks('MutualTlsAuthentication') ? listOf(OWNERSHIP_WITH_MTLS.check(arn))[0] : undefined,
  ),
  {
    ...TRUSTSTORE_URI,
    on: 'domainName',
    needs: 'MutualTlsAuthentication',
    property: 'MutualTlsAuthentication.TruststoreUri',
    check: (domain) =>
      hasMtls(domain) ? TRUSTSTORE_URI.check(domain.value('MutualTlsAuthentication', 'TruststoreUri')) : undefined,
  },
  ruleFrom(TRUSTSTORE_VERSIONED, {
    on: 'domainName',
    needs: 'MutualTlsAuthentication',
    property: 'MutualTlsAuthentication.TruststoreVersion',
    value: (domain, index) => {
      const bucket = domain.target(BUCKET, 'MutualTlsAuthentication', 'TruststoreUri');
      return bucket && index.viewOf(bucket).lacks('VersioningConfiguration')
        ? domain.value('MutualTlsAuthentication', 'TruststoreVersion')
        : undefined;
    },
  }),
  length('domainName', 'MutualTlsAuthentication.TruststoreVersion', 1, 64),
]);
