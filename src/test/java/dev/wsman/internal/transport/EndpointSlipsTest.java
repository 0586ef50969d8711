package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The expression for usual URLs, in place of those for the slips. */
class EndpointSlipsTest {
    private static final List<String> BEGINNINGS =
            List.of("", "http://", "HTTPS://", "http:/", "http//", "http:", "//", "\\\\", "wsman://");
    private static final List<String> HOSTS = List.of(
            "server",
            "a.example.com",
            "192.0.2.1",
            "schemas.dmtf.org",
            "Schemas.microsoft.com",
            "schemas",
            "wmicimv2",
            "::1",
            "fe80::1%eth0",
            "[::1]",
            "*",
            "+",
            "a b",
            "");
    private static final List<String> PORTS = List.of("", ":", ":5985", ":80:81");
    private static final List<String> PATHS =
            List.of("", "/", "//", "/wsman", "/wsman:5985", "/wbem/wscim/1/", "/wsman?x=1", ":99/wsman/", "/a/b.c:1/");

    @Test
    void findsSameSlipsAsWithoutIt() {
        List<String> found = new ArrayList<>();
        for (String beginning : BEGINNINGS) {
            for (String host : HOSTS) {
                for (String port : PORTS) {
                    for (String path : PATHS) {
                        String text = beginning + host + port + path;
                        assertThat(EndpointSlips.advice(text)).as(text).isEqualTo(EndpointSlips.slip(text));
                        EndpointSlips.advice(text).ifPresent(found::add);
                    }
                }
            }
        }
        assertThat(found).hasSizeGreaterThan(500);
    }
}
