import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { SECURE_RULES, TOPICS } from '../catalog';
import { listOf } from '../constraint';
import { checkContext } from '../context';
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

/** Where `Validations.of(scope).acknowledge()` leaves what was acknowledged. */
const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';

/** The errors of each construct; the list is emptied when the tree is validated again. */
const errorsOf = new WeakMap<IConstruct, string[]>();

/**
 * Checks everything below a root, except stages inside it, which are synthesized on their own.
 *
 * Errors are added to the validation of their constructs, which CDK validates after the root. Warnings are added to their constructs and,
 * since CDK prints no warning of a synthesis that fails, returned beside errors.
 */
export function validate(root: IConstruct): string[] {
  const run = new Run(root);
  for (const rule of Object.values(TOPICS).flat()) {
    run.check(rule, () => rule.severity);
  }
  for (const rule of hasSecureSet(root) ? SECURE_RULES : []) {
    run.check(rule, (view) => secureSeverity(view.node));
  }
  for (const { code, message, at } of checkContext(root)) {
    run.warn(at, code, message);
  }
  forgetReferences();
  return run.warningsBesideErrors();
}

class Run {
  private readonly index: ResourceIndex;
  private readonly warnings: string[] = [];
  private readonly failed = new Set<IConstruct>();

  public constructor(private readonly root: IConstruct) {
    this.index = new ResourceIndex(root);
    root.node.findAll().forEach((node) => errorsOf.get(node)?.splice(0));
  }

  /** Checks one rule on all its resources; without a severity, a resource is left out. */
  public check(rule: Rule, severityFor: (view: ResourceView) => Severity | undefined): void {
    const { index } = this;
    for (const view of rule.among ? rule.among(index) : index.of(rule.on, rule.protocol, rule.needs)) {
      const severity = severityFor(view);
      const found: Findings = severity && rule.check(view, index);
      if (severity && found) {
        for (const finding of listOf<Finding>(found)) {
          this.report(rule, finding.at ?? view, finding, severity);
        }
      }
    }
  }

  /** Adds a warning, unless its code is disabled or acknowledged. */
  public warn(node: IConstruct, code: string, message: string): void {
    if (!isDisabled(node, code) && !this.isAcknowledgedByApp(code)) {
      Annotations.of(node).addWarningV2(warningId(code), `[${code}] ${message}`);
      this.warnings.push(`[${code}] ${node.node.path}: ${message}`);
    }
  }

  /** The warnings, if there are errors too. */
  public warningsBesideErrors(): string[] {
    const { length } = this.warnings;
    if (this.failed.size === 0 || length === 0) {
      return [];
    }
    const title = length === 1 ? 'There is a warning, too:' : `There are ${length} warnings, too:`;
    return [[title, ...this.warnings].join('\n      ')];
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
      this.fail(view.owner, `[${code}] ${message}`);
    } else {
      this.warn(view.node, code, message);
    }
  }

  private fail(node: IConstruct, message: string): void {
    let errors = errorsOf.get(node);
    if (!errors) {
      const list: string[] = [];
      errors = list;
      errorsOf.set(node, list);
      node.node.addValidation({ validate: () => list });
    }
    errors.push(message);
    this.failed.add(node);
  }

  /** Acknowledgements on stacks and below are evaluated by Annotations, those on the app itself are not. */
  private isAcknowledgedByApp(code: string): boolean {
    return this.root.node.root.node.metadata.some(
      ({ type, data }) => type === ACKNOWLEDGED && `Annotation::${warningId(code)}` in (data as object),
    );
  }
}
