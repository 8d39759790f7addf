package com.example.bookstore;

import software.amazon.awscdk.App;

public final class BookstoreApp {
    private BookstoreApp() {
    }

    public static void main(final String[] args) {
        var app = new App();
        new BookstoreStack(app, "Bookstore", new BookstoreSettings(
                setting(app, "domainName"),
                setting(app, "certificateArn"),
                setting(app, "website"),
                setting(app, "issuer"),
                setting(app, "audience")));
        app.synth();
    }

    private static String setting(final App app, final String name) {
        return (String) app.getNode().getContext("bookstore:" + name);
    }
}
