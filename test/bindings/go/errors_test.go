package bindings

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	apigw "github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2"
	"github.com/cdk-apigatewayv2/cdk-apigatewayv2-go/cdkapigatewayv2/integrations"
)

// In Go, the library reports an error as a panic. The message contains the error code, the path of the construct and the fix.
func assertPanics(t *testing.T, call func(), expected ...string) {
	t.Helper()
	defer func() {
		t.Helper()
		recovered := recover()
		if recovered == nil {
			t.Fatal("the call did not panic")
		}
		for _, text := range expected {
			if !strings.Contains(fmt.Sprint(recovered), text) {
				t.Errorf("%q is not in: %v", text, recovered)
			}
		}
	}()
	call()
}

func books() apigw.HttpRouteIntegration {
	return integrations.NewHttpUrlIntegration(jsii.String("Books"), jsii.String("https://books.example.com"), nil)
}

func TestAnErrorOfAConstructorHasItsCodeThePathOfTheConstructAndTheFix(t *testing.T) {
	stack := awscdk.NewStack(awscdk.NewApp(nil), jsii.String("Stack"), nil)
	assertPanics(t, func() {
		apigw.NewHttpApi(stack, jsii.String("Api"), &apigw.HttpApiProps{
			CorsPreflight: &apigw.CorsPreflightOptions{
				AllowCredentials: jsii.Bool(true),
				AllowOrigins:     jsii.Strings("*"),
			},
		})
	}, "[CorsCredentialsWithAnyOrigin] Stack/Api: corsPreflight.allowOrigins must list origins if credentials are allowed, "+
		"got '*'. List the origins, or remove 'allowCredentials'.")
}

func TestAnErrorOfAMethodHasItsCodeAndWhatWasGiven(t *testing.T) {
	_, _, api := newApi()
	assertPanics(t, func() {
		api.AddRoutes(&apigw.AddRoutesOptions{Path: jsii.String("books"), Integration: books()})
	}, "[RoutePathInvalid] ", "got 'books'. Did you mean '/books'?")
}

func TestAnErrorThatIsFoundAtSynthesisHasItsCodeAndThePathsOfTheConstructs(t *testing.T) {
	app, _, api := newApi()
	for _, path := range []string{"/books/{isbn}", "/books/{title}"} {
		api.AddRoutes(&apigw.AddRoutesOptions{
			Path:        &path,
			Methods:     &[]apigw.HttpMethod{apigw.HttpMethod_GET},
			Integration: books(),
		})
	}
	assertPanics(t, func() { app.Synth(nil) },
		"[Stack/Api/GET--books--{title}] [RouteDuplicate] ",
		"('Stack/Api/GET--books--{isbn}' has the key 'GET /books/{isbn}'), got 'GET /books/{title}'")
}
