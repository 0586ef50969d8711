package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.fixture.LogRecorder;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.http.RecordedRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** Passwords and tokens appear on the wire only: not in logs at any level, not in exceptions or other texts. */
class SecretsIT {
    private static final String SECRET = "S3cret-p\u00e4ssword";
    private static final List<BiFunction<String, char[], Credentials>> SCHEMES = List.of(
            Credentials::basic,
            Credentials::digest,
            Credentials::ntlm,
            Credentials::rawNtlm,
            (user, password) -> AuthenticatedServices.inRealm(Credentials.kerberos(user, password)),
            (user, password) -> AuthenticatedServices.inRealm(Credentials.negotiate(user, password)),
            Credentials::credSsp);

    /** The log of the service under test may contain secrets. */
    private static boolean isOfClient(LogRecord entry) {
        String logger = String.valueOf(entry.getLoggerName());
        return !logger.startsWith("com.sun.net.httpserver") && !logger.startsWith("com.sun.xml.ws");
    }

    @Test
    void keepsPasswordsAndTokensOutOfEveryText() {
        StringWriter texts = new StringWriter();
        PrintWriter out = new PrintWriter(texts);
        List<RecordedRequest> sent = new ArrayList<>();
        String log;
        try (LogRecorder recorder = LogRecorder.of("");
                WsmanService service = AuthenticatedServices.everyHandshake()
                        .ntlm("bob", SECRET)
                        .credSsp("bob", SECRET)
                        .basic("bob", SECRET)
                        .digest("bob", SECRET)
                        .encryption(EncryptionPolicy.ALLOWED)
                        .build()
                        .start()) {
            for (BiFunction<String, char[], Credentials> scheme : SCHEMES) {
                exchange(service, scheme.apply("bob", SECRET.toCharArray()), out);
                exchange(service, scheme.apply("mallory", SECRET.toCharArray()), out);
            }
            sent.addAll(service.requests());
            log = recorder.text(SecretsIT::isOfClient);
        }
        String everything = texts + log;
        assertThat(log).as("log").isNotEmpty();
        secretsIn(sent)
                .forEach((what, secret) -> assertThat(everything).as(what).doesNotContain(secret));
    }

    private static void exchange(WsmanService service, Credentials credentials, PrintWriter out) {
        Session.Builder builder = AuthenticatedServices.session(service).credentials(credentials);
        try (Session session = builder.build()) {
            out.println(credentials + " " + builder + " " + session);
            try {
                out.println(session.get(AuthenticatedServices.ONE));
            } catch (WsmanException failure) {
                failure.printStackTrace(out);
                out.println(failure.error() + " " + failure.error().xml());
            }
        }
    }

    private static Map<String, String> secretsIn(List<RecordedRequest> sent) {
        Map<String, String> secrets = new TreeMap<>();
        secrets.put("password", SECRET);
        for (Charset charset :
                List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE)) {
            byte[] bytes = SECRET.getBytes(charset);
            secrets.put(
                    "password in base64 of " + charset,
                    Base64.getEncoder().withoutPadding().encodeToString(bytes));
            secrets.put("password in hexadecimal of " + charset, HexFormat.of().formatHex(bytes));
            byte[] basic = ("bob:" + SECRET).getBytes(charset);
            secrets.put("Basic of " + charset, Base64.getEncoder().encodeToString(basic));
        }
        for (RecordedRequest request : sent) {
            request.header("Authorization").ifPresent(header -> {
                String token = header.replaceFirst("^\\w+ ", "");
                boolean digest = header.startsWith("Digest");
                String secret = digest ? token.replaceFirst(".*response=\"([0-9a-f]+)\".*", "$1") : token;
                secrets.put("Authorization " + header, secret);
            });
        }
        assertThat(secrets).hasSizeGreaterThan(20);
        return secrets;
    }
}
