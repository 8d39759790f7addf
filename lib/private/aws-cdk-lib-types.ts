// What TypeScript takes for classes of aws-cdk-lib: their private members make them nominal, so that nothing but a subclass is assignable
// to them. jsii does not read this file, since languages with static types could not override their static members and methods;
// scripts/finish-build.mjs makes declarations of it.
import type {
  HttpRouteIntegration as AwsHttpRouteIntegration,
  VpcLink as AwsVpcLink,
  WebSocketRouteIntegration as AwsWebSocketRouteIntegration,
} from 'aws-cdk-lib/aws-apigatewayv2';

declare module '../http/vpc-link' {
  interface VpcLink extends AwsVpcLink {}
}

declare module '../http/integration' {
  interface HttpRouteIntegration extends AwsHttpRouteIntegration {}
}

declare module '../websocket/integration' {
  // The build declares the types of integration that aws-cdk-lib's enum lacks beside the enum, which keeps the two compatible
  // eslint-disable-next-line @typescript-eslint/ban-ts-comment
  // @ts-ignore
  interface WebSocketRouteIntegration extends AwsWebSocketRouteIntegration {}
}
