import { readFileSync, statSync } from 'node:fs';

import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IBucketRef } from 'aws-cdk-lib/aws-s3';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';

import { fail } from '../validation/errors';
import { rejectIntrinsics } from './openapi-references';
import type { YamlError, parseYaml } from './openapi-yaml';

interface YamlModule {
  readonly parseYaml: typeof parseYaml;
  readonly YamlError: typeof YamlError;
}

/**
 * The OpenAPI document of an HTTP API, or the location of the document in a bucket.
 *
 * @internal
 */
export interface DefinitionSource {
  /** The document, or undefined if it cannot be read at synthesis. */
  readonly document?: unknown;

  /** The location of the document in a bucket, or undefined if the document is inline. */
  readonly location?: (scope: Construct) => CfnApi.BodyS3LocationProperty;
}

/**
 * The source of the OpenAPI 3.0 document that defines an HTTP API.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApiDefinition, SpecHttpApi } from 'cdk-apigatewayv2';
 *
 * declare const list: lambda.Function;
 *
 * // The document refers to the function as ${list}
 * new SpecHttpApi(this, 'Books', { apiDefinition: HttpApiDefinition.fromAsset('books.yaml'), functions: { list } });
 */
export class HttpApiDefinition {
  /**
   * Uses an inline document, which you pass as an object.
   *
   * The document can contain tokens, such as the ARN of a function. The document becomes part of the template, which CloudFormation limits
   * to 1 MB.
   *
   * @param document The document, as an object
   */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  public static fromInline(document: { [key: string]: any }): HttpApiDefinition {
    return new HttpApiDefinition(() => ({ document }));
  }

  /**
   * Uses a JSON or YAML file, which CDK uploads as an asset.
   *
   * The document is validated like an inline document. If the API specifies `functions` or `substitutions`, CDK does not upload the file,
   * and the document becomes part of the template. A YAML file is parsed as YAML 1.2, in which `yes` and dates are strings.
   *
   * The API throws `OpenApiFileInvalid` if the file is missing, or is neither JSON nor YAML.
   *
   * @param file The path of the file
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
   * Uses a JSON or YAML object in an S3 bucket.
   *
   * The document is not validated at synthesis. CloudFormation imports the object again only if `version` or `key` changes.
   *
   * @param bucket The bucket
   * @param key The key of the object
   * @param version The version ID of the object, in a bucket with versioning enabled. The default is the latest version.
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

/** Reads and parses the file. */
function readDocument(scope: Construct, file: string): unknown {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) {
    fail(scope, 'OpenApiFileInvalid', `'${file}' must be a file that contains the OpenAPI document. Check the path.`);
  }
  const text = readFileSync(file, 'utf8');
  const document = /\.json$/i.test(file)
    ? readJson(scope, file, text)
    : (tryReadJson(text) ?? readYaml(scope, file, text));
  rejectIntrinsics(scope, document);
  return document;
}

function readJson(scope: Construct, file: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    return fail(
      scope,
      'OpenApiFileInvalid',
      `'${file}' must be valid JSON: ${(error as Error).message}. Correct the file, or give the file the extension '.yaml' if it contains YAML.`,
    );
  }
}

/**
 * Parses text as JSON. Returns undefined if the text is not a JSON object. A file without the extension `.json` is parsed as JSON first,
 * because the YAML parser is slower and rejects some valid JSON.
 */
function tryReadJson(text: string): unknown {
  try {
    return text.trimStart().startsWith('{') ? (JSON.parse(text) as unknown) : undefined;
  } catch {
    return undefined;
  }
}

function readYaml(scope: Construct, file: string, text: string): unknown {
  // Only apps with YAML files load the parser
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const yaml = require('./openapi-yaml') as YamlModule;
  try {
    return yaml.parseYaml(text);
  } catch (error) {
    if (!(error instanceof yaml.YamlError)) {
      throw error;
    }
    const place = error.line === undefined ? `'${file}'` : `line ${error.line} of '${file}'`;
    return fail(scope, 'OpenApiFileInvalid', `${place} must be valid YAML: ${error.problem}. Correct the file.`);
  }
}
