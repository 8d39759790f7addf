import type { Constraint } from '../constraint';
import type { Declaration, Severity, Violation } from '../declaration';
import type { Kind, Protocol } from './kinds';
import type { ResourceIndex } from './resource-index';
import type { ResourceView } from './resource-view';

/** A violation that a rule reports. */
export interface Finding extends Violation {
  /** The CloudFormation name of the invalid property, if this property differs from the property of the rule. */
  readonly property?: string;
  /** The invalid resource, if this resource differs from the checked resource. */
  readonly at?: ResourceView;
}

/** The findings of a rule on a resource: one finding, a list of findings, or undefined if the resource is valid. */
export type Findings = Finding | readonly (Finding | undefined)[] | undefined;

/** A rule that checks each resource of a kind in the finished construct tree. */
export interface Rule extends Declaration {
  /** The kind of resource that the rule checks. */
  readonly on: Kind;
  /**
   * The protocol of the APIs whose resources the rule checks. By default, the rule checks resources regardless of the
   * protocol.
   */
  readonly protocol?: Protocol;
  /** The CloudFormation name of a property. The rule checks only resources that have this property. */
  readonly needs?: string;
  /** Selects the resources that the rule checks. By default, the rule checks all resources of the kind. */
  readonly among?: (index: ResourceIndex) => Iterable<ResourceView>;
  /** Returns the severity for one resource. By default, all findings have the severity of the declaration. */
  readonly severityOf?: (view: ResourceView) => Severity;
  /** The CloudFormation name of the property, for messages. */
  readonly property: string;
  /** Checks one resource. A value known only at deployment never causes a finding. */
  readonly check: (view: ResourceView, index: ResourceIndex) => Findings;
}

/** The resources and the property that a constraint validates in the finished construct tree. */
export interface RuleTarget<T> extends Pick<Rule, 'on' | 'protocol' | 'needs' | 'among' | 'property'> {
  /**
   * Reads the value to validate. By default, `ruleFrom` reads the property `property` if its value is known at
   * synthesis.
   */
  readonly value?: (view: ResourceView, index: ResourceIndex) => T | undefined;
}

/** Returns a list of rules unchanged, so that TypeScript infers the types of its elements. */
export function rules(list: readonly Rule[]): readonly Rule[] {
  return list;
}

/**
 * Returns a function that reads `Property.Member` of a resource. The name is split only once, because rules call the
 * returned function for many resources.
 */
export function readerOf(property: string): (view: ResourceView) => unknown {
  const [name, member] = property.split('.');
  return (view) => view.value(name, member);
}

/** Returns the rule that checks a constraint in the finished construct tree. */
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
