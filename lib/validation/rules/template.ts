import { CfnResource, Stack } from 'aws-cdk-lib/core';

import type { Declaration } from '../declaration';
import type { Kind } from '../engine/kinds';
import { TYPES } from '../engine/kinds';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { rules } from '../engine/rule';
import { described } from '../message';
import type { Use } from './rendered-names';
import { Template } from './rendered-names';

const PAGE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html';

const UNRESOLVED: Declaration = {
  code: 'ReferenceUnresolved',
  severity: 'warning',
  evidence: 'observed',
  source:
    'AWS: "Template format error: Unresolved resource dependencies [MyAuthorizer] in the Resources block of the template". The finding is a warning because CloudFormation checks the template before it changes a resource, and because unit tests often refer to resources that do not exist',
  summary: 'A `DependsOn`, `Condition` or `Fn::GetAtt` contains a logical ID that does not exist in the template.',
  fix: 'Refer to the construct, for example by `authorizer.ref`, or use its logical ID: `stack.getLogicalId(construct)`.',
  page: PAGE,
};

const ATTRIBUTE: Declaration = {
  code: 'AttributeUnknown',
  severity: 'warning',
  evidence: 'observed',
  source:
    'AWS: "Template error: resource Stage does not support attribute type InvokeUrl in Fn::GetAtt". The finding is a warning because CloudFormation may have added the attribute after the release of this version of aws-cdk-lib',
  summary: 'A value refers to an attribute that a resource of API Gateway does not have.',
  fix: 'Use `ref` or an attribute property of the L1 construct, such as `attrApiEndpoint`.',
  page: PAGE,
};

const CONDITIONAL: Declaration = {
  code: 'ReferenceToConditional',
  severity: 'warning',
  evidence: 'observed',
  source:
    'AWS: "Template format error: Unresolved resource dependencies [Authorizer] in the Resources block of the template", if the condition is false',
  summary:
    'A resource that CloudFormation always creates refers to a resource that CloudFormation creates only if a condition is true.',
  fix: 'Set the same condition on both resources, or use `Fn.conditionIf` for the value.',
  page: PAGE,
};

const CIRCULAR: Declaration = {
  code: 'DependencyCircular',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Circular dependency between resources: [Api, Distribution]"',
  summary:
    'A resource depends on itself, directly or through other resources, so CloudFormation cannot create the resource.',
  fix: 'Replace one of the references with a literal value, with a domain name that you own, or with a parameter that your code reads at run time.',
  page: PAGE,
};

/**
 * Returns the template of a stack, or undefined if a macro, a transform or a custom element may add further elements to
 * the template.
 */
function templateOf(stack: Stack, index: ResourceIndex): Template | undefined {
  return index.memoize(stack, () => {
    if ((stack.templateOptions.transforms?.length ?? 0) > 0) {
      return undefined;
    }
    const template = new Template(stack);
    return template.isComplete ? template : undefined;
  });
}

interface Internals {
  readonly rawOverrides?: object;
}

const hasOverrides = ({ node }: ResourceView) =>
  Object.keys((node as unknown as Internals).rawOverrides ?? {}).length > 0;

/**
 * Whether the user wrote the properties of a resource. Such properties can contain literal logical IDs, whereas L2
 * constructs refer only to constructs.
 */
const isWritten = (view: ResourceView) =>
  view.kind === 'permission'
    ? // L2 constructs create permissions as their children, not as children of the stack
      Stack.isStack(view.node.node.scope)
    : !view.isOfL2 || hasOverrides(view);

const KINDS = Object.keys(TYPES) as Kind[];
const ofVersion2 = (kind: Kind) => TYPES[kind].startsWith('AWS::ApiGatewayV2::');

/**
 * Returns the resources whose references are checked: the resources that users wrote, and all resources of stacks that
 * contain a conditional resource.
 */
function written(index: ResourceIndex): readonly ResourceView[] {
  return index.memoize(written, () => {
    const all = KINDS.flatMap((kind) => index.all(kind));
    const conditional = new Set(all.filter((view) => !view.isUnconditional).map(({ node }) => node.stack));
    return all.filter((view) => isWritten(view) || conditional.has(view.node.stack));
  });
}

function unresolved(view: ResourceView, index: ResourceIndex): Finding[] {
  const template = templateOf(view.node.stack, index);
  // A Ref to an unknown logical ID may refer to a parameter that is added to the template after synthesis
  const missing = template
    ?.usesOf(view.node)
    .filter(({ name, by }) => by !== 'Ref' && !name.startsWith('AWS::') && !template.elements.has(name));
  return (missing ?? []).map(({ name, property, by }) => ({
    property,
    must: by === 'Condition' ? 'refer to a condition in the template' : 'refer to a resource in the template',
    given: name,
    instead:
      by === 'Condition'
        ? 'Use the logical ID of a CfnCondition in the same stack.'
        : by === 'DependsOn'
          ? 'Use addDependency(construct), or the logical ID of a resource in the same stack.'
          : undefined,
  }));
}

/** Returns the references to attributes that the L1 class of the resource does not define. */
function wrongAttributes(uses: readonly Use[], template: Template): { use: Use; node: CfnResource }[] {
  return uses.flatMap((use) => {
    const node = template.elements.get(use.name);
    const isAttribute = !/^(Ref|DependsOn|Condition|)$/.test(use.by);
    return isAttribute &&
      CfnResource.isCfnResource(node) &&
      node.cfnResourceType.startsWith('AWS::ApiGatewayV2::') &&
      Object.hasOwn(node.constructor, 'CFN_RESOURCE_TYPE_NAME') &&
      !(`attr${use.by.replaceAll('.', '')}` in node)
      ? [{ use, node }]
      : [];
  });
}

