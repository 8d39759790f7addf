import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import type { Kind } from '../engine/kinds';
import { isPlainObject } from '../engine/resolve';
import type { ResourceView } from '../engine/resource-view';
import { member } from '../engine/resource-view';
import type { Rule } from '../engine/rule';
import { rules } from '../engine/rule';
import { described } from '../message';

/** The member of an L2 role that contains its trust policy. */
interface Trusting {
  readonly assumeRolePolicy?: { readonly statements?: readonly Statement[] };
}

interface Statement {
  readonly principals?: readonly { readonly service?: unknown }[];
}

/** Returns the services that a role trusts, or undefined if the role may trust other principals. */
function trustedServices(role: ResourceView): readonly string[] | undefined {
  const { assumeRolePolicy } = role.owner as Trusting;
  const services =
    role.isOfL2 && assumeRolePolicy?.statements && !role.isOverridden('AssumeRolePolicyDocument')
      ? assumeRolePolicy.statements.flatMap(({ principals = [] }) => principals.map(({ service }) => service))
      : servicesOf(member(role.value('AssumeRolePolicyDocument'), 'Statement'));
  return services.length > 0 && services.every((service) => typeof service === 'string' && !service.includes('{'))
    ? (services as string[])
    : undefined;
}

/**
 * Returns the services in the statements of a trust policy. The list contains `undefined` for each principal that is
 * not a service.
 */
function servicesOf(statements: unknown): unknown[] {
  return (Array.isArray(statements) ? (statements as unknown[]) : [statements]).flatMap((statement) => {
    const principal = member(statement, 'Principal');
    const isAlone = isPlainObject(principal) && Object.keys(principal).length === 1;
    return isAlone ? member(principal, 'Service') : undefined;
  });
}

function untrusting(on: Kind, property: string, declared: Declaration): Rule {
  return {
    ...declared,
    on,
    needs: property,
    property,
    check: (view, index) => {
      const node = view.target('AWS::IAM::Role', property);
      const role = node && index.viewOf(node);
      const services = role && trustedServices(role);
      return services && !services.some((service) => /^(ops\.)?apigateway\./.test(service))
        ? {
            must: 'be the ARN of a role that apigateway.amazonaws.com can assume',
            given: described(`'${role.path}', which trusts ${services.join(', ')}`),
          }
        : undefined;
    },
  };
}

const FIX = 'Create the role with `assumedBy: new ServicePrincipal("apigateway.amazonaws.com")`.';

const CREDENTIALS_ROLE_UNTRUSTING: Declaration = {
  code: 'CredentialsRoleUntrusting',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference describes the credentials as a role that API Gateway assumes. If API Gateway cannot assume the role, requests fail with status 500',
  summary:
    'API Gateway cannot assume the role of an integration or authorizer, because the role trusts only other services.',
  fix: FIX,
  page: PAGES.guide('http-api-develop-integrations-aws-services'),
};

export const ROLE_TRUST_RULES = rules([
  untrusting('account', 'CloudWatchRoleArn', {
    code: 'AccountRoleUntrusting',
    severity: 'error',
    evidence: 'documented',
    source:
      'AWS: "The role ARN does not have required permissions configured", and the API Gateway guide states that the role must trust apigateway.amazonaws.com',
    summary:
      'API Gateway cannot assume the CloudWatch Logs role of the account, because the role trusts only other services.',
    fix: FIX,
    page: PAGES.guide('set-up-logging'),
  }),
  untrusting('integration', 'CredentialsArn', CREDENTIALS_ROLE_UNTRUSTING),
  untrusting('authorizer', 'AuthorizerCredentialsArn', CREDENTIALS_ROLE_UNTRUSTING),
]);
