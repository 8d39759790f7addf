import { fieldsOfResource, isLeftOut, resourceIn, sourceOf, type Context } from './context';
import type { Fields } from './fields';
import type { Resource } from './resources';
import { isObject } from './template';
import type { Json, Text } from './types';
import { isUnresolved, textOf } from './values';

/** Matches AWS managed policies that contain no `execute-api` actions. */
const unrelated =
  /:iam::aws:policy\/(?:service-role\/AWSLambda(?:Basic|VPCAccess)ExecutionRole|AWSXRayDaemonWriteAccess|AWSXrayWriteOnlyAccess|CloudWatchLambdaInsightsExecutionRolePolicy)$/;

/**
 * Returns the statements of a function's execution role that can apply to `execute-api:ManageConnections`. Returns
 * `undefined` if the app does not define the role or one of its policies, or if one of them depends on a template
 * condition.
 */
export function connectionStatementsOf(context: Context, fn: Fields): Json[] | undefined {
  const role = inApp(context, fn.text('Role'), 'AWS::IAM::Role');
  if (!role) return undefined;
  const documents = documentsOf(context, role);
  const statements = documents?.flatMap((document) => {
    const { Statement: all } = isObject(document) ? document : {};
    return (Array.isArray(all) ? all : [all ?? null]) as Json[];
  });
  return statements?.every((one) => isObject(one) && !isUnresolved(one))
    ? statements.filter(isAboutConnections)
    : undefined;
}

/**
 * Returns the policy documents of a role, or `undefined` if the role has a permissions boundary or one of the policies
 * is unknown.
 */
function documentsOf(context: Context, role: Resource): Json[] | undefined {
  const fields = fieldsOfResource(context, role);
  const { PermissionsBoundary: boundary, Policies: inline = [] } = fields.json;
  const managed = fields.texts('ManagedPolicyArns') ?? [];
  if (boundary !== undefined || !Array.isArray(inline) || isUnresolved(managed)) return undefined;
  const documents: (Json | undefined)[] = inline.map(documentOf);
  for (const arn of managed) {
    if (unrelated.test(textOf(arn))) continue;
    const own = inApp(context, arn, 'AWS::IAM::ManagedPolicy');
    documents.push(own && fieldsOfResource(context, own).json.PolicyDocument);
  }
  for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::RolePolicy']) {
    for (const policy of context.resources.ofType(type)) {
      if (isLeftOut(context, policy)) continue;
      const own = fieldsOfResource(context, policy);
      const roles = type === 'AWS::IAM::RolePolicy' ? [own.text('RoleName') ?? ''] : (own.texts('Roles') ?? []);
      if (isUnresolved(roles)) return undefined;
      if (!roles.some((name) => isOf(role, fields, name))) continue;
      documents.push('condition' in sourceOf(context, policy) ? undefined : own.json.PolicyDocument);
    }
  }
  return documents.includes(undefined) ? undefined : (documents as Json[]);
}

/** Returns the resource that a string refers to, if the app always creates this resource. */
function inApp(context: Context, text: Text | undefined, type: string): Resource | undefined {
  const found = context.resources.byId(resourceIn(text, type)?.id ?? '');
  if (!found || found.stack.template.Transform !== undefined) return undefined;
  return 'condition' in sourceOf(context, found) ? undefined : found;
}

/** Whether a role name refers to the given role. */
function isOf(role: Resource, fields: Fields, name: Text): boolean {
  return (
    resourceIn(name, role.type)?.id === role.id || (name !== '' && textOf(name) === textOf(fields.text('RoleName')))
  );
}

function documentOf(policy: Json): Json | undefined {
  return isObject(policy) && !isUnresolved(policy) ? policy.PolicyDocument : undefined;
}

/** Whether a statement can allow or deny `execute-api:ManageConnections`. */
function isAboutConnections(statement: Json): boolean {
  const { Action: given, NotAction: not } = statement as Record<string, Json>;
  if (not !== undefined) return true;
  const actions = Array.isArray(given) ? given : [given];
  return actions.some((action) => typeof action !== 'string' || /^(?:execute-api:|[^:]*[*?])/i.test(action));
}
