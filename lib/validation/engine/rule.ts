import type { Constraint } from '../constraint';
import type { Declaration, Severity, Violation } from '../declaration';
import type { Kind, Protocol } from './kinds';
import type { ResourceIndex } from './resource-index';
import type { ResourceView } from './resource-view';

/** The report of a rule. */
export interface Finding extends Violation {
  /** The invalid property, by its name in CloudFormation, if it is not the property of the rule. */
  readonly property?: string;
  /** The invalid resource, if it is not the one that was checked. */
  readonly at?: ResourceView;
}

/** The result of the check of a rule. */
export type Findings = Finding | readonly (Finding | undefined)[] | undefined;

/** One check of the finished tree: of each resource of a kind. */
export interface Rule extends Declaration {
  /** The kind of resource that is checked. */
  readonly on: Kind;
  /** The protocol of the APIs whose resources are checked. By default, both. */
  readonly protocol?: Protocol;
  /** The property without which there is nothing to check. */
  readonly needs?: string;
  /** The resources to check, if an index of the tree can select a few of them. */
  readonly among?: (index: ResourceIndex) => Iterable<ResourceView>;
  /** The severity for one resource, if it is not that of all. */
  readonly severityOf?: (view: ResourceView) => Severity;
  /** The invalid property, by its name in CloudFormation. */
  readonly property: string;
  /** Checks one resource. Values known only at deployment pass. */
  readonly check: (view: ResourceView, index: ResourceIndex) => Findings;
}

/** The property of the finished tree that a constraint validates. */
export interface RuleTarget<T> extends Pick<Rule, 'on' | 'protocol' | 'needs' | 'among' | 'property'> {
  /**
   * Reads the value. Without this function, the value of `property` is used if it is known at synthesis.
   */
  readonly value?: (view: ResourceView, index: ResourceIndex) => T | undefined;
}

/** A list of rules, typed. */
export function rules(list: readonly Rule[]): readonly Rule[] {
  return list;
}

/** Reads `Property.Member`. The name is split once, because a rule reads it of every resource of a kind. */
export function readerOf(property: string): (view: ResourceView) => unknown {
  const [name, member] = property.split('.');
  return (view) => view.value(name, member);
}

/** The rule that checks a constraint in the finished tree. */
export function ruleFrom<T>(declared: Constraint<T>, target: RuleTarget<T>): Rule {
  const { usual } = declared;
  const read = target.value ?? (readerOf(target.property) as (view: ResourceView) => T | undefined);
  return {
    ...declared,
    ...target,
    needs: target.needs ?? (target.value || target.among ? undefined : target.property.split('.')[0]),
    check: (view, index) => {
      const value = read(view, index);
      return value === undefined || (typeof value === 'string' && usual?.test(value))
        ? undefined
        : declared.check(value);
    },
  };
}
