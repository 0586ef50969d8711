package dev.wsman.bench;

import dev.wsman.Session;

/** Prints a line after the first reply to a session. */
public final class FirstIdentify {
    private FirstIdentify() {}

    public static void main(String[] arguments) {
        try (Session session = Session.builder(arguments[0]).build()) {
            session.identify();
            System.out.println("identified");
        }
    }
}
