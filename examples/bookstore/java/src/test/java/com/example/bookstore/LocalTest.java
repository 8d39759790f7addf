package com.example.bookstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls the bookstore without AWS: {@code apigwv2 start} serves the app until the test closes standard input. */
class LocalTest {
    private static Process process;
    private static JsonNode urls;

    @BeforeAll
    static void start() throws IOException {
        // Maven compiles the app before it runs this test.
        String classpath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = System.getProperty("java.home") + "/bin/java";
        String app = "\"%s\" -cp \"%s\" %s".formatted(java, classpath, BookstoreApp.class.getName());
        String program = System.getenv().getOrDefault("APIGWV2", "npx apigwv2");
        List<String> command = new ArrayList<>(List.of(program.split(" ")));
        command.addAll(List.of("start", "--port", "0", "--json", "--app", app));
        command.addAll(List.of("--token", "reader", "--token", "editor:books/write"));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        urls = new ObjectMapper().readTree(output.readLine());
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @Test
    void ordersNeedAToken() throws Exception {
        assertEquals(401, call("GET", "/orders", null, "").statusCode());
    }

    @Test
    void changingABookNeedsTheScope() throws Exception {
        assertEquals(403, call("PUT", "/books/1", "reader", "{}").statusCode());
    }

    @Test
    void theHandlerValidatesBooks() throws Exception {
        HttpResponse<String> response = call("PUT", "/books/1", "editor", "{\"title\":\"No author\"}");
        assertEquals(400, response.statusCode());
        assertEquals("{\"message\":\"A book needs a title, an author and a price\"}", response.body());
    }

    @Test
    void suggestionsGoToTheQueue() throws Exception {
        assertEquals(200, call("POST", "/suggestions", "reader", "{\"MessageBody\":\"More poems\"}").statusCode());
    }

    private static HttpResponse<String> call(String method, String path, String user, String body) throws Exception {
        String url = find("apis", "name", "bookstore").at("/stages/0/url").asText();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .header("content-type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (user != null) {
            request.header("authorization", "Bearer " + find("tokens", "user", user).get("token").asText());
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode find(String list, String field, String value) {
        for (JsonNode one : urls.get(list)) {
            if (one.get(field).asText().equals(value)) {
                return one;
            }
        }
        throw new AssertionError("No " + field + " " + value + " in " + urls);
    }
}
