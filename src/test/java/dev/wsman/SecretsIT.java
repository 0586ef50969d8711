package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;

/** Passwords and tokens are nowhere but on the wire: not in logs at their most talkative, not in exceptions, not in any text. */
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

    /** Everything that is said, except by the service under test. */
    private static final class Ear extends Handler {
        private final StringWriter heard = new StringWriter();

        Ear() {
            setLevel(Level.ALL);
        }

        @Override
        public synchronized void publish(LogRecord entry) {
            String logger = String.valueOf(entry.getLoggerName());
            if (!logger.startsWith("com.sun.net.httpserver") && !logger.startsWith("com.sun.xml.ws")) {
                heard.append(new SimpleFormatter().format(entry));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void noTextEverHoldsAPasswordOrAToken() {
        StringWriter texts = new StringWriter();
        PrintWriter out = new PrintWriter(texts);
        Ear ear = new Ear();
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(ear);
        root.setLevel(Level.ALL);
        List<RecordedRequest> sent = new ArrayList<>();
        try (WsmanService service = AuthenticatedServices.everyHandshake()
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
        } finally {
            root.removeHandler(ear);
            root.setLevel(before);
        }
        String everything = texts.toString() + ear.heard;
        assertThat(ear.heard.toString()).as("what was heard").isNotEmpty();
        forbidden(sent)
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

    private static Map<String, String> forbidden(List<RecordedRequest> sent) {
        Map<String, String> forbidden = new TreeMap<>();
        forbidden.put("password", SECRET);
        for (Charset charset :
                List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE)) {
            byte[] octets = SECRET.getBytes(charset);
            forbidden.put(
                    "password in base64 of " + charset,
                    Base64.getEncoder().withoutPadding().encodeToString(octets));
            forbidden.put(
                    "password in hexadecimal of " + charset, HexFormat.of().formatHex(octets));
            byte[] basic = ("bob:" + SECRET).getBytes(charset);
            forbidden.put("Basic of " + charset, Base64.getEncoder().encodeToString(basic));
        }
        for (RecordedRequest request : sent) {
            request.header("Authorization").ifPresent(header -> {
                String token = header.replaceFirst("^\\w+ ", "");
                boolean digest = header.startsWith("Digest");
                String secret = digest ? token.replaceFirst(".*response=\"([0-9a-f]+)\".*", "$1") : token;
                forbidden.put("Authorization " + header, secret);
            });
        }
        assertThat(forbidden).hasSizeGreaterThan(20);
        return forbidden;
    }
}
