import type { Stack } from 'aws-cdk-lib/core';
import {
  CfnCondition,
  CfnElement,
  CfnHook,
  CfnMapping,
  CfnOutput,
  CfnParameter,
  CfnResource,
  CfnRule,
} from 'aws-cdk-lib/core';

/** The classes of template elements that render exactly one logical ID. */
const WITH_ONE_NAME = [CfnCondition, CfnHook, CfnMapping, CfnOutput, CfnParameter, CfnRule];

/** A logical ID that a rendered resource or output refers to, with the kind and the place of the reference. */
export interface Use {
  /** The logical ID. */
  readonly name: string;
  /** The kind of the reference: the attribute name of `Fn::GetAtt`, or `Ref`, `DependsOn` or `Condition`. */
  readonly by: string;
  /** The property that contains the reference, such as `Target`. */
  readonly property: string;
  /** Whether the reference is inside `Fn::If`. CloudFormation may then ignore the reference at deployment. */
  readonly chosen: boolean;
}

/** The method by which CDK renders a template element. */
interface Rendering {
  _toCloudFormation(): object;
}

/** The elements of a stack's template, with the logical IDs that they refer to. */
export class Template {
  /** The template elements, such as resources, parameters and conditions, by their logical IDs. */
  public readonly elements = new Map<string, CfnElement>();
  private readonly uses = new Map<CfnElement, readonly Use[]>();

  public constructor(private readonly stack: Stack) {
    for (const node of stack.node.findAll()) {
      if (CfnElement.isCfnElement(node) && node.stack === stack) {
        this.elements.set(stack.resolve(node.logicalId) as string, node);
      }
    }
  }

  /**
   * Whether the logical IDs of all elements are known. An element of a class that is not listed in `WITH_ONE_NAME` can
   * render any number of logical IDs.
   */
  public get isComplete(): boolean {
    return [...this.elements.values()].every(
      (one) => CfnResource.isCfnResource(one) || WITH_ONE_NAME.some((known) => one instanceof known),
    );
  }

  /** The outputs of the stack. */
  public get outputs(): CfnOutput[] {
    return [...this.elements.values()].filter((one) => one instanceof CfnOutput);
  }

  /**
   * Returns the references in a template element. Returns an empty list if the element cannot be rendered, because CDK
   * reports this error itself.
   */
  public usesOf(element: CfnElement): readonly Use[] {
    let found = this.uses.get(element);
    if (!found) {
      try {
        const rendered = this.stack.resolve((element as unknown as Rendering)._toCloudFormation()) as object;
        const [body] = Object.values(Object.values(rendered)[0] as object) as unknown[];
        found = namesIn(body);
      } catch {
        found = [];
      }
      this.uses.set(element, found);
    }
    return found;
  }

  /**
   * Returns the resources in the stack that CloudFormation must create before `resource`, each with the property of
   * `resource` that refers to it.
   */
  public needsOf(resource: CfnResource): { readonly node: CfnResource; readonly property: string }[] {
    return this.usesOf(resource).flatMap(({ name, by, property, chosen }) => {
      const node = this.elements.get(name);
      return !chosen && by !== 'Condition' && CfnResource.isCfnResource(node) ? [{ node, property }] : [];
    });
  }
}

function namesIn(body: unknown): Use[] {
  const { Properties, DependsOn, Condition, Value } = (body ?? {}) as { readonly [section: string]: unknown };
  const named = (value: unknown, by: string): Use[] =>
    [value].flat().flatMap((name) => (typeof name === 'string' ? [{ name, by, property: by, chosen: false }] : []));
  return [
    ...Object.entries(isObject(Properties) ? Properties : {}).flatMap(([name, value]) => usesIn(value, name)),
    ...usesIn(Value, 'Value'),
    ...named(DependsOn, 'DependsOn'),
    ...named(Condition, 'Condition'),
  ];
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null;
}

/** Returns the references in a rendered value. */
function usesIn(value: unknown, property: string, chosen = false): Use[] {
  if (!isObject(value)) {
    return [];
  }
  const [key, ...others] = Object.keys(value);
  const given = value[key];
  if (others.length === 0 && key === 'Ref' && typeof given === 'string') {
    return [{ name: given, by: 'Ref', property, chosen }];
  }
  if (others.length === 0 && key === 'Fn::GetAtt') {
    const [name, ...rest] = Array.isArray(given) ? (given as unknown[]) : String(given).split('.');
    const by = rest.every((part) => typeof part === 'string') ? rest.join('.') : '';
    return [
      ...(typeof name === 'string' ? [{ name, by, property, chosen }] : []),
      ...rest.flatMap((part) => usesIn(part, property, chosen)),
    ];
  }
  if (others.length === 0 && key === 'Fn::Sub') {
    const [text, variables] = Array.isArray(given) ? (given as unknown[]) : [given];
    const own = isObject(variables) ? variables : {};
    const names = [...String(text).matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name]) => name.trim());
    return [
      ...names
        .filter((name) => !Object.hasOwn(own, name))
        .map((path): Use => {
          const [name, ...rest] = path.split('.');
          return { name, by: rest.join('.') || 'Ref', property, chosen };
        }),
      ...usesIn(own, property, chosen),
    ];
  }
  const isChoice = others.length === 0 && key === 'Fn::If';
  return Object.values(value).flatMap((inner) => usesIn(inner, property, chosen || isChoice));
}
