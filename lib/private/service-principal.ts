import type { PrincipalPolicyFragment } from 'aws-cdk-lib/aws-iam';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';

/**
 * The service principal of API Gateway. The class caches the policy fragment, because otherwise each permission would create a token for
 * the fragment.
 */
class ApiGatewayPrincipal extends ServicePrincipal {
  private readonly fragment = super.policyFragment;

  public constructor() {
    super('apigateway.amazonaws.com');
  }

  public override get policyFragment(): PrincipalPolicyFragment {
    return this.fragment;
  }
}

// All permissions share one principal, because the principal is stateless
let principal: ServicePrincipal | undefined;

/** Returns the service principal of API Gateway. */
export function apiGatewayPrincipal(): ServicePrincipal {
  principal ??= new ApiGatewayPrincipal();
  return principal;
}
