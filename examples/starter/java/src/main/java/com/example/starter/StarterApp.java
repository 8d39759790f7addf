package com.example.starter;

import software.amazon.awscdk.App;

public final class StarterApp {
    private StarterApp() {
    }

    public static void main(final String[] args) {
        var app = new App();
        new StarterStack(app, "Starter", "https://www.example.com");
        app.synth();
    }
}
