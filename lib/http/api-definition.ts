import { readFileSync, statSync } from 'node:fs';

import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';

import { fail } from '../validation/errors';
import { refuseIntrinsics } from './openapi-references';
import type { YamlError, parseYaml } from './openapi-yaml';

interface YamlModule {
  readonly parseYaml: typeof parseYaml;
  readonly YamlError: typeof YamlError;
}

/**
 * Where the document is that says what an HTTP API consists of.
 *
 * @internal
 */
export interface DefinitionSource {
  /** The document itself, where it can be read at synthesis. */
  readonly document?: unknown;

  /** Where it is, for one that the template does not hold. */
  readonly location?: (scope: Construct) => CfnApi.BodyS3LocationProperty;
}

/**
 * The OpenAPI 3.0 document that an HTTP API is made of.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 */
export class HttpApiDefinition {
  /**
   * A document in the program. Values of the app, such as ARNs, may stand anywhere in it. It becomes a part of the template, which takes
   * at most 1 MB.
   *
   * @param document the document, as an object
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  public static fromInline(document: { [key: string]: any }): HttpApiDefinition {
    return new HttpApiDefinition(() => ({ document }));
  }

  /**
   * A file in JSON or YAML, which is uploaded to the bucket of assets.
   *
   * It is checked like a document in the program, and is part of the template, instead of an asset, where the API names `functions` or
   * `substitutions`. YAML is read as YAML 1.2, where `yes` and dates are texts.
   *
   * @param file the path of the file
   */
  public static fromAsset(file: string): HttpApiDefinition {
    return new HttpApiDefinition((scope) => ({
      document: readDocument(scope, file),
      location: (parent) => {
        const { s3BucketName: bucket, s3ObjectKey: key } = new Asset(parent, 'Definition', { path: file });
        return { bucket, key };
      },
    }));
  }

  /**
   * An object in a bucket, in JSON or YAML. It is not checked; and a new version of the object is seen only if `version` or `key` changes.
   *
   * @param bucket the bucket
   * @param key the key of the object
   * @param version the version of the object, in a bucket with versions; the newest where it is left out
   */
  public static fromBucket(bucket: IBucketRef, key: string, version?: string): HttpApiDefinition {
    const { bucketName } = bucket.bucketRef;
    return new HttpApiDefinition(() => ({ location: () => ({ bucket: bucketName, key, version }) }));
  }

  /** @internal */
  public readonly _read: (scope: Construct) => DefinitionSource;

  private constructor(read: (scope: Construct) => DefinitionSource) {
    this._read = read;
  }
}

/** What a file holds. */
function readDocument(scope: Construct, file: string): unknown {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    fail(scope, 'OpenApiFileInvalid', `there must be a file with the OpenAPI document, got '${file}'. Check the path.`);
  }
  const text = readFileSync(file, 'utf8');
  const document = /\.json$/i.test(file)
    ? readJson(scope, file, text)
    : (tryReadJson(text) ?? readYaml(scope, file, text));
  refuseIntrinsics(scope, document);
  return document;
}

function readJson(scope: Construct, file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return fail(
      scope,
      'OpenApiFileInvalid',
      `'${file}' must be JSON, got: ${(error as Error).message}. Correct it; a file in YAML ends in '.yaml'.`,
    );
  }
}

/** Most JSON is YAML too, but this is quicker and has no limits of YAML. */
function tryReadJson(text: string): unknown {
  try {
    return text.trimStart().startsWith('{') ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

function readYaml(scope: Construct, file: string, text: string): unknown {
  // Only who has YAML loads the parser
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const yaml = require('./openapi-yaml') as YamlModule;
  try {
    return yaml.parseYaml(text);
  } catch (error) {
    if (!(error instanceof yaml.YamlError)) {
      throw error;
    }
    const place = error.line === undefined ? `'${file}'` : `line ${error.line} of '${file}'`;
    return fail(scope, 'OpenApiFileInvalid', `${place} must be YAML, got: ${error.problem}. Correct it.`);
  }
}
