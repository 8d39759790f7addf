import { Annotations, Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { isKnown, rulesFor, SECURE_RULES } from '../catalog';
import { listOf } from '../constraint';
import { checkContext } from '../context-keys';
import type { Severity } from '../declaration';
import { messageOf } from '../message';
import { isDisabled } from '../suppressions';
import { warningId } from '../warnings';
import { writtenName } from './property-names';
import { forgetReferences } from './resolve';
import { ResourceIndex } from './resource-index';
import type { ResourceView } from './resource-view';
import type { Finding, Findings, Rule } from './rule';
import { hasSecureSet, secureSeverity } from './secure-set';

/** The type of the metadata in which `Validations.of(scope).acknowledge()` stores acknowledged codes. */
const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';

/** The errors of the constructs below each root. `validate` empties these lists before it checks the tree again. */
const errorsOf = new WeakMap<IConstruct, Map<IConstruct, string[]>>();

/**
 * Checks all constructs below a root, except nested stages, which CDK synthesizes separately.
 *
 * CDK validates the root before the other constructs. This function therefore stores the errors of each construct, and
 * the validation of the construct returns these errors. This function adds warnings to the constructs as annotations.
 * CDK does not print annotations if the synthesis fails, so the list of errors then contains the warnings too.
 */
export function validate(root: IConstruct): string[] {
  const run = new Run(root);
  for (const rule of rulesFor(run.index)) {
    run.check(rule, rule.severityOf ?? (() => rule.severity));
  }
  for (const rule of hasSecureSet(root) ? SECURE_RULES : []) {
    run.check(rule, (view) => secureSeverity(view.node));
  }
  for (const { code, message } of checkContext(root, isKnown)) {
    // CDK prints the annotations of stacks, but not the annotations of the app
    run.warn(root.node.findAll().find((node) => Stack.isStack(node)) ?? root, code, message);
  }
  forgetReferences();
  run.listWarningsBesideErrors();
  return [];
}

class Run {
  public readonly index: ResourceIndex;
  private readonly errors: Map<IConstruct, string[]>;
  private readonly warnings: { readonly node: IConstruct; readonly message: string }[] = [];
  private hasFailed = false;

  public constructor(private readonly root: IConstruct) {
    this.index = new ResourceIndex(root);
    this.errors = errorsOf.get(root) ?? new Map<IConstruct, string[]>();
    errorsOf.set(root, this.errors);
    this.errors.forEach((list) => list.splice(0));
  }

  /**
   * Checks all resources that a rule selects. Findings on a resource for which `severityFor` returns undefined are
   * ignored.
   */
  public check(rule: Rule, severityFor: (view: ResourceView) => Severity | undefined): void {
    const { index } = this;
    for (const view of rule.among ? rule.among(index) : index.of(rule.on, rule.protocol, rule.needs)) {
      const found: Findings = rule.check(view, index);
      // Nearly all checks return no finding
      const severity = found && severityFor(view);
      if (severity) {
        for (const finding of listOf<Finding>(found)) {
          this.report(rule, finding.at ?? view, finding, severity);
        }
      }
    }
  }

  /** Adds a warning to a construct, unless the code of the warning is disabled or acknowledged. */
  public warn(node: IConstruct, code: string, message: string): void {
    if (!isDisabled(node, code) && !this.isAcknowledgedByApp(code)) {
      Annotations.of(node).addWarningV2(warningId(code), `[${code}] ${message}`);
      this.warnings.push({ node, message: `[${code}] ${message}` });
    }
  }

  /** Adds the warnings to the lists of errors if the rules found at least one error. */
  public listWarningsBesideErrors(): void {
    for (const { node, message } of this.hasFailed ? this.warnings : []) {
      this.errorListOf(node).push(`Warning ${message}`);
    }
  }

  private report(rule: Rule, view: ResourceView, finding: Finding, severity: Severity): void {
    const { code } = rule;
    if (isDisabled(view.node, code)) {
      return;
    }
    const property = writtenName(view, finding.property ?? rule.property);
    const line = view.createdAt;
    const message = messageOf(rule, property, finding) + (line === undefined ? '' : ` Created at ${line}`);
    if (severity === 'error') {
      this.errorListOf(view.owner).push(`[${code}] ${message}`);
      this.hasFailed = true;
    } else {
      this.warn(view.node, code, message);
    }
  }

  /**
   * Whether the app acknowledges a code. `Annotations` evaluates only acknowledgements of stacks and of the constructs
   * in stacks.
   */
  private isAcknowledgedByApp(code: string): boolean {
    return this.root.node.root.node.metadata.some(
      ({ type, data }) => type === ACKNOWLEDGED && `Annotation::${warningId(code)}` in (data as object),
    );
  }

  /** Returns the list of errors that CDK reports for a construct. */
  private errorListOf(node: IConstruct): string[] {
    let errors = this.errors.get(node);
    if (!errors) {
      const list: string[] = [];
      errors = list;
      this.errors.set(node, list);
      node.node.addValidation({ validate: () => list });
    }
    return errors;
  }
}
