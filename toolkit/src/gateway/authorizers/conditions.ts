import { BlockList, isIP } from 'node:net';
import { isConditionKey, type ConditionKeys } from './condition-keys';
import { PolicyError } from './policy-error';
import { wildcard } from './wildcard';

/** Whether the conditions of a statement match a request. */
export type Condition = (keys: ConditionKeys) => boolean;

/** Whether the value of a condition key matches a value in the policy. */
type Test = (value: string, expected: string) => boolean;

const number = (compare: (a: number, b: number) => boolean): Test => {
  return (value, expected) => compare(Number(value), Number(expected));
};
const date = (compare: (a: number, b: number) => boolean): Test => {
  return (value, expected) => compare(timeOf(value), timeOf(expected));
};
const arn: Test = (value, expected) => wildcard(expected).test(value);

/** The condition operators that are not negated. `negations` maps each negated operator to one of these operators. */
const operators: Readonly<Record<string, Test>> = {
  StringEquals: (value, expected) => value === expected,
  StringEqualsIgnoreCase: (value, expected) => value.toLowerCase() === expected.toLowerCase(),
  StringLike: (value, expected) => wildcard(expected).test(value),
  ArnEquals: arn,
  ArnLike: arn,
  Bool: (value, expected) => value.toLowerCase() === expected.toLowerCase(),
  IpAddress: inRange,
  NumericEquals: number((a, b) => a === b),
  NumericLessThan: number((a, b) => a < b),
  NumericLessThanEquals: number((a, b) => a <= b),
  NumericGreaterThan: number((a, b) => a > b),
  NumericGreaterThanEquals: number((a, b) => a >= b),
  DateEquals: date((a, b) => a === b),
  DateLessThan: date((a, b) => a < b),
  DateLessThanEquals: date((a, b) => a <= b),
  DateGreaterThan: date((a, b) => a > b),
  DateGreaterThanEquals: date((a, b) => a >= b),
};

const negations: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NotIpAddress: 'IpAddress',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
};

/**
 * Reads the conditions of a policy statement, all of which must be true. Throws a `PolicyError` for an operator or
 * condition key that the local gateway does not support, because an assumed result could wrongly allow or deny
 * requests.
 */
export function conditionOf(given: unknown, fill: (text: string, keys: ConditionKeys) => string): Condition {
  if (given === undefined) return () => true;
  if (!isRecord(given)) throw new PolicyError('The `Condition` of a policy statement is not an object.');
  const all = Object.entries(given).flatMap(([operator, block]) => {
    if (!isRecord(block))
      throw new PolicyError(`The condition operator ${operator} has a value that is not an object.`);
    return Object.entries(block).map(([key, values]) => testOf(operator, key, textsOf(operator, values), fill));
  });
  return (keys) => all.every((holds) => holds(keys));
}

function testOf(
  given: string,
  key: string,
  expected: string[],
  fill: (text: string, keys: ConditionKeys) => string,
): Condition {
  if (!isConditionKey(key)) {
    throw new PolicyError(`The local gateway does not support the condition key ${key}.`);
  }
  const name = key.toLowerCase();
  if (given === 'Null') {
    return (keys) => expected.some((one) => (one.toLowerCase() === 'true') === (keys[name] === undefined));
  }
  const [, operator, ifExists] = given.match(/^(.*?)(IfExists)?$/)!;
  const isNegation = operator in negations;
  const test = operators[negations[operator] ?? operator];
  if (test === undefined) throw new PolicyError(`The local gateway does not support the condition operator ${given}.`);
  return (keys) => {
    const value = keys[name];
    if (value === undefined) return ifExists !== undefined || isNegation;
    return expected.some((one) => test(value, fill(one, keys))) !== isNegation;
  };
}

function textsOf(operator: string, values: unknown): string[] {
  const all: unknown[] = Array.isArray(values) ? values : [values];
  return all.map((value) => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new PolicyError(`The condition operator ${operator} has a value that is not a string.`);
  });
}

/** Whether an address is in a range such as `10.0.0.0/8`. */
function inRange(address: string, range: string): boolean {
  const [network, prefix] = range.split('/');
  const [family, own] = [isIP(network), isIP(address)];
  if (family === 0)
    throw new PolicyError(`The value ${range} in a policy condition is not an IP address or a range of IP addresses.`);
  if (own !== family) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  list.addSubnet(network, prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix), kind);
  return list.check(address, kind);
}

/** Converts an ISO 8601 time, or a number of seconds since 1970, to milliseconds. */
function timeOf(text: string): number {
  const time = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(time)) throw new PolicyError(`The value ${text} in a policy condition is not a time.`);
  return time;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
