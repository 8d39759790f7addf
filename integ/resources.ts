// Resources that several integration apps share. The following command deploys an app. If the app requires a domain,
// specify a domain of your account:
//   INTEG_DOMAIN=... INTEG_CERTIFICATE_ARN=... \
//     npx cdk deploy --all --app 'node -r ./scripts/register-ts.cjs integ/integ.http-api.ts'
import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

// The committed snapshots contain these placeholders.
export const DOMAIN = process.env.INTEG_DOMAIN ?? 'integ.example.com';
const CERTIFICATE_ARN =
  process.env.INTEG_CERTIFICATE_ARN ??
  'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555';
export const TRUSTSTORE_BUCKET = process.env.INTEG_TRUSTSTORE_BUCKET ?? 'integ-example-truststore';

/** Imports the certificate for `DOMAIN` and `*.DOMAIN`, in the region of the deployment. */
export function certificate(stack: Stack): ICertificate {
  return Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE_ARN);
}

/** Creates a Lambda function with inline JavaScript. */
export function fn(scope: Construct, id: string, code: string, props: Partial<lambda.FunctionProps> = {}) {
  return new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    timeout: Duration.seconds(10),
    code: lambda.Code.fromInline(code),
    ...props,
  });
}

/** Creates a Lambda function that returns its event as the response body. */
export function echo(scope: Construct, id: string, props: Partial<lambda.FunctionProps> = {}) {
  return fn(scope, id, 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });', props);
}
