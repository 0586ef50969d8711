package com.example.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanTransportException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class WsmanConfigurationTest {
    private static final WsmanProperties PROPERTIES =
            new WsmanProperties("http://localhost:5985", "admin", "Secret-4711", Duration.ofSeconds(5));

    @Test
    void closesSessionWithContext() {
        Session session;
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.register(WsmanConfiguration.class);
            context.registerBean(WsmanProperties.class, () -> PROPERTIES);
            context.registerBean(SimpleMeterRegistry.class);
            context.refresh();
            session = context.getBean(Session.class);
            assertThat(session.timeout()).isEqualTo(Duration.ofSeconds(5));
        }
        WsmanTransportException closed = catchThrowableOfType(WsmanTransportException.class, session::identify);
        assertThat(closed.error().kind()).isEqualTo(WsmanError.Kind.CLOSED);
    }

    @Test
    void doesNotShowPassword() {
        assertThat(PROPERTIES).asString().doesNotContain("Secret-4711");
    }
}
