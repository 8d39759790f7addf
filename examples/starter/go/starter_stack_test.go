package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/assertions"
	"github.com/aws/jsii-runtime-go"
)

func TestHasTheRouteGetHello(t *testing.T) {
	stack := NewStarterStack(awscdk.NewApp(nil), "Starter", "https://www.example.com")

	template := assertions.Template_FromStack(stack, nil)
	template.HasResourceProperties(jsii.String("AWS::ApiGatewayV2::Route"), map[string]any{"RouteKey": "GET /hello"})
}

// The text of an error message can change between versions, so the test checks the error code.
func TestWebsiteWithoutHttpsIsAnError(t *testing.T) {
	defer func() {
		if message := fmt.Sprint(recover()); !strings.Contains(message, "[CorsOriginWithoutScheme]") {
			t.Errorf("unexpected error: %s", message)
		}
	}()
	NewStarterStack(awscdk.NewApp(nil), "Starter", "www.example.com")
}
