import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CorsHttpMethod, HttpApi, HttpMethod } from 'cdk-apigatewayv2';
import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import type { Construct } from 'constructs';

export interface StarterStackProps extends StackProps {
  /** The origin of the website that may call the API, such as `https://www.example.com`. */
  readonly website: string;
}

/** An HTTP API with one route to a Lambda function. */
export class StarterStack extends Stack {
  public constructor(scope: Construct, id: string, props: StarterStackProps) {
    super(scope, id, props);

    const hello = new Function(this, 'Hello', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline("exports.handler = async () => ({ message: 'Hello' });"),
    });

    const api = new HttpApi(this, 'Api', {
      corsPreflight: { allowOrigins: [props.website], allowMethods: [CorsHttpMethod.GET] },
    });
    api.addRoutes({
      path: '/hello',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('HelloIntegration', hello),
    });

    new CfnOutput(this, 'Url', { value: `${api.apiEndpoint}/hello` });
  }
}
