package dev.wsman.bench;

import dev.wsman.Session;

/** From the start of the JVM to the first answer: prints a line when it is there. */
public final class FirstIdentify {
    private FirstIdentify() {}

    public static void main(String[] arguments) {
        try (Session session = Session.builder(arguments[0]).build()) {
            session.identify();
            System.out.println("identified");
        }
    }
}
