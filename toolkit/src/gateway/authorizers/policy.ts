import { isConditionKey, type ConditionKeys } from './condition-keys';
import { conditionOf } from './conditions';
import { PolicyError } from './policy-error';
import { wildcard } from './wildcard';

interface Statement {
  readonly allows: boolean;
  readonly matches: (action: string, resource: string, keys: ConditionKeys) => boolean;
}

/** A policy that was read. */
export interface Policy {
  /**
   * Whether an action on a resource is allowed: a statement allows it, and none denies it. Throws a `PolicyError` for a
   * value of a condition that is malformed.
   */
  allows(action: string, resource: string, keys: ConditionKeys): boolean;
}

/** Reads an IAM policy document. Throws a `PolicyError` if it is malformed, or has conditions that are not known here. */
export function policyOf(document: unknown): Policy {
  if (!isRecord(document)) throw new PolicyError('The policy document is not an object.');
  const all = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  // Policies of the first version do not have variables.
  const fill = document.Version === '2012-10-17' ? withVariables : (text: string) => text;
  const statements = all.map((statement) => statementOf(statement, fill));
  return {
    allows(action, resource, keys) {
      const matching = statements.filter(({ matches }) => matches(action, resource, keys));
      return matching.length > 0 && matching.every(({ allows }) => allows);
    },
  };
}

/** Replaces the variables in a string. */
type Fill = (text: string, keys: ConditionKeys) => string;

function statementOf(statement: unknown, fill: Fill): Statement {
  if (!isRecord(statement)) throw new PolicyError('The policy document has no statement.');
  const { Effect: effect, Condition: condition } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new PolicyError(`The effect ${JSON.stringify(effect)} of a statement is neither Allow nor Deny.`);
  }
  const isAction = matcherOf(statement, 'Action', 'i', (text) => text);
  const isResource = matcherOf(statement, 'Resource', '', fill);
  const holds = conditionOf(condition, fill);
  return {
    allows: effect === 'Allow',
    matches: (action, resource, keys) => isAction(action, keys) && isResource(resource, keys) && holds(keys),
  };
}

/** A test for `Action` or `NotAction`, `Resource` or `NotResource`. */
function matcherOf(
  statement: Record<string, unknown>,
  name: 'Action' | 'Resource',
  flags: string,
  fill: Fill,
): (text: string, keys: ConditionKeys) => boolean {
  const [own, not] = [statement[name], statement[`Not${name}`]];
  if ((own === undefined) === (not === undefined)) {
    throw new PolicyError(`A statement needs either ${name} or Not${name}.`);
  }
  const given = own ?? not;
  const patterns = (Array.isArray(given) ? given : [given]) as unknown[];
  const texts = patterns.map((pattern) => {
    if (typeof pattern !== 'string') throw new PolicyError(`${name} of a statement is not a text or list of texts.`);
    return pattern;
  });
  return (text, keys) => texts.some((one) => wildcard(fill(one, keys), flags).test(text)) === (own !== undefined);
}

/** A string with its policy variables replaced, such as `${aws:username}`. */
function withVariables(text: string, keys: ConditionKeys): string {
  return text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (!isConditionKey(name)) throw new PolicyError(`The local gateway does not know the policy variable ${name}.`);
    const value = keys[name.toLowerCase()];
    if (value === undefined) throw new PolicyError(`The policy variable ${name} does not have a value.`);
    return value;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
