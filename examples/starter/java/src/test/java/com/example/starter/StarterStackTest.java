package com.example.starter;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.assertions.Template;

class StarterStackTest {
    @Test
    void hasTheRouteGetHello() {
        var stack = new StarterStack(new App(), "Starter", "https://www.example.com");
        Template.fromStack(stack).hasResourceProperties("AWS::ApiGatewayV2::Route", Map.of("RouteKey", "GET /hello"));
    }

    /** The text of an error message can change between versions, so the test checks the error code. */
    @Test
    void websiteWithoutHttpsIsAnError() {
        var error = assertThrows(RuntimeException.class, () -> new StarterStack(new App(), "Starter", "www.example.com"));
        assertTrue(error.getMessage().contains("[CorsOriginWithoutScheme]"), error.getMessage());
    }
}
