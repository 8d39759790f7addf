import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { ErrorCode } from './errors';
import { fail } from './errors';
import { isDisabled } from './rule-switch';

/**
 * What is wrong with a value. Constructors, which know a part, and the rules, which see the finished tree, judge by the same functions
 * and say the same.
 */
export interface Problem {
  /** Completes "<property> must …". */
  readonly must: string;
  /** The value as it was given. */
  readonly given: unknown;
  /** What to write instead. */
  readonly instead: string;
}

/** `<property> must <be so>, got <value>. <What to write instead>` */
export function explain(property: string, { must, given, instead }: Problem): string {
  return `${property} must ${must}, got ${show(given)}. ${instead}`;
}

/** Throws what a function of this folder found, unless the rule is switched off. */
export function refuse(scope: IConstruct, code: ErrorCode, property: string, problem: Problem | undefined): void {
  if (problem && !isDisabled(scope, code)) {
    fail(scope, code, explain(property, problem));
  }
}

const SHOWN = 120;

/** Says what was given where that is no value to quote. */
class Prose {
  public constructor(public readonly text: string) {}
}

/** What was given, in words. */
export function prose(text: string): unknown {
  return new Prose(text);
}

function show(given: unknown): string {
  if (given instanceof Prose) {
    return given.text;
  }
  if (typeof given !== 'string') {
    return given === undefined ? 'nothing' : typeof given === 'object' ? 'a token' : String(given);
  }
  const line = given.replaceAll('\r', '\\r').replaceAll('\n', '\\n');
  return given.length > SHOWN ? `'${line.slice(0, SHOWN)}…' (${given.length} characters)` : `'${line}'`;
}

/** Whether a text holds a dynamic reference, which CloudFormation replaces: `{{resolve:ssm:/name}}`. */
export function isDynamic(value: string): boolean {
  return value.includes('{{resolve:');
}

/** A text that can be judged: not a token, nor holding one. */
export function isText(value: unknown): value is string {
  // Tokens and dynamic references hold braces, which few texts do
  return typeof value === 'string' && (!value.includes('{') || (!Token.isUnresolved(value) && !isDynamic(value)));
}

/** A number that can be judged. */
export function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !Token.isUnresolved(value);
}

/** Judges how many characters a text has. */
export function judgeLength(value: unknown, min: number, max: number): Problem | undefined {
  // The service counts characters, of which some are two units of a string
  if (!isText(value) || (value.length >= min && (value.length <= max || [...value].length <= max))) {
    return undefined;
  }
  const range = min > 0 ? `${min} to ${max.toLocaleString('en')}` : `at most ${max.toLocaleString('en')}`;
  return {
    must: `have ${range} characters`,
    given: value,
    instead:
      value.length > max
        ? 'Shorten it.'
        : value === ''
          ? 'Give it, or leave the property out for its default.'
          : `Lengthen it, or leave the property out for its default.`,
  };
}

/** Judges a number by its bounds, both of which are allowed. */
export function judgeRange(
  value: unknown,
  min: number,
  max: number,
  { unit = '', whole = false }: { readonly unit?: string; readonly whole?: boolean } = {},
): Problem | undefined {
  if (!isNumber(value) || (value >= min && value <= max && (!whole || Number.isInteger(value)))) {
    return undefined;
  }
  const kind = whole ? 'a whole number ' : '';
  const bounds =
    max === Infinity ? `${kind || 'a number '}from ${min}` : `${kind}between ${min} and ${max.toLocaleString('en')}`;
  const nearest = Math.round(Math.min(Math.max(value, min), max));
  return { must: `be ${bounds}${unit && ` ${unit}`}`, given: value, instead: `Write ${nearest}, for example.` };
}
