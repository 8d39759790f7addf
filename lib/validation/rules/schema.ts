import { PROPERTY_CASE, PROPERTY_TYPE, PROPERTY_UNKNOWN, SCHEMA_KINDS, schemaViolations } from '../constraints/schema';
import type { SchemaViolation } from '../constraints/schema';
import type { Declaration } from '../declaration';
import { resolveValue } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Rule } from '../engine/rule';
import { rules } from '../engine/rule';

/** The members of `CfnResource` that CDK reads when it renders the template. */
interface Internals {
  readonly cfnProperties: object;
  readonly rawOverrides?: { readonly Properties?: object };
}

/** Whether aws-cdk-lib generated the class of a resource, or one of its superclasses, from a CloudFormation schema. */
const isTyped = ({ node }: ResourceView) => 'CFN_RESOURCE_TYPE_NAME' in node.constructor;
const internalsOf = ({ node }: ResourceView) => node as unknown as Internals;

/** Returns the properties that escape hatches and generic resources set. No aws-cdk-lib class checks these properties. */
function untyped(view: ResourceView): object[] {
  const { cfnProperties, rawOverrides } = internalsOf(view);
  return [isTyped(view) ? undefined : cfnProperties, rawOverrides?.Properties].filter((one) => one !== undefined);
}

/** Returns the schema violations of each generic resource, and of each resource whose properties an escape hatch changes. */
function violations(index: ResourceIndex): ReadonlyMap<ResourceView, readonly SchemaViolation[]> {
  return index.memoize(violations, () => {
    const found = new Map<ResourceView, SchemaViolation[]>();
    for (const kind of SCHEMA_KINDS) {
      for (const view of index.all(kind)) {
        if (internalsOf(view).rawOverrides?.Properties !== undefined || !isTyped(view)) {
          found.set(
            view,
            untyped(view).flatMap((bag) =>
              schemaViolations(kind, resolveValue(bag, view.node) as object, knownToCdk(view)),
            ),
          );
        }
      }
    }
    return found;
  });
}

/** Returns the names of the properties that the class of a resource defines in this version of aws-cdk-lib. */
function knownToCdk(view: ResourceView): string[] {
  return isTyped(view)
    ? Object.keys(internalsOf(view).cfnProperties).map((name) => name.charAt(0).toUpperCase() + name.slice(1))
    : [];
}

function schemaRule(declared: Declaration): Rule {
  return {
    ...declared,
    on: 'api',
    property: 'Properties of escape hatches and generic resources',
    among: (index) => violations(index).keys(),
    check: (view, index) =>
      violations(index)
        .get(view)
        ?.filter((one) => one.of.code === declared.code)
        .map(({ path, must, given, instead }) => ({ property: path, must, given, instead })),
  };
}

export const SCHEMA_RULES = rules([PROPERTY_CASE, PROPERTY_UNKNOWN, PROPERTY_TYPE].map(schemaRule));
