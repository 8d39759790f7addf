package com.example.starter;

import io.github.cdkapigatewayv2.AddRoutesOptions;
import io.github.cdkapigatewayv2.CorsHttpMethod;
import io.github.cdkapigatewayv2.CorsPreflightOptions;
import io.github.cdkapigatewayv2.HttpApi;
import io.github.cdkapigatewayv2.HttpMethod;
import io.github.cdkapigatewayv2.integrations.HttpLambdaIntegration;
import java.util.List;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.constructs.Construct;

/** An HTTP API with one route to a Lambda function. */
public class StarterStack extends Stack {
    /**
     * Creates the stack.
     *
     * @param website The origin of the website that may call the API, such as {@code https://www.example.com}.
     */
    public StarterStack(final Construct scope, final String id, final String website) {
        super(scope, id);

        var hello = Function.Builder.create(this, "Hello")
                .runtime(Runtime.NODEJS_22_X)
                .handler("index.handler")
                .code(Code.fromInline("exports.handler = async () => ({ message: 'Hello' });"))
                .build();

        var api = HttpApi.Builder.create(this, "Api")
                .corsPreflight(CorsPreflightOptions.builder()
                        .allowOrigins(List.of(website))
                        .allowMethods(List.of(CorsHttpMethod.GET))
                        .build())
                .build();
        api.addRoutes(AddRoutesOptions.builder()
                .path("/hello")
                .methods(List.of(HttpMethod.GET))
                .integration(new HttpLambdaIntegration("HelloIntegration", hello))
                .build());

        CfnOutput.Builder.create(this, "Url").value(api.getApiEndpoint() + "/hello").build();
    }
}
