package io.github.cdkapigatewayv2.bindings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.cdkapigatewayv2.AddRoutesOptions;
import io.github.cdkapigatewayv2.CorsPreflightOptions;
import io.github.cdkapigatewayv2.HttpApi;
import io.github.cdkapigatewayv2.HttpMethod;
import io.github.cdkapigatewayv2.HttpRouteIntegration;
import io.github.cdkapigatewayv2.HttpRouteIntegrationBindOptions;
import io.github.cdkapigatewayv2.HttpRouteIntegrationConfig;
import io.github.cdkapigatewayv2.integrations.HttpUrlIntegration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;

/** In Java, the message of a library error contains the error code, the path of the construct and the fix. */
class ErrorsTest {
    private final App app = new App();
    private final Stack stack = new Stack(app, "Stack");

    private static void assertSays(final String expected, final Throwable error) {
        assertTrue(error.getMessage().contains(expected), () -> "'" + expected + "' is not in: " + error.getMessage());
    }

    @Test
    @DisplayName("an error of a constructor has its code, the path of the construct and the fix")
    void atConstruction() {
        var error = assertThrows(RuntimeException.class, () -> HttpApi.Builder.create(stack, "Api")
                .corsPreflight(CorsPreflightOptions.builder().allowCredentials(true).allowOrigins(List.of("*")).build())
                .build());
        assertSays("[CorsCredentialsWithAnyOrigin] Stack/Api: corsPreflight.allowOrigins must list origins if credentials are allowed, "
                + "got '*'. List the origins, or remove 'allowCredentials'.", error);
        assertFalse(error.getMessage().contains("KernelHost"), error.getMessage());
    }

    @Test
    @DisplayName("an error of a method has its code and the invalid value")
    void ofMethod() {
        var api = new HttpApi(stack, "Api");
        var error = assertThrows(RuntimeException.class, () -> api.addRoutes(AddRoutesOptions.builder()
                .path("books")
                .integration(new HttpUrlIntegration("Books", "https://books.example.com"))
                .build()));
        assertSays("[RoutePathInvalid] ", error);
        assertSays("got 'books'. Did you mean '/books'?", error);
    }

    @Test
    @DisplayName("an error that is found at synthesis has its code and the paths of the constructs")
    void atSynthesis() {
        var api = new HttpApi(stack, "Api");
        for (var path : List.of("/books/{isbn}", "/books/{title}")) {
            api.addRoutes(AddRoutesOptions.builder()
                    .path(path)
                    .methods(List.of(HttpMethod.GET))
                    .integration(new HttpUrlIntegration("Books", "https://books.example.com"))
                    .build());
        }
        var error = assertThrows(RuntimeException.class, () -> app.synth());
        assertSays("[Stack/Api/GET--books--{title}] [RouteDuplicate] ", error);
        assertSays("('Stack/Api/GET--books--{isbn}' has the key 'GET /books/{isbn}'), got 'GET /books/{title}'", error);
        // The stack trace is short, and the user's own line is the first below the frames of jsii and aws-cdk-lib.
        assertTrue(error.getMessage().lines().count() < 15, error.getMessage());
        var own = Arrays.stream(error.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("software.amazon."))
                .findFirst();
        assertEquals(ErrorsTest.class.getName(), own.orElseThrow().getClassName());
    }

    @Test
    @DisplayName("an exception of a Java class that the library calls reaches the caller of the library")
    void throughTheLibrary() {
        var api = new HttpApi(stack, "Api");
        var integration = new HttpRouteIntegration("Broken") {
            @Override
            public HttpRouteIntegrationConfig bind(final HttpRouteIntegrationBindOptions options) {
                throw new IllegalStateException("no backend today");
            }
        };
        var error = assertThrows(RuntimeException.class, () -> api.addRoutes(AddRoutesOptions.builder()
                .path("/things")
                .integration(integration)
                .build()));
        assertSays("no backend today", error);
    }
}
