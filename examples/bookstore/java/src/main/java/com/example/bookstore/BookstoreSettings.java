package com.example.bookstore;

/**
 * What differs between one bookstore and the next.
 *
 * @param domainName     the custom domain name of the HTTP API
 * @param certificateArn the certificate for it, in the region of the stack
 * @param website        the origin of the website, which calls the API from the browser
 * @param issuer         who issues the tokens of customers and staff, with a {@code /} at the end
 * @param audience       the audience that the tokens are meant for
 */
public record BookstoreSettings(
        String domainName,
        String certificateArn,
        String website,
        String issuer,
        String audience) {
}
