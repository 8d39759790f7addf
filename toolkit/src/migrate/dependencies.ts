import { dirname } from 'node:path';

import { planGo } from './dependency-go';
import { planJava } from './dependency-java';
import { planNode } from './dependency-node';
import type { DependencyContext, DependencyPlan } from './dependency-plan';
import { planPython } from './dependency-python';
import type { Language } from './modules';

const PLANNERS: Record<Language, (context: DependencyContext) => DependencyPlan> = {
  typescript: planNode,
  javascript: planNode,
  python: planPython,
  java: planJava,
  go: planGo,
};

/**
 * Plans how to add the dependency to each project with rewritten files. A project that already has the dependency does
 * not change.
 */
export function planDependencies(
  sources: readonly { readonly path: string; readonly language: Language }[],
  top: string,
  version: string,
): DependencyPlan {
  const plans = sources.map(({ path, language }) => PLANNERS[language]({ folder: dirname(path), top, version }));
  const unique = <T>(values: T[]): T[] => [
    ...new Map(values.map((value) => [typeof value === 'string' ? value : JSON.stringify(value), value])).values(),
  ];
  return {
    edits: unique(plans.flatMap((plan) => plan.edits)),
    commands: unique(plans.flatMap((plan) => plan.commands)),
    notes: unique(plans.flatMap((plan) => plan.notes)),
  };
}
