import { Annotations } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import { explain } from '../private/judge';
import { isDisabled } from '../private/rule-switch';
import { SECURE_RULES } from './checks/secure';
import type { Finding, Found, Rule } from './rule';
import { isSecureSetAsked, secureSeverity } from './secure-scope';
import { TOPICS } from './table';
import type { View } from './view';
import { forgetReferences } from './tokens';
import { World } from './world';

/** Where `Validations.of(scope).acknowledge()` leaves what it was told. */
const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';

/** The ID under which a warning of a rule is acknowledged. */
export function warningId(code: string): string {
  return `cdk-apigatewayv2:${code}`;
}

interface Report {
  readonly rule: Rule;
  readonly at: View;
  readonly message: string;
}

/** Judges all that is below a root, but for stages inside of it. Gives back the errors and leaves the warnings at their constructs. */
export function validate(root: IConstruct): string[] {
  const world = new World(root);
  const errors: Report[] = [];
  for (const rule of rulesFor(world)) {
    for (const view of rule.among ? rule.among(world) : world.of(rule.on, rule.protocol, rule.needs)) {
      const found = rule.check(view, world);
      if (found) {
        report(rule, view, found, rule.severity, errors);
      }
    }
  }
  for (const rule of isSecureSetAsked() ? SECURE_RULES : []) {
    for (const view of world.of(rule.on, rule.protocol, rule.needs)) {
      const severity = secureSeverity(view.node);
      if (severity) {
        report(rule, view, rule.check(view, world), severity, errors);
      }
    }
  }
  forgetReferences();
  return errors
    .sort((a, b) => compare(a.at.path, b.at.path) || compare(a.rule.code, b.rule.code))
    .map(({ message }) => message);
}

/** The rules that there is something for. */
function rulesFor(world: World): Rule[] {
  return Object.values(TOPICS)
    .flat()
    .flatMap(({ about, rules }) =>
      about.some(({ on, protocol, needs }) => world.of(on, protocol, needs).length > 0) ? rules() : [],
    );
}

function report(rule: Rule, view: View, found: Found, severity: Rule['severity'], errors: Report[]): void {
  for (const finding of asList(found)) {
    const at = finding.at ?? view;
    if (isDisabled(at.node, rule.code)) {
      continue;
    }
    const text = explain(finding.property ?? rule.property, {
      must: finding.must,
      given: finding.given,
      instead: finding.instead ?? plain(rule.fix),
    });
    const message = `[${rule.code}] ${at.path}: ${text}`;
    if (severity === 'error') {
      errors.push({ rule, at, message });
    } else if (!isAcknowledgedByApp(at.node, rule.code)) {
      Annotations.of(at.node).addWarningV2(warningId(rule.code), message);
    }
  }
}

/** Annotations look at what acknowledges in stacks and below them, but not in the app itself. */
function isAcknowledgedByApp(node: IConstruct, code: string): boolean {
  return node.node.root.node.metadata.some(
    ({ type, data }) => type === ACKNOWLEDGED && `Annotation::${warningId(code)}` in (data as object),
  );
}

function asList(found: Found): Finding[] {
  return (Array.isArray(found) ? (found as (Finding | undefined)[]) : [found as Finding | undefined]).filter(
    (finding) => finding !== undefined,
  );
}

/** The page writes code in backquotes; a terminal shows them as they are. */
function plain(markdown: string): string {
  return markdown.replaceAll('`', "'");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
