/** A policy that cannot be evaluated here, or that IAM would reject. */
export class PolicyError extends Error {}

interface Statement {
  readonly allows: boolean;
  readonly matches: (action: string, resource: string) => boolean;
}

/** A policy that was read. */
export interface Policy {
  /** Whether an action on a resource is allowed: a statement allows it, and none denies it. */
  allows(action: string, resource: string): boolean;
}

/** Reads an IAM policy document. Throws a `PolicyError` if it is malformed or has conditions. */
export function policyOf(document: unknown): Policy {
  if (!isRecord(document)) throw new PolicyError('The policy document is not an object.');
  const all = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  const statements = all.map(statementOf);
  return {
    allows(action, resource) {
      const matching = statements.filter(({ matches }) => matches(action, resource));
      return matching.length > 0 && matching.every(({ allows }) => allows);
    },
  };
}

function statementOf(statement: unknown): Statement {
  if (!isRecord(statement)) throw new PolicyError('The policy document has no statement.');
  const { Effect: effect, Condition: condition } = statement;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new PolicyError(`The effect ${JSON.stringify(effect)} of a statement is neither Allow nor Deny.`);
  }
  if (isRecord(condition) && Object.keys(condition).length > 0) {
    throw new PolicyError('Conditions of policies are not supported by the local gateway.');
  }
  const isAction = matcherOf(statement, 'Action', 'i');
  const isResource = matcherOf(statement, 'Resource', '');
  return { allows: effect === 'Allow', matches: (action, resource) => isAction(action) && isResource(resource) };
}

/** A test for `Action` or `NotAction`, `Resource` or `NotResource`. */
function matcherOf(
  statement: Record<string, unknown>,
  name: 'Action' | 'Resource',
  flags: string,
): (text: string) => boolean {
  const [own, not] = [statement[name], statement[`Not${name}`]];
  if ((own === undefined) === (not === undefined)) {
    throw new PolicyError(`A statement needs either ${name} or Not${name}.`);
  }
  const given = own ?? not;
  const patterns: unknown[] = Array.isArray(given) ? given : [given];
  const tests = patterns.map((pattern) => {
    if (typeof pattern !== 'string') throw new PolicyError(`${name} of a statement is not a text or list of texts.`);
    return wildcard(pattern, flags);
  });
  return (text) => tests.some((test) => test.test(text)) === (own !== undefined);
}

function wildcard(pattern: string, flags: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, `s${flags}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
