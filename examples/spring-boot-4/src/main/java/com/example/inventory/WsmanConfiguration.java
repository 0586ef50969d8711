package com.example.inventory;

import dev.wsman.Credentials;
import dev.wsman.MicrometerListener;
import dev.wsman.Session;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class WsmanConfiguration {
    /** Sends nothing yet, so that the application also starts if the server is down. Spring closes the session. */
    @Bean
    Session wsmanSession(WsmanProperties properties, MeterRegistry registry) {
        char[] password = properties.password().toCharArray();
        return Session.builder(properties.endpoint())
                .credentials(Credentials.negotiate(properties.user(), password))
                .timeout(properties.timeout())
                .listener(new MicrometerListener(registry, Tags.of("endpoint", properties.endpoint())))
                .build();
    }
}
