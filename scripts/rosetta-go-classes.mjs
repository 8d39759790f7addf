// The Go code of the samples that define a class, by the name of the class. In Go, a struct that embeds an interface
// replaces the class, so each class is translated manually. test/bindings also compiles this code.
export const CLASSES_IN_GO = {
  StreamIntegration: `import (
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/awskinesis"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2"
)

type streamIntegration struct {
	cdkapigatewayv2.HttpRouteIntegration
	stream awskinesis.IStream
}

func newStreamIntegration(id string, stream awskinesis.IStream) *streamIntegration {
	integration := &streamIntegration{stream: stream}
	cdkapigatewayv2.NewHttpRouteIntegration_Override(integration, &id)
	return integration
}

func (s *streamIntegration) Bind(options *cdkapigatewayv2.HttpRouteIntegrationBindOptions) *cdkapigatewayv2.HttpRouteIntegrationConfig {
	role := awsiam.NewRole(options.Scope, jsii.String("StreamRole"), &awsiam.RoleProps{
		AssumedBy: awsiam.NewServicePrincipal(jsii.String("apigateway.amazonaws.com"), nil),
	})
	s.stream.GrantWrite(role)
	return &cdkapigatewayv2.HttpRouteIntegrationConfig{
		Type:                 cdkapigatewayv2.HttpIntegrationType_AWS_PROXY,
		Subtype:              cdkapigatewayv2.HttpIntegrationSubtype_KINESIS_PUT_RECORD,
		PayloadFormatVersion: cdkapigatewayv2.PayloadFormatVersion_VERSION_1_0(),
		Credentials:          cdkapigatewayv2.IntegrationCredentials_FromRole(role),
		ParameterMapping: cdkapigatewayv2.NewParameterMapping().
			Custom(jsii.String("StreamName"), s.stream.StreamName()).
			Custom(jsii.String("Data"), jsii.String("$request.body.data")).
			Custom(jsii.String("PartitionKey"), jsii.String("$context.requestId")),
	}
}

api := cdkapigatewayv2.NewHttpApi(stack, jsii.String("Api"), nil)
clicks := awskinesis.NewStream(stack, jsii.String("Clicks"), nil)
api.AddRoutes(&cdkapigatewayv2.AddRoutesOptions{
	Path:        jsii.String("/clicks"),
	Methods:     &[]cdkapigatewayv2.HttpMethod{cdkapigatewayv2.HttpMethod_POST},
	Integration: newStreamIntegration("Clicks", clicks),
})`,

  RequireAccessLogs: `import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
)

type requireAccessLogs struct{}

func (r *requireAccessLogs) Visit(node constructs.IConstruct) {
	if *awsapigatewayv2.CfnStage_IsCfnStage(node) {
		var stage awsapigatewayv2.CfnStage
		jsii.UnsafeCast(node, &stage)
		if stage.AccessLogSettings() == nil {
			awscdk.Annotations_Of(node).AddError(jsii.String("This stage has no access logs"))
		}
	}
}

awscdk.Aspects_Of(stack).Add(&requireAccessLogs{}, nil)`,
};
