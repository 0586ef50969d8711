package com.example.inventory;

import dev.wsman.Credentials;
import dev.wsman.MicrometerListener;
import dev.wsman.Session;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** One session for the application. It is a singleton, because a final class has no client proxy. */
class SessionProducer {
    @Produces
    @Singleton
    Session session(WsmanSettings settings, MeterRegistry registry) {
        char[] password = settings.password().toCharArray();
        return Session.builder(settings.endpoint())
                .credentials(Credentials.negotiate(settings.user(), password))
                .timeout(settings.timeout())
                .listener(new MicrometerListener(registry, Tags.of("endpoint", settings.endpoint())))
                .build();
    }

    void close(@Disposes Session session) {
        session.close();
    }
}
