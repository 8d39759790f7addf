import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { described } from '../message';
import { isText } from '../values';

const DOMAINS = PAGES.guide('http-api-custom-domain-names');
const MTLS = PAGES.guide('http-api-mutual-tls');
// The README of aws-cdk-lib has an example without ID
const ARN = /^arn:[\w-]+:acm:[\w-]+:\d+:certificate(\/.+)?$/;

/** The account and the region of a resource, if they are known at synthesis. */
export interface Location {
  /** The region, such as `eu-west-1`. */
  readonly region: string | undefined;
  /** The account ID. */
  readonly account: string | undefined;
}

/** A certificate, and the stack of the domain name that uses it. */
export interface CertificateUse {
  /** The environment of the certificate. */
  readonly certificate: Location;
  /** The environment of the domain name. */
  readonly stack: Location;
}

export const CERTIFICATE_PRESENT = constraint<unknown>({
  code: 'CertificateMissing',
  severity: 'error',
  evidence: 'documented',
  source: 'The guide: every custom domain name needs a certificate; API Gateway validates its ARN',
  summary: 'A configuration of a domain name has no certificate.',
  fix: 'Specify the ARN of a certificate of ACM, or use `HostedDomainName`, which creates one.',
  page: DOMAINS,
  check: (arn) => (arn === undefined ? { must: 'be specified', given: undefined } : undefined),
});

export const CERTIFICATE_ARN = constraint<unknown>({
  code: 'CertificateArnInvalid',
  severity: 'error',
  evidence: 'documented',
  source: 'The guide: the certificate is one of ACM; AWS begins its error with "Invalid certificate ARN"',
  summary: 'The certificate of a domain name is not specified by the ARN of a certificate of ACM.',
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
  summary: 'The certificate of a domain name is in another region than the domain name.',
  fix: 'Create or import the certificate in the region of the domain name. Only CloudFront needs one in `us-east-1`.',
  page: DOMAINS,
  check: ({ certificate, stack }) =>
    certificate.region !== undefined && stack.region !== undefined && certificate.region !== stack.region
      ? {
          must: `be a certificate of the region of the domain name, ${stack.region}`,
          given: described(`one of ${certificate.region}`),
        }
      : undefined,
});

export const CERTIFICATE_ACCOUNT = constraint<CertificateUse>({
  code: 'CertificateOfOtherAccount',
  severity: 'error',
  evidence: 'observed',
  source: 'Public reports of deployments that failed with a certificate of another account',
  summary: 'The certificate of a domain name belongs to another account than the domain name.',
  fix: 'Create or import the certificate in the account of the domain name.',
  page: DOMAINS,
  // A certificate of another region is reported already
  check: ({ certificate, stack }) =>
    certificate.account !== undefined &&
    stack.account !== undefined &&
    certificate.account !== stack.account &&
    (stack.region === undefined || certificate.region === undefined || certificate.region === stack.region)
      ? {
          must: `be a certificate of the account of the domain name, ${stack.account}`,
          given: described(`one of ${certificate.account}`),
        }
      : undefined,
});

export const CERTIFICATE_NAMES = constraint<{ readonly domainName: string; readonly names: readonly string[] }>({
  code: 'CertificateNameMismatch',
  severity: 'warning',
  evidence: 'documented',
  source: 'The guide: the certificate must be for the domain name; a wildcard stands for one label',
  summary: 'The certificate of a domain name is for other names.',
  fix: 'Add the domain name to the names of the certificate. A wildcard stands for exactly one label.',
  page: DOMAINS,
  check: ({ domainName, names }) => {
    const parent = domainName.replace(/^[^.]*/, '*').toLowerCase();
    const isCovered = names.some((name) => [domainName.toLowerCase(), parent].includes(name.toLowerCase()));
    return isCovered
      ? undefined
      : {
          must: `cover the domain name '${domainName}'`,
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
    'A domain name with mutual TLS has a certificate of a private CA, but no public certificate that proves who owns the name.',
  fix: 'Set `ownershipCertificate` to a public certificate of ACM for the domain name.',
  page: MTLS,
  check: (arn) =>
    arn === undefined
      ? { must: 'be specified for mutual TLS with a certificate of a private CA', given: undefined }
      : undefined,
});

export const OWNERSHIP_WITH_MTLS = constraint<unknown>({
  code: 'OwnershipCertificateWithoutMtls',
  severity: 'warning',
  evidence: 'inferred',
  source: 'The API reference: "only required when configuring mutual TLS"; no rejection was observed',
  summary: 'A domain name without mutual TLS has an ownership certificate, which then has no effect.',
  fix: 'Set `mtls` too, or remove the ownership certificate.',
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
  source: 'The API reference: an Amazon S3 URL such as `s3://bucket-name/key-name`',
  summary: 'The truststore of a domain name with mutual TLS is not an S3 URL with bucket and key.',
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
  source: 'The API reference: "To specify a version, you must have versioning enabled for the S3 bucket"',
  summary: 'A domain name reads a version of its truststore from a bucket without versioning.',
  fix: 'Set `versioned: true` for the bucket, or remove the version of the truststore.',
  page: MTLS,
  check: (version) =>
    version === undefined
      ? undefined
      : {
          must: 'be omitted, since the bucket of the truststore has no versioning',
          given: isText(version) ? version : described('a version'),
        },
});
