import type { Api, ApiModel, Element } from '../../model/types';
import { textOf } from '../../model/values';
import { labelOf, titleOf } from '../apis';
import { Descriptions } from '../describe';
import type { Finding, Severity, Subject } from './finding';
import { byPath, match, type Key, type Matched, type Side } from './match';
import { References } from './references';

/** The place of a finding. */
export type Where = Pick<Finding, 'scope' | 'api' | 'subject' | 'names'>;

/** The comparison of two models: their matched elements and the findings. */
export class Comparison {
  readonly findings: Finding[] = [];
  readonly oldWords: Descriptions;
  readonly youngWords: Descriptions;
  /** The elements that are the same and have another logical ID. */
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
   * Matches elements: by construct path, by stack and logical ID, by construct path without the stack, and then by the
   * specified keys.
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

  /** Matches elements by the specified keys alone. */
  matchBy<T extends Element>(olds: T[], youngs: T[], ...keys: { key: Key<T>; unique?: boolean }[]): Matched<T> {
    const matched = match(olds, youngs, keys);
    for (const [old, young] of matched.pairs) this.pair(old, young);
    return matched;
  }

  /** The stack and logical ID. */
  readonly byLogicalId: Key<Element> = ({ id }, side) => this.references.idInOldStack(id, side);

  /** The construct path without the stack. */
  readonly byLabel: Key<Element> = (element, side) => {
    const { construct, pointer = '' } = element.source;
    const model = side === 'old' ? this.old : this.young;
    return construct === undefined ? undefined : `${labelOf(model, element)}#${pointer}`;
  };

  /** Says that two elements are the same. */
  pair(old: Element, young: Element): void {
    this.references.pair(old, young);
    if (old.source.logicalId !== young.source.logicalId) this.renamed.add(young.id);
  }

  /** Matches the VPC links. */
  matchVpcLinks(): void {
    this.match(this.old.vpcLinks, this.young.vpcLinks, { key: ({ name }) => textOf(name) || undefined });
  }

  /** Whether two elements are the same resource for CloudFormation: the same logical ID in the same stack. */
  sameLogicalId(old: Element, young: Element): boolean {
    return this.byLogicalId(old, 'old') === this.byLogicalId(young, 'young') && !this.otherStack(old, young);
  }

  /** The stacks of two elements, if they are two resources for CloudFormation. */
  otherStack(old: Element, young: Element): [old: string, young: string] | undefined {
    const [before, after] = [stackNameOf(this.old, old.source.stack), stackNameOf(this.young, young.source.stack)];
    if (before !== undefined && after !== undefined && before !== after) return [before, after];
    const stack = this.byLogicalId(young, 'young')?.split('#')[0];
    const pathOf = (model: ApiModel, id: string) => model.stacks.find((one) => one.id === id)?.path ?? id;
    const paths: [string, string] = [pathOf(this.old, old.source.stack), pathOf(this.young, young.source.stack)];
    return stack === old.source.stack ? undefined : paths;
  }

  /** The top stack of an element, as the old model calls it. */
  readonly byStack: Key<Element> = ({ id }, side) => this.references.topStackOf(id, side);

  /** A text that is equal for values that are the same. */
  canonical(value: unknown, side: Side): string {
    return this.references.canonical(value, side);
  }

  /** Whether an old and a new value are the same. References to the same resources are the same. */
  same(old: unknown, young: unknown): boolean {
    return this.references.same(old, young);
  }

  /** Whether the conditions of two elements are the same: none, or two with the same expression, regardless of their names. */
  sameCondition({ source: old }: Element, { source: young }: Element): boolean {
    const canonical = ({ stack, condition }: Element['source'], side: Side) =>
      condition === undefined ? 'true' : JSON.stringify(this.references.canonicalCondition(stack, condition, side));
    return canonical(old, 'old') === canonical(young, 'young');
  }

  /** The added and the removed values of a list, as texts. */
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

  /** Adds a finding if two values differ. The message is `what`, and both values. */
  addIfDifferent(severity: Severity, code: string, where: Where, what: string, old: unknown, young: unknown): void {
    if (this.same(old, young)) return;
    const [before, after] = [shown(old), shown(young)];
    const message = before === after ? `${what} changed: ${before}` : `${what}: ${before} → ${after}`;
    this.add(severity, code, where, message, before, after);
  }

  /** The place of a finding about an API. */
  at(api: Api, subject: Subject, ...names: string[]): Where {
    const model = this.young.apis.includes(api) ? this.young : this.old;
    return { scope: titleOf(model, api), api: api.source.construct ?? labelOf(model, api), subject, names };
  }
}

/** The name of a stack, or of the stack that it is nested in. */
function stackNameOf(model: Pick<ApiModel, 'stacks'>, id: string): string | undefined {
  const stack = model.stacks.find((one) => one.id === id);
  return stack?.parent === undefined ? stack?.name : stackNameOf(model, stack.parent);
}

/** A value for people. A value that is not set is `nothing`. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map((item) => textOf(item)).join(', ');
  return textOf(value) || 'nothing';
}
