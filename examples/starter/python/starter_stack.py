from aws_cdk import CfnOutput, Stack
from aws_cdk.aws_lambda import Code, Function, Runtime
from cdk_apigatewayv2 import CorsHttpMethod, CorsPreflightOptions, HttpApi, HttpMethod
from cdk_apigatewayv2.integrations import HttpLambdaIntegration
from constructs import Construct


class StarterStack(Stack):
    """An HTTP API with one route to a Lambda function."""

    def __init__(self, scope: Construct, construct_id: str, *, website: str, **kwargs) -> None:
        """Create the stack.

        :param website: The origin of the website that may call the API, such as ``https://www.example.com``.
        """
        super().__init__(scope, construct_id, **kwargs)

        hello = Function(
            self,
            "Hello",
            runtime=Runtime.NODEJS_22_X,
            handler="index.handler",
            code=Code.from_inline("exports.handler = async () => ({ message: 'Hello' });"),
        )

        api = HttpApi(
            self,
            "Api",
            cors_preflight=CorsPreflightOptions(allow_origins=[website], allow_methods=[CorsHttpMethod.GET]),
        )
        api.add_routes(
            path="/hello",
            methods=[HttpMethod.GET],
            integration=HttpLambdaIntegration("HelloIntegration", hello),
        )

        CfnOutput(self, "Url", value=f"{api.api_endpoint}/hello")
