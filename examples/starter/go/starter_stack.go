package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	lambda "github.com/aws/aws-cdk-go/awscdk/v2/awslambda"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	apigw "github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2"
	"github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2/integrations"
)

// NewStarterStack creates an HTTP API with one route to a Lambda function.
// The website is the origin that may call the API, such as "https://www.example.com".
func NewStarterStack(scope constructs.Construct, id string, website string) awscdk.Stack {
	stack := awscdk.NewStack(scope, &id, nil)

	hello := lambda.NewFunction(stack, jsii.String("Hello"), &lambda.FunctionProps{
		Runtime: lambda.Runtime_NODEJS_22_X(),
		Handler: jsii.String("index.handler"),
		Code:    lambda.Code_FromInline(jsii.String("exports.handler = async () => ({ message: 'Hello' });")),
	})

	api := apigw.NewHttpApi(stack, jsii.String("Api"), &apigw.HttpApiProps{
		CorsPreflight: &apigw.CorsPreflightOptions{
			AllowOrigins: &[]*string{&website},
			AllowMethods: &[]apigw.CorsHttpMethod{apigw.CorsHttpMethod_GET},
		},
	})
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:        jsii.String("/hello"),
		Methods:     &[]apigw.HttpMethod{apigw.HttpMethod_GET},
		Integration: integrations.NewHttpLambdaIntegration(jsii.String("HelloIntegration"), hello, nil),
	})

	awscdk.NewCfnOutput(stack, jsii.String("Url"), &awscdk.CfnOutputProps{
		Value: jsii.String(*api.ApiEndpoint() + "/hello"),
	})
	return stack
}
