package io.github.cdkapigatewayv2.bindings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.cdkapigatewayv2.AddRoutesOptions;
import io.github.cdkapigatewayv2.HttpApi;
import io.github.cdkapigatewayv2.HttpAuthorizer;
import io.github.cdkapigatewayv2.HttpAuthorizerType;
import io.github.cdkapigatewayv2.HttpIntegrationType;
import io.github.cdkapigatewayv2.HttpMethod;
import io.github.cdkapigatewayv2.HttpRouteAuthorizerBindOptions;
import io.github.cdkapigatewayv2.HttpRouteAuthorizerConfig;
import io.github.cdkapigatewayv2.HttpRouteIntegration;
import io.github.cdkapigatewayv2.HttpRouteIntegrationBindOptions;
import io.github.cdkapigatewayv2.HttpRouteIntegrationConfig;
import io.github.cdkapigatewayv2.IHttpRouteAuthorizer;
import io.github.cdkapigatewayv2.PayloadFormatVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnResource;
import software.amazon.awscdk.CfnResourceProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

/** The library calls the methods of integrations and authorizers that users write in Java. */
class OwnClassesTest {
    private final Stack stack = new Stack(new App(), "Stack");
    private final HttpApi api = new HttpApi(stack, "Api");

    /** An integration that sends requests to the user's own server. */
    private static final class Backend extends HttpRouteIntegration {
        private final String host;
        private final List<String> routes = new ArrayList<>();
        private int bound;

        Backend(final String id, final String host) {
            super(id);
            this.host = host;
        }

        @Override
        public HttpRouteIntegrationConfig bind(final HttpRouteIntegrationBindOptions options) {
            bound++;
            new CfnResource(options.getScope(), "Server", CfnResourceProps.builder().type("Test::Server").build());
            return HttpRouteIntegrationConfig.builder()
                    .type(HttpIntegrationType.HTTP_PROXY)
                    .method(HttpMethod.POST)
                    .uri("https://" + host + options.getRoute().getPath())
                    .payloadFormatVersion(PayloadFormatVersion.VERSION_1_0)
                    .timeout(Duration.seconds(7))
                    .build();
        }

        @Override
        protected void completeBind(final HttpRouteIntegrationBindOptions options) {
            routes.add(options.getRoute().getNode().getId());
        }
    }

    /** An authorizer that accepts tokens from one issuer. */
    private static final class Tokens implements IHttpRouteAuthorizer {
        private HttpAuthorizer authorizer;

        @Override
        public HttpRouteAuthorizerConfig bind(final HttpRouteAuthorizerBindOptions options) {
            if (authorizer == null) {
                authorizer = HttpAuthorizer.Builder.create(options.getScope(), "Tokens")
                        .httpApi(options.getRoute().getHttpApi())
                        .type(HttpAuthorizerType.JWT)
                        .identitySource(List.of("$request.header.Authorization"))
                        .jwtIssuer("https://issuer.example.com")
                        .jwtAudience(List.of("audience"))
                        .build();
            }
            return HttpRouteAuthorizerConfig.builder()
                    .authorizerId(authorizer.getAuthorizerId())
                    .authorizationType("JWT")
                    .authorizationScopes(List.of("read"))
                    .build();
        }
    }

    @Test
    @DisplayName("a Java class that extends HttpRouteIntegration is bound once and completed for each route")
    void integration() {
        var backend = new Backend("Backend", "backend.example.com");
        api.addRoutes(AddRoutesOptions.builder()
                .path("/things")
                .methods(List.of(HttpMethod.GET, HttpMethod.PUT))
                .integration(backend)
                .build());

        assertEquals(1, backend.bound);
        assertEquals(List.of("GET--things", "PUT--things"), backend.routes);
        var template = Template.fromStack(stack);
        template.resourceCountIs("Test::Server", 1);
        template.resourceCountIs("AWS::ApiGatewayV2::Integration", 1);
        template.hasResourceProperties("AWS::ApiGatewayV2::Integration", Map.of(
                "ApiId", Map.of("Ref", Match.stringLikeRegexp("^Api")),
                "IntegrationType", "HTTP_PROXY",
                "IntegrationMethod", "POST",
                "IntegrationUri", "https://backend.example.com/things",
                "PayloadFormatVersion", "1.0",
                "TimeoutInMillis", 7000));
        for (var key : List.of("GET /things", "PUT /things")) {
            template.hasResourceProperties("AWS::ApiGatewayV2::Route", Map.of(
                    "RouteKey", key,
                    "Target", Map.of("Fn::Join", List.of("", List.of("integrations/", Match.anyValue())))));
        }
    }

    @Test
    @DisplayName("a Java class that implements IHttpRouteAuthorizer authorizes a route")
    void authorizer() {
        api.addRoutes(AddRoutesOptions.builder()
                .path("/things")
                .methods(List.of(HttpMethod.GET, HttpMethod.PUT))
                .integration(new Backend("Backend", "backend.example.com"))
                .authorizer(new Tokens())
                .build());

        var template = Template.fromStack(stack);
        template.resourceCountIs("AWS::ApiGatewayV2::Authorizer", 1);
        template.hasResourceProperties("AWS::ApiGatewayV2::Authorizer", Map.of(
                "AuthorizerType", "JWT",
                "JwtConfiguration", Map.of("Issuer", "https://issuer.example.com", "Audience", List.of("audience"))));
        template.allResourcesProperties("AWS::ApiGatewayV2::Route", Map.of(
                "AuthorizationType", "JWT",
                "AuthorizerId", Map.of("Ref", Match.stringLikeRegexp("Tokens")),
                "AuthorizationScopes", List.of("read")));
    }
}