function attributesOf(node: CfnResource): string {
  const names = new Set<string>();
  for (
    let one: object | null = node;
    one !== null && one !== CfnResource.prototype;
    one = Object.getPrototypeOf(one) as object
  ) {
    Object.getOwnPropertyNames(one).forEach((name) => /^attr[A-Z]/.test(name) && names.add(name.slice(4)));
  }
  return names.size > 0 ? `Use Ref, or one of ${[...names].sort().join(', ')}.` : 'Use Ref.';
}

function unknownAttributes(view: ResourceView, index: ResourceIndex): Finding[] {
  const template = templateOf(view.node.stack, index);
  if (!template) {
    return [];
  }
  const own = wrongAttributes(template.usesOf(view.node), template).map(({ use, node }) => ({
    property: use.property,
    must: `be an attribute of ${node.cfnResourceType}`,
    given: `${use.name}.${use.by}`,
    instead: attributesOf(node),
  }));
  const ofOutputs = template.outputs
    .flatMap((output) => wrongAttributes(template.usesOf(output), template).map((one) => ({ ...one, output })))
    .filter(({ node }) => node === view.node)
    .map(({ use, node, output }) => ({
      property: `Attribute ${use.by}`,
      must: `be an attribute of ${node.cfnResourceType} (in the output '${output.node.path}')`,
      given: `${use.name}.${use.by}`,
      instead: attributesOf(node),
    }));
  return [...own, ...ofOutputs];
}

function toConditional(view: ResourceView, index: ResourceIndex): Finding[] {
  if (!view.isUnconditional) {
    return [];
  }
  const template = templateOf(view.node.stack, index);
  return (template?.usesOf(view.node) ?? []).flatMap(({ name, property, by, chosen }) => {
    const node = template?.elements.get(name);
    return !chosen && property !== 'DependsOn' && by !== 'Condition' && CfnResource.isCfnResource(node)
      ? index.viewOf(node).isUnconditional
        ? []
        : [
            {
              property,
              must: 'refer to a resource that CloudFormation always creates',
              given: described(`'${index.viewOf(node).path}', which has a condition although this resource has none`),
            },
          ]
      : [];
  });
}

/**
 * Returns the resources from which the search for circular dependencies begins. These resources may refer to resources
 * that CloudFormation usually creates later.
 */
function starts(index: ResourceIndex): readonly ResourceView[] {
  return KINDS.filter(ofVersion2).flatMap((kind) =>
    index.all(kind).filter((view) => kind === 'api' || (isWritten(view) && hasDependencies(view)) || mayCircle(view)),
  );
}

const hasDependencies = (view: ResourceView) => hasOverrides(view) || view.node.obtainDependencies().length > 0;

/**
 * Whether an L2 resource has explicit dependencies. Routes and integrations are ignored, because they depend only on
 * roles. Most apps contain many routes and integrations, so their dependencies would take long to check.
 */
const mayCircle = (view: ResourceView) =>
  view.kind !== 'route' && view.kind !== 'integration' && view.node.obtainDependencies().length > 0;

/**
 * Returns the shortest circular dependency of a resource, and the property by which this resource refers to the next
 * resource.
 */
function circleOf(start: CfnResource, template: Template): { path: CfnResource[]; property: string } | undefined {
  const before = new Map<CfnResource, CfnResource>();
  const queue = [start];
  for (const node of queue) {
    for (const { node: next } of template.needsOf(node)) {
      if (next === start) {
        const path = [node];
        while (path[0] !== start) {
          path.unshift(before.get(path[0])!);
        }
        const second = path[1] ?? start;
        return { path, property: template.needsOf(start).find((one) => one.node === second)!.property };
      }
      if (!before.has(next)) {
        before.set(next, node);
        queue.push(next);
      }
    }
  }
  return undefined;
}

function circular(view: ResourceView, index: ResourceIndex): Finding | undefined {
  const template = templateOf(view.node.stack, index);
  const reported = index.memoize(circular, () => new Set<CfnResource>());
  const circle = template && !reported.has(view.node) ? circleOf(view.node, template) : undefined;
  if (!circle || !circle.path.every((node) => areDeployedTogether(index.viewOf(node), view))) {
    return undefined;
  }
  circle.path.forEach((node) => reported.add(node));
  const names = [...circle.path, view.node].map((node) => `'${index.viewOf(node).path}'`);
  return {
    property: circle.property,
    must: 'not depend on the resource itself',
    given: described(names.join(' → ')),
  };
}

const rule = (declared: Declaration, property: string, among: Rule['among'], check: Rule['check']): Rule => ({
  ...declared,
  on: 'api',
  property,
  among,
  check,
});

const NAMES = 'References in L1 constructs and escape hatches';

/**
 * The rules that check the references in the template of a stack, as CloudFormation does before it creates resources.
 */
export const TEMPLATE_RULES = rules([
  rule(UNRESOLVED, NAMES, written, unresolved),
  rule(ATTRIBUTE, NAMES, written, unknownAttributes),
  rule(CONDITIONAL, NAMES, written, toConditional),
  rule(CIRCULAR, NAMES, starts, circular),
]);
