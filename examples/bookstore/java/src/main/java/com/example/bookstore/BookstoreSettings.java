package com.example.bookstore;

/**
 * The settings of a bookstore.
 *
 * @param domainName     the custom domain name of the HTTP API
 * @param certificateArn the ARN of the certificate for the domain name, in the region of the stack
 * @param website        the origin of the website that calls the API from the browser
 * @param issuer         the URL of the token issuer for customers and staff, with a {@code /} at the end
 * @param audience       the value that the claim {@code aud} of the tokens must contain
 */
public record BookstoreSettings(
        String domainName,
        String certificateArn,
        String website,
        String issuer,
        String audience) {
}
