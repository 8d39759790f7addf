import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { Token } from 'aws-cdk-lib/core';

import { sortedEntries } from '../private/entries';
import { fail } from '../validation/errors';

/** What the formats of a protocol may hold. */
export interface AccessLogVocabulary {
  /** The name of the protocol. */
  readonly protocol: string;
  /** The name of the class of its variables. */
  readonly variables: string;
  /** The variables as formats hold them. */
  readonly references: readonly string[];
  /** Names of variables whose end users choose, without `$context.`. */
  readonly prefixes: readonly RegExp[];
}

/** One JSON object a line; every value is a string, since a variable without a value is logged as `-`. */
export function jsonAccessLogFormat(
  fields: { readonly [key: string]: unknown } | undefined,
  defaults: { readonly [key: string]: unknown },
): AccessLogFormat {
  const entries = fields ? sortedEntries(fields) : Object.entries(defaults);
  const members = entries.map(([key, value]) => `${JSON.stringify(key)}:"${String(value)}"`);
  return checkedAccessLogFormat(`{${members.join(',')}}`);
}

/** A format of the caller's own, refused where it names what the protocol does not have. */
export function customAccessLogFormat(format: string, vocabulary: AccessLogVocabulary): AccessLogFormat {
  if (!Token.isUnresolved(format)) {
    const variables = [...format.matchAll(/\$context\.(\w+(?:\.\w+)*)/g)].map(([, name]) => name);
    const unknown = variables.find(
      (name) =>
        !vocabulary.references.includes(`$context.${name}`) && !vocabulary.prefixes.some((prefix) => prefix.test(name)),
    );
    if (unknown) {
      fail(
        undefined,
        'AccessLogVariableUnknown',
        `access logs of ${vocabulary.protocol} APIs have no variable '$context.${unknown}'. Take one of ` +
          `${vocabulary.variables}. A format of aws-apigateway's AccessLogFormat.custom() is not judged.`,
      );
    }
  }
  return checkedAccessLogFormat(format);
}

function checkedAccessLogFormat(format: string): AccessLogFormat {
  if (!Token.isUnresolved(format)) {
    if (/[\r\n]/.test(format)) {
      fail(undefined, 'AccessLogFormatNotOneLine', `an access log format must be one line, got '${format}'.`);
    }
    requireRequestId(undefined, format);
  }
  return AccessLogFormat.custom(format);
}

/** Refuses a format without the ID of the request, which the service demands. */
export function requireRequestId(scope: Parameters<typeof fail>[0], format: string): void {
  if (!Token.isUnresolved(format) && !/\$context\.(requestId|extendedRequestId)\b/.test(format)) {
    fail(
      scope,
      'AccessLogFormatWithoutRequestId',
      `an access log format must hold $context.requestId or $context.extendedRequestId, got '${format}'. Add one of the two.`,
    );
  }
}
