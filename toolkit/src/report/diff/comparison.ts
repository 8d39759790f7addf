import type { Api, ApiModel, Element } from '../../model/types';
import { textOf } from '../../model/values';
import { labelOf, titleOf } from '../apis';
import { Descriptions } from '../describe';
import type { Finding, Severity, Subject } from './finding';
import { byPath, match, type Key, type Matched, type Side } from './match';
import { References } from './references';

/** The API and the elements that a finding is about. */
export type Where = Pick<Finding, 'scope' | 'api' | 'subject' | 'names'>;

/** The comparison of two models, with their matched elements and the findings. */
export class Comparison {
  readonly findings: Finding[] = [];
  readonly oldWords: Descriptions;
  readonly youngWords: Descriptions;
  /** The IDs of matched elements whose logical ID changed. */
  readonly renamed = new Set<string>();
  private readonly references: References;

  constructor(
    readonly old: ApiModel,
    readonly young: ApiModel,
  ) {
    this.oldWords = new Descriptions(old);
    this.youngWords = new Descriptions(young);
    this.references = new References(old, young);
  }

  /**
   * Matches elements by several keys in turn: the construct path, the stack with the logical ID, the construct path
   * without the stack, and the specified keys.
   */
  match<T extends Element>(olds: T[], youngs: T[], ...others: { key: Key<T>; unique?: boolean }[]): Matched<T> {
    return this.matchBy(
      olds,
      youngs,
      { key: byPath },
      { key: this.byLogicalId },
      { key: this.byLabel, unique: true },
      ...others,
    );
  }

  /** Matches elements only by the specified keys. */
  matchBy<T extends Element>(olds: T[], youngs: T[], ...keys: { key: Key<T>; unique?: boolean }[]): Matched<T> {
    const matched = match(olds, youngs, keys);
    for (const [old, young] of matched.pairs) this.pair(old, young);
    return matched;
  }

  /** The key that consists of the stack and the logical ID. */
  readonly byLogicalId: Key<Element> = ({ id }, side) => this.references.idInOldStack(id, side);

  /** The key that consists of the construct path without the stack. */
  readonly byLabel: Key<Element> = (element, side) => {
    const { construct, pointer = '' } = element.source;
    const model = side === 'old' ? this.old : this.young;
    return construct === undefined ? undefined : `${labelOf(model, element)}#${pointer}`;
  };

  /** Records that an old and a new element match. */
  pair(old: Element, young: Element): void {
    this.references.pair(old, young);
    if (old.source.logicalId !== young.source.logicalId) this.renamed.add(young.id);
  }

  /** Matches the VPC links of two models. */
  matchVpcLinks(): void {
    this.match(this.old.vpcLinks, this.young.vpcLinks, { key: ({ name }) => textOf(name) || undefined });
  }

  /** Whether two elements are the same CloudFormation resource: they have the same logical ID in the same stack. */
  sameLogicalId(old: Element, young: Element): boolean {
    return this.byLogicalId(old, 'old') === this.byLogicalId(young, 'young') && !this.otherStack(old, young);
  }

  /** Returns the stacks of two elements if the elements belong to different CloudFormation stacks. */
  otherStack(old: Element, young: Element): [old: string, young: string] | undefined {
    const [before, after] = [stackNameOf(this.old, old.source.stack), stackNameOf(this.young, young.source.stack)];
    if (before !== undefined && after !== undefined && before !== after) return [before, after];
    const stack = this.byLogicalId(young, 'young')?.split('#')[0];
    const pathOf = (model: ApiModel, id: string) => model.stacks.find((one) => one.id === id)?.path ?? id;
    const paths: [string, string] = [pathOf(this.old, old.source.stack), pathOf(this.young, young.source.stack)];
    return stack === old.source.stack ? undefined : paths;
  }

  /**
   * Matches elements by the ID of the top-level stack. For an element of the new model, this is the ID of the matching
   * stack of the old model.
   */
  readonly byStack: Key<Element> = ({ id }, side) => this.references.topStackOf(id, side);

  /** Returns text that represents a value in comparisons. Equal values have the same text. */
  canonical(value: unknown, side: Side): string {
    return this.references.canonical(value, side);
  }

  /** Whether an old and a new value are equal. References to matched resources count as equal. */
  same(old: unknown, young: unknown): boolean {
    return this.references.same(old, young);
  }

  /**
   * Whether the conditions of two elements are equal: neither has a condition, or both have the same expression,
   * regardless of the names of the conditions.
   */
  sameCondition({ source: old }: Element, { source: young }: Element): boolean {
    const canonical = ({ stack, condition }: Element['source'], side: Side) =>
      condition === undefined ? 'true' : JSON.stringify(this.references.canonicalCondition(stack, condition, side));
    return canonical(old, 'old') === canonical(young, 'young');
  }

  /** Returns the added and removed values of a list, as text. */
  listChanges(old: readonly unknown[], young: readonly unknown[]): { added: string[]; removed: string[] } {
    const olds = new Set(old.map((value) => this.references.canonical(value, 'old')));
    const youngs = new Set(young.map((value) => this.references.canonical(value, 'young')));
    return {
      added: young.filter((value) => !olds.has(this.references.canonical(value, 'young'))).map(textOf),
      removed: old.filter((value) => !youngs.has(this.references.canonical(value, 'old'))).map(textOf),
    };
  }

  add(severity: Severity, code: string, where: Where, message: string, before?: unknown, after?: unknown): void {
    this.findings.push({
      severity,
      code,
      ...where,
      message,
      ...(before === undefined ? {} : { before: shown(before) }),
      ...(after === undefined ? {} : { after: shown(after) }),
    });
  }

  /** Adds a finding if two values differ. The message contains `what` and both values. */
  addIfDifferent(severity: Severity, code: string, where: Where, what: string, old: unknown, young: unknown): void {
    if (this.same(old, young)) return;
    const [before, after] = [shown(old), shown(young)];
    const message = before === after ? `${what} changed: ${before}` : `${what}: ${before} → ${after}`;
    this.add(severity, code, where, message, before, after);
  }

  /** Returns the API and elements that a finding is about. */
  at(api: Api, subject: Subject, ...names: string[]): Where {
    const model = this.young.apis.includes(api) ? this.young : this.old;
    return { scope: titleOf(model, api), api: api.source.construct ?? labelOf(model, api), subject, names };
  }
}

/** Returns the name of a stack, or the name of its top-level stack if the stack is nested. */
function stackNameOf(model: Pick<ApiModel, 'stacks'>, id: string): string | undefined {
  const stack = model.stacks.find((one) => one.id === id);
  return stack?.parent === undefined ? stack?.name : stackNameOf(model, stack.parent);
}

/** Converts a value to text for reports. Returns `nothing` for a value that is not set or for an empty list. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map((item) => textOf(item)).join(', ');
  return textOf(value) || 'nothing';
}
