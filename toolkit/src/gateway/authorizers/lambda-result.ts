import type { ConditionKeys } from './condition-keys';
import { policyOf, type Policy } from './policy';
import { PolicyError } from './policy-error';
import { isVerdict } from './undocumented';

/** The result that the function of a Lambda authorizer returned. */
export interface AuthorizerResult {
  /** Whether the result allows a request with the specified route ARN and condition keys. */
  readonly allows: (routeArn: string, keys: ConditionKeys) => boolean;
  readonly context: Readonly<Record<string, unknown>> | null;
  readonly principalId?: string;
  /** The API key, for WebSocket APIs that read API keys from the authorizer. */
  readonly usageIdentifierKey?: string;
}

/** The error for a result of a Lambda authorizer that API Gateway does not accept. */
export class ResultError extends Error {}

/**
 * Reads the result of a Lambda authorizer: a simple response if simple responses are enabled, otherwise an IAM policy.
 */
export function resultOf(payload: string, isSimple: boolean): AuthorizerResult {
  let result: unknown;
  try {
    result = JSON.parse(payload);
  } catch {
    throw new ResultError('The result of the authorizer is not JSON.');
  }
  if (!isRecord(result))
    throw new ResultError(`The result of the authorizer is ${payload.slice(0, 100)}, which is not an object.`);
  const context = contextOf(result.context);
  if (isSimple) {
    const { isAuthorized } = result;
    if (!isVerdict(isAuthorized))
      throw new ResultError('The `isAuthorized` of the simple response must be true or false.');
    return { allows: () => isAuthorized, context };
  }
  const { principalId, policyDocument, usageIdentifierKey } = result;
  if (typeof principalId !== 'string')
    throw new ResultError('The `principalId` in the response of the authorizer must be a string.');
  const policy = readPolicy(policyDocument);
  return {
    allows: (arn, keys) => policy.allows('execute-api:Invoke', arn, keys),
    context,
    principalId,
    ...(typeof usageIdentifierKey === 'string' ? { usageIdentifierKey } : {}),
  };
}

function readPolicy(document: unknown): Policy {
  try {
    return policyOf(document);
  } catch (error) {
    if (error instanceof PolicyError) throw new ResultError(error.message);
    throw error;
  }
}

function contextOf(context: unknown): Record<string, unknown> | null {
  if (context === undefined || context === null) return null;
  if (!isRecord(context)) throw new ResultError('The `context` in the response of the authorizer is not an object.');
  return context;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
