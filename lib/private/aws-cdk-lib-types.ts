// What TypeScript takes for classes of aws-cdk-lib: their private members make them nominal, so that nothing but a subclass is assignable
// to them. jsii does not read this file, since languages with static types could not override their static members and methods;
// scripts/finish-build.mjs makes declarations of it.
import type {
  HttpRouteIntegration as AwsHttpRouteIntegration,
  VpcLink as AwsVpcLink,
} from 'aws-cdk-lib/aws-apigatewayv2';

declare module '../http/vpc-link' {
  interface VpcLink extends AwsVpcLink {}
}

declare module '../http/integration' {
  interface HttpRouteIntegration extends AwsHttpRouteIntegration {}
}
