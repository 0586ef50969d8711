package com.example.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The application in one jar, against a service with https and a password. */
class ShadedJarIT {
    @AutoStart
    static final WsmanService server =
            WsmanService.builder().https().basic("guest", "secret").build();

    @Test
    void listsServicesFromShadedJar() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of("target", "services-1.0.jar").toString(),
                server.endpoint(),
                server.certificateFingerprint(),
                "guest");
        builder.environment().put("WSMAN_PASSWORD", "secret");
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.contains("Spooler: Running"), output);
    }
}
