import type { View } from './view';
import type { Kind, Protocol, World } from './world';

/** What a check found. */
export interface Finding {
  /** Completes "<property> must …". */
  readonly must: string;
  /** The value given. */
  readonly given: unknown;
  /** What to write instead; the rule's fix without it. */
  readonly instead?: string;
  /** The property, where it is not the rule's. */
  readonly property?: string;
  /** Where, if not at the resource that was checked. */
  readonly at?: View;
}

/** What a check gives back. */
export type Found = Finding | readonly (Finding | undefined)[] | undefined;

/** One thing that the service, or CloudFormation on its behalf, refuses or makes little sense of. */
export interface Rule {
  /** The name under which errors carry it, warnings are acknowledged and users switch it off. */
  readonly code: string;
  /** Errors fail the synthesis. */
  readonly severity: 'error' | 'warning';
  /** The kind of resource that is checked. */
  readonly on: Kind;
  /** The protocol of the APIs that it is about; both without it. */
  readonly protocol?: Protocol;
  /** The property without which there is nothing to check. */
  readonly needs?: string;
  /** Those that are worth a look, where they are few of many and known at once. */
  readonly among?: (world: World) => Iterable<View>;
  /** The property at fault. */
  readonly property: string;
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** The AWS page that says so. */
  readonly why: string;
  /** What to do about it, in a sentence. */
  readonly fix: string;
  /** Looks at one resource. Never judges what is not known before deployment. */
  readonly check: (view: View, world: World) => Found;
}

/** A list of rules, typed. */
export function rules(list: readonly Rule[]): readonly Rule[] {
  return list;
}

/** Pages that rules refer to. */
export const PAGES = {
  guide: (page: string): string => `https://docs.aws.amazon.com/apigateway/latest/developerguide/${page}.html`,
  api: (page: string): string => `https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/${page}.html`,
  cloudFormation: (page: string): string =>
    `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${page}.html`,
};
