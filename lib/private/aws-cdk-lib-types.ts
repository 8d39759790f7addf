// Declares that classes of this library extend aws-cdk-lib classes. TypeScript accepts only subclasses where a class with private
// members is expected. jsii must not read this file, because other languages cannot override static members. scripts/finish-build.mjs
// creates the declarations from this file.
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
  // aws-cdk-lib's enum lacks some integration types. To keep both enums compatible, the build declares these types as constants next
  // to the enum of this library
  // eslint-disable-next-line @typescript-eslint/ban-ts-comment
  // @ts-ignore
  interface WebSocketRouteIntegration extends AwsWebSocketRouteIntegration {}
}
