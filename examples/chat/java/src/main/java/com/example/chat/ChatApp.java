package com.example.chat;

import software.amazon.awscdk.App;

public final class ChatApp {
    private ChatApp() {
    }

    public static void main(final String[] args) {
        var app = new App();
        new ChatStack(app, "Chat");
        app.synth();
    }
}
