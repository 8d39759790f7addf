package bindings

import (
	"reflect"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"
	apigw "github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2"
)

type object = map[string]interface{}

// An integration that sends requests to the user's own server.
type backend struct {
	apigw.HttpRouteIntegration
	host   string
	bound  int
	routes []string
}

func newBackend(id, host string) *backend {
	b := &backend{host: host}
	apigw.NewHttpRouteIntegration_Override(b, &id)
	return b
}

func (b *backend) Bind(options *apigw.HttpRouteIntegrationBindOptions) *apigw.HttpRouteIntegrationConfig {
	b.bound++
	awscdk.NewCfnResource(options.Scope, jsii.String("Server"), &awscdk.CfnResourceProps{Type: jsii.String("Test::Server")})
	return &apigw.HttpRouteIntegrationConfig{
		Type:                 apigw.HttpIntegrationType_HTTP_PROXY,
		Method:               apigw.HttpMethod_POST,
		Uri:                  jsii.String("https://" + b.host + *options.Route.Path()),
		PayloadFormatVersion: apigw.PayloadFormatVersion_VERSION_1_0(),
		Timeout:              awscdk.Duration_Seconds(jsii.Number(7)),
	}
}

func (b *backend) CompleteBind(options *apigw.HttpRouteIntegrationBindOptions) {
	b.routes = append(b.routes, *options.Route.Node().Id())
}

// An authorizer that accepts tokens from one issuer.
type tokens struct {
	authorizer apigw.HttpAuthorizer
}

func (t *tokens) Bind(options *apigw.HttpRouteAuthorizerBindOptions) *apigw.HttpRouteAuthorizerConfig {
	if t.authorizer == nil {
		t.authorizer = apigw.NewHttpAuthorizer(options.Scope, jsii.String("Tokens"), &apigw.HttpAuthorizerProps{
			HttpApi:        options.Route.HttpApi(),
			Type:           apigw.HttpAuthorizerType_JWT,
			IdentitySource: jsii.Strings("$request.header.Authorization"),
			JwtIssuer:      jsii.String("https://issuer.example.com"),
			JwtAudience:    jsii.Strings("audience"),
		})
	}
	return &apigw.HttpRouteAuthorizerConfig{
		AuthorizerId:        t.authorizer.AuthorizerId(),
		AuthorizationType:   jsii.String("JWT"),
		AuthorizationScopes: jsii.Strings("read"),
	}
}

func newApi() (awscdk.App, awscdk.Stack, apigw.HttpApi) {
	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Stack"), nil)
	return app, stack, apigw.NewHttpApi(stack, jsii.String("Api"), nil)
}

func TestAStructThatEmbedsHttpRouteIntegrationIsBoundOnceAndCompletedForEachRoute(t *testing.T) {
	_, stack, api := newApi()
	own := newBackend("Backend", "backend.example.com")
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:        jsii.String("/things"),
		Methods:     &[]apigw.HttpMethod{apigw.HttpMethod_GET, apigw.HttpMethod_PUT},
		Integration: own,
	})

	if own.bound != 1 {
		t.Errorf("bound %d times", own.bound)
	}
	if expected := []string{"GET--things", "PUT--things"}; !reflect.DeepEqual(own.routes, expected) {
		t.Errorf("completed for %v", own.routes)
	}
	template := assertions.Template_FromStack(stack, nil)
	template.ResourceCountIs(jsii.String("Test::Server"), jsii.Number(1))
	template.ResourceCountIs(jsii.String("AWS::ApiGatewayV2::Integration"), jsii.Number(1))
	template.HasResourceProperties(jsii.String("AWS::ApiGatewayV2::Integration"), &object{
		"ApiId":                object{"Ref": assertions.Match_StringLikeRegexp(jsii.String("^Api"))},
		"IntegrationType":      "HTTP_PROXY",
		"IntegrationMethod":    "POST",
		"IntegrationUri":       "https://backend.example.com/things",
		"PayloadFormatVersion": "1.0",
		"TimeoutInMillis":      7000,
	})
	for _, key := range []string{"GET /things", "PUT /things"} {
		template.HasResourceProperties(jsii.String("AWS::ApiGatewayV2::Route"), &object{
			"RouteKey": key,
			"Target":   object{"Fn::Join": []interface{}{"", []interface{}{"integrations/", assertions.Match_AnyValue()}}},
		})
	}
}

func TestAStructThatImplementsIHttpRouteAuthorizerGuardsARoute(t *testing.T) {
	_, stack, api := newApi()
	api.AddRoutes(&apigw.AddRoutesOptions{
		Path:        jsii.String("/things"),
		Methods:     &[]apigw.HttpMethod{apigw.HttpMethod_GET, apigw.HttpMethod_PUT},
		Integration: newBackend("Backend", "backend.example.com"),
		Authorizer:  &tokens{},
	})

	template := assertions.Template_FromStack(stack, nil)
	template.ResourceCountIs(jsii.String("AWS::ApiGatewayV2::Authorizer"), jsii.Number(1))
	template.HasResourceProperties(jsii.String("AWS::ApiGatewayV2::Authorizer"), &object{
		"AuthorizerType":   "JWT",
		"JwtConfiguration": object{"Issuer": "https://issuer.example.com", "Audience": []string{"audience"}},
	})
	template.AllResourcesProperties(jsii.String("AWS::ApiGatewayV2::Route"), &object{
		"AuthorizationType":   "JWT",
		"AuthorizerId":        object{"Ref": assertions.Match_StringLikeRegexp(jsii.String("Tokens"))},
		"AuthorizationScopes": []string{"read"},
	})
}
