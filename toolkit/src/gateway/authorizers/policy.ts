import { isConditionKey, type ConditionKeys } from './condition-keys';
import { conditionOf } from './conditions';
import { PolicyError } from './policy-error';
import { wildcard } from './wildcard';

interface Statement {
  readonly allows: boolean;
  readonly matches: (action: string, resource: string, keys: ConditionKeys) => boolean;
}

/** A parsed IAM policy. */
export interface Policy {
  /**
   * Whether the policy allows an action on a resource: at least one statement allows the action, and no statement
   * denies it. Throws a `PolicyError` if the value of a condition is malformed.
   */
  allows(action: string, resource: string, keys: ConditionKeys): boolean;
}

/**
 * Reads an IAM policy document. Throws a `PolicyError` if the document is malformed or the local gateway does not
 * support one of its conditions.
 */
export function policyOf(document: unknown): Policy {
  if (!isRecord(document)) throw new PolicyError('The IAM policy document is not an object.');
  const all = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  // Policies with the version 2008-10-17 do not support policy variables.
  const fill = document.Version === '2012-10-17' ? withVariables : (text: string) => text;
  const statements = all.map((statement) => statementOf(statement, fill));
  return {
    allows(action, resource, keys) {
      const matching = statements.filter(({ matches }) => matches(action, resource, keys));
      return matching.length > 0 && matching.every(({ allows }) => allows);
    },
  };
}

/** Replaces the policy variables in a string. */
type Fill = (text: string, keys: ConditionKeys) => string;

function statementOf(statement: unknown, fill: Fill): Statement {
  if (!isRecord(statement))
    throw new PolicyError('The policy document has no statement, or a statement that is not an object.');
  const { Effect: effect, Condition: condition } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new PolicyError(`The effect ${JSON.stringify(effect)} of a policy statement is neither Allow nor Deny.`);
  }
  const isAction = matcherOf(statement, 'Action', 'i', (text) => text);
  const isResource = matcherOf(statement, 'Resource', '', fill);
  const holds = conditionOf(condition, fill);
  return {
    allows: effect === 'Allow',
    matches: (action, resource, keys) => isAction(action, keys) && isResource(resource, keys) && holds(keys),
  };
}

/** Creates a function that compares a string with `Action` or `NotAction`, or with `Resource` or `NotResource`. */
function matcherOf(
  statement: Record<string, unknown>,
  name: 'Action' | 'Resource',
  flags: string,
  fill: Fill,
): (text: string, keys: ConditionKeys) => boolean {
  const [own, not] = [statement[name], statement[`Not${name}`]];
  if ((own === undefined) === (not === undefined)) {
    throw new PolicyError(`A policy statement needs either ${name} or Not${name}.`);
  }
  const given = own ?? not;
  const patterns = (Array.isArray(given) ? given : [given]) as unknown[];
  const texts = patterns.map((pattern) => {
    if (typeof pattern !== 'string')
      throw new PolicyError(`\`${name}\` of a policy statement is neither a string nor a list of strings.`);
    return pattern;
  });
  return (text, keys) => texts.some((one) => wildcard(fill(one, keys), flags).test(text)) === (own !== undefined);
}

/** Replaces the policy variables in a string, such as `${aws:username}`. */
function withVariables(text: string, keys: ConditionKeys): string {
  return text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (!isConditionKey(name)) throw new PolicyError(`The local gateway does not support the policy variable ${name}.`);
    const value = keys[name.toLowerCase()];
    if (value === undefined)
      throw new PolicyError(`The policy variable ${name} does not have a value in this request.`);
    return value;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
