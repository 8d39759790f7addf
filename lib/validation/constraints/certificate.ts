import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { described } from '../message';
import { isText } from '../value-checks';

const DOMAINS = PAGES.guide('http-api-custom-domain-names');
const MTLS = PAGES.guide('http-api-mutual-tls');
// An example ARN in the README of aws-cdk-lib ends with `certificate`, without an ID
const ARN = /^arn:[\w-]+:acm:[\w-]+:\d+:certificate(\/.+)?$/;

/** The account and the region of a resource, if they are known at synthesis. */
export interface Location {
  /** The region, such as `eu-west-1`. */
  readonly region: string | undefined;
  /** The account ID. */
  readonly account: string | undefined;
}

/** The account and region of a certificate, and of the domain name that uses the certificate. */
export interface CertificateUse {
  /** The account and the region of the certificate. */
  readonly certificate: Location;
  /** The account and the region of the stack that contains the domain name. */
  readonly stack: Location;
}

export const CERTIFICATE_PRESENT = constraint<unknown>({
  code: 'CertificateMissing',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway guide states that every custom domain name needs a certificate, and API Gateway validates the ARN of the certificate',
  summary: 'The certificate of a domain name configuration is missing.',
  fix: 'Specify the ARN of an ACM certificate, or use `HostedDomainName`, which creates a certificate.',
  page: DOMAINS,
  check: (arn) => (arn === undefined ? { must: 'be specified', given: undefined } : undefined),
});

export const CERTIFICATE_ARN = constraint<unknown>({
  code: 'CertificateArnInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway guide requires an ACM certificate, and the error message of AWS begins with "Invalid certificate ARN"',
  summary: 'The certificate of a domain name is not the ARN of an ACM certificate.',
  fix: 'Use `arn:<partition>:acm:<region>:<account>:certificate/<ID>`.',
  page: DOMAINS,
  check: (arn) =>
    !isText(arn) || ARN.test(arn)
      ? undefined
      : { must: "be 'arn:<partition>:acm:<region>:<account>:certificate/<ID>'", given: arn },
});

export const CERTIFICATE_REGION = constraint<CertificateUse>({
  code: 'CertificateOfOtherRegion',
  severity: 'error',
  evidence: 'observed',
  source: `AWS: "Invalid certificate ARN: …. Certificate must be in 'us-east-1'."`,
  summary: 'The certificate of a domain name is not in the region of the domain name.',
  fix: 'Create or import the certificate in the region of the domain name. Only CloudFront needs a certificate in `us-east-1`.',
  page: DOMAINS,
  check: ({ certificate, stack }) =>
    certificate.region !== undefined && stack.region !== undefined && certificate.region !== stack.region
      ? {
          must: `be a certificate in ${stack.region}, the region of the domain name`,
          given: described(`a certificate in ${certificate.region}`),
        }
      : undefined,
});

export const CERTIFICATE_ACCOUNT = constraint<CertificateUse>({
  code: 'CertificateOfOtherAccount',
  severity: 'error',
  evidence: 'observed',
  source: 'Public reports describe deployments that failed because the certificate belongs to another account',
  summary: 'The certificate of a domain name is not in the account of the domain name.',
  fix: 'Create or import the certificate in the account of the domain name.',
  page: DOMAINS,
  // CERTIFICATE_REGION reports a certificate in another region
  check: ({ certificate, stack }) =>
    certificate.account !== undefined &&
    stack.account !== undefined &&
    certificate.account !== stack.account &&
    (stack.region === undefined || certificate.region === undefined || certificate.region === stack.region)
      ? {
          must: `be a certificate in ${stack.account}, the account of the domain name`,
          given: described(`a certificate in ${certificate.account}`),
        }
      : undefined,
});

export const CERTIFICATE_NAMES = constraint<{ readonly domainName: string; readonly names: readonly string[] }>({
  code: 'CertificateNameMismatch',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API Gateway guide states that the certificate must include the domain name. A wildcard matches exactly one label',
  summary: 'The certificate of a domain name does not include the domain name.',
  fix: 'Add the domain name to the names of the certificate. A wildcard matches exactly one label.',
  page: DOMAINS,
  check: ({ domainName, names }) => {
    const parent = domainName.replace(/^[^.]*/, '*').toLowerCase();
    const isCovered = names.some((name) => [domainName.toLowerCase(), parent].includes(name.toLowerCase()));
    return isCovered
      ? undefined
      : {
          must: `include the domain name '${domainName}'`,
          given: described(`a certificate for '${names.join("', '")}'`),
        };
  },
});

export const OWNERSHIP_PRESENT = constraint<unknown>({
  code: 'OwnershipCertificateMissing',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Missing ownershipVerificationCertificate."',
  summary:
    'A domain name with mutual TLS uses a certificate that a private CA issued, but has no public certificate that proves the ownership of the domain.',
  fix: 'Set `ownershipCertificate` to a public ACM certificate that includes the domain name.',
  page: MTLS,
  check: (arn) =>
    arn === undefined
      ? { must: 'be specified for mutual TLS with a certificate that a private CA issued', given: undefined }
      : undefined,
});

export const OWNERSHIP_WITH_MTLS = constraint<unknown>({
  code: 'OwnershipCertificateWithoutMtls',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API reference states that the ownership certificate is "only required when configuring mutual TLS", but it is not known whether API Gateway rejects the certificate without mutual TLS',
  summary: 'A domain name without mutual TLS specifies an ownership certificate, which has no effect.',
  fix: 'Set `mtls`, or remove the ownership certificate.',
  page: MTLS,
  check: (arn) =>
    arn === undefined
      ? undefined
      : {
          must: 'be omitted without mutual TLS',
          given: isText(arn) ? arn : described('a certificate'),
        },
});

export const TRUSTSTORE_URI = constraint<unknown>({
  code: 'TruststoreUriInvalid',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API reference requires an Amazon S3 URL such as `s3://bucket-name/key-name`',
  summary: 'The truststore URI of a domain name with mutual TLS is not an S3 URL with a bucket and a key.',
  fix: 'Use `s3://<bucket>/<key>`.',
  page: MTLS,
  check: (uri) =>
    uri === undefined || (isText(uri) && !/^s3:\/\/[^/]+\/.+$/i.test(uri))
      ? { must: "be 's3://<bucket>/<key>'", given: uri }
      : undefined,
});

export const TRUSTSTORE_VERSIONED = constraint<unknown>({
  code: 'TruststoreBucketUnversioned',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API reference states: "To specify a version, you must have versioning enabled for the S3 bucket"',
  summary:
    'A domain name specifies a version of its truststore, but versioning is not enabled for the bucket of the truststore.',
  fix: 'Set `versioned: true` on the bucket, or remove the version of the truststore.',
  page: MTLS,
  check: (version) =>
    version === undefined
      ? undefined
      : {
          must: 'be omitted if versioning is not enabled for the bucket of the truststore',
          given: isText(version) ? version : described('a version'),
        },
});
