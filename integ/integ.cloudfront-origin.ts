// HTTP APIs behind CloudFront: the default stage, and another stage under a path of the distribution.
//
// After the distribution is deployed, verify the deployed app with its outputs:
//   curl -s https://$DistributionHost/books | jq .rawPath                      "/books"
//   curl -s https://$DistributionHost/books | jq '.headers["x-from"]'          "cloudfront"
//   curl -s https://$DistributionHost/v1/books | jq .requestContext.stage      "beta"
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { CachePolicy, Distribution, OriginRequestPolicy, ViewerProtocolPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpApi } from 'cdk-apigatewayv2';
import { HttpApiOrigin } from 'cdk-apigatewayv2/cloudfront';
import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { echo } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegCloudFrontOrigin');
const api = new HttpApi(stack, 'Api', {
  defaultIntegration: new HttpLambdaIntegration('Echo', echo(stack, 'Handler')),
});
const beta = api.addStage('Beta', { stageName: 'beta', autoDeploy: true });

const behavior = {
  viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
};
const distribution = new Distribution(stack, 'Distribution', {
  defaultBehavior: { ...behavior, origin: new HttpApiOrigin(api, { customHeaders: { 'x-from': 'cloudfront' } }) },
  additionalBehaviors: {
    '/v1/*': {
      ...behavior,
      origin: new HttpApiOrigin(api, { stage: beta, originPath: '/old', readTimeout: Duration.seconds(29) }),
    },
  },
});
new CfnOutput(stack, 'DistributionHost', { value: distribution.distributionDomainName });

new IntegTest(app, 'CloudFrontOrigin', { testCases: [stack] });
