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

/** The classes whose elements each render one logical ID. */
const WITH_ONE_NAME = [CfnCondition, CfnHook, CfnMapping, CfnOutput, CfnParameter, CfnRule];

/** A name that a rendered resource uses, and how. */
export interface Use {
  /** The logical ID that it uses. */
  readonly name: string;
  /** The attribute of `Fn::GetAtt`, `Ref`, or the section that names a resource or condition. */
  readonly by: string;
  /** The property, such as `Target`. */
  readonly property: string;
  /** Whether a condition decides whether the value is used. */
  readonly chosen: boolean;
}

/** The member of an element that renders it. */
interface Rendering {
  _toCloudFormation(): object;
}

/** The rendered resources and names of a stack. */
export class Template {
  /** The elements by their logical IDs. */
  public readonly elements = new Map<string, CfnElement>();
  private readonly uses = new Map<CfnElement, readonly Use[]>();

  public constructor(private readonly stack: Stack) {
    for (const node of stack.node.findAll()) {
      if (CfnElement.isCfnElement(node) && node.stack === stack) {
        this.elements.set(stack.resolve(node.logicalId) as string, node);
      }
    }
  }

  /** Whether the logical IDs of all elements are known. An element of another class can render any number of them. */
  public get isComplete(): boolean {
    return [...this.elements.values()].every(
      (one) => CfnResource.isCfnResource(one) || WITH_ONE_NAME.some((known) => one instanceof known),
    );
  }

  /** The outputs of the stack. */
  public get outputs(): CfnOutput[] {
    return [...this.elements.values()].filter((one) => one instanceof CfnOutput);
  }

  /** The names that an element uses. Empty if it cannot be rendered: CDK then throws an error of its own. */
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

  /** The resources that must be created before one of the same stack, with the property that needs each. */
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

/** The names that a rendered value uses. */
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
