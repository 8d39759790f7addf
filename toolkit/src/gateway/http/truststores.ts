import { X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ToolkitError } from '../../model/errors';
import type { ApiModel, DomainName } from '../../model/types';
import type { GatewayContext, GatewayRequest } from '../contracts';
import { pathOf } from '../names';

/** Truststores in PEM format. The key is the domain name, construct ID or construct path of a custom domain name. */
export type TruststoresOption = Readonly<Record<string, string>>;

/** The maximum number of certificates in a chain that API Gateway accepts. */
const maxChain = 4;

/** Verifies the client certificates of requests to custom domains with mutual TLS. */
export class Truststores {
  private readonly given = new Map<string, readonly X509Certificate[]>();
  private readonly read = new Map<string, readonly X509Certificate[] | undefined>();

  constructor(
    private readonly context: Pick<GatewayContext, 'directory' | 'values' | 'clock'>,
    option: TruststoresOption,
    { domainNames }: Pick<ApiModel, 'domainNames'>,
  ) {
    const named = (name: string) => (one: DomainName) =>
      context.values.textIfKnown(one.name) === name || pathOf(one) === name || pathOf(one).endsWith(`/${name}`);
    for (const [name, pem] of Object.entries(option)) {
      const found = domainNames.filter(named(name));
      if (found.length === 0) {
        throw new ToolkitError(
          'UnknownDomainName',
          `The option \`truststores\` contains ${name}, which is not a custom domain name of the app. Custom domain names: ${domainNames.map(pathOf).join(', ') || 'none'}.`,
        );
      }
      for (const { id } of found) this.given.set(id, certificatesOf(pem, `The option \`truststores\` for ${name}`));
    }
  }

  /** The reason why the client certificate of a request is not trusted, or undefined if the certificate is trusted. */
  problemOf(domain: DomainName, { host, clientCertificate, certificatePem }: GatewayRequest): string | undefined {
    if (domain.mutualTls === undefined) return undefined;
    if (clientCertificate === undefined) {
      return `The domain ${host} requires mutual TLS. Pass \`clientCertificate\` to fetch.`;
    }
    // The gateway does not verify a certificate that a test passed as an object of fields instead of a PEM string.
    if (certificatePem === undefined) return undefined;
    const trusted = this.given.get(domain.id) ?? this.fromAssets(domain);
    if (trusted === undefined) {
      return `The truststore of ${pathOf(domain)} is not part of the app. Set the content of the truststore in the option \`truststores\`: { ${JSON.stringify(host)}: '-----BEGIN CERTIFICATE-----…' }.`;
    }
    return this.problemOfChain(new X509Certificate(certificatePem), trusted);
  }

  private problemOfChain(client: X509Certificate, trusted: readonly X509Certificate[]): string | undefined {
    const now = this.context.clock.now();
    let certificate = client;
    for (let length = 1; length <= maxChain; length++) {
      if (!(Date.parse(certificate.validFrom) <= now && now <= Date.parse(certificate.validTo))) {
        return `The certificate of ${oneLine(certificate.subject)} is valid only from ${certificate.validFrom} to ${certificate.validTo}.`;
      }
      const isSame = ({ fingerprint256 }: X509Certificate) => fingerprint256 === certificate.fingerprint256;
      const issued = (one: X509Certificate) => certificate.checkIssued(one) && certificate.verify(one.publicKey);
      const issuer = trusted.find((one) => (one.ca || isSame(one)) && issued(one));
      if (issuer === undefined) {
        return `The truststore does not contain the certificate of ${oneLine(certificate.issuer)}, which issued the certificate of ${oneLine(certificate.subject)}.`;
      }
      if (isSame(issuer)) return undefined;
      certificate = issuer;
    }
    return `The chain of the client certificate contains more than ${maxChain} certificates.`;
  }

  /** The truststore, if it is an asset of the app. The name of the asset file contains the key of the S3 object. */
  private fromAssets(domain: DomainName): readonly X509Certificate[] | undefined {
    if (!this.read.has(domain.id)) {
      const uri = this.context.values.textIfKnown(domain.mutualTls && truststoreOf(domain));
      const file = uri === undefined ? undefined : join(this.context.directory, `asset.${basename(uri)}`);
      const isThere = file !== undefined && existsSync(file);
      const what = `The truststore of ${pathOf(domain)}`;
      this.read.set(domain.id, isThere ? certificatesOf(readFileSync(file, 'utf8'), what) : undefined);
    }
    return this.read.get(domain.id);
  }
}

function truststoreOf({ mutualTls }: DomainName) {
  return mutualTls !== undefined && 'truststoreUri' in mutualTls ? mutualTls.truststoreUri : undefined;
}

function certificatesOf(pem: unknown, what: string): X509Certificate[] {
  const found =
    typeof pem === 'string' ? pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) : null;
  try {
    if (found) return found.map((one) => new X509Certificate(one));
  } catch {
    // Invalid certificates cause the error below, which has a clear message.
  }
  throw new ToolkitError('WrongTruststore', `${what} does not contain a certificate in PEM format.`);
}

function oneLine(name: string): string {
  return name.split('\n').join(', ');
}
