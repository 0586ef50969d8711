package dev.wsman.kafka.internal.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.wsman.Session;
import dev.wsman.WsmanTransportException;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionConfigTest {
    private static final String PASSWORD = "not-for-logs-1";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "basic, auth.username, auth.username=admin",
        "digest, auth.password, auth.password=" + PASSWORD,
        "ntlm, auth.username, auth.username=admin",
        "negotiate, auth.password, auth.password=" + PASSWORD,
        "credssp, auth.username, auth.username=admin",
        "certificate, tls.key.store.path, ''",
    })
    void reportsWhatSchemeNeedsAtItsKey(String scheme, String key, String ignored) {
        List<String> messages = messages(Map.of("auth.scheme", scheme), key);
        assertThat(messages).containsExactly(key + ": is missing; auth.scheme=" + scheme + " needs it");
    }

    @ParameterizedTest
    @CsvSource({
        "auth.keytab, ntlm, auth.username=u;auth.password=p;auth.keytab=k, has no effect with auth.scheme=ntlm",
        "auth.keytab, kerberos, auth.username=u@R;auth.password=p;auth.keytab=k, not together with auth.password",
        "auth.username, none, auth.username=u, has no effect with auth.scheme=none",
        "auth.password, none, auth.password=p, has no effect with auth.scheme=none",
        "tls.key.store.path, none, tls.key.store.path=k, has no effect with auth.scheme=none",
        "tls.key.store.password, none, tls.key.store.password=p, has no effect with auth.scheme=none",
        "tls.trust.store.password, none, tls.trust.store.password=p, has no effect without tls.trust.store.path",
    })
    void reportsKeysWithoutEffect(String key, String scheme, String settings, String message) {
        Map<String, String> all = new HashMap<>(Map.of("auth.scheme", scheme));
        for (String setting : settings.split(";")) {
            all.put(setting.substring(0, setting.indexOf('=')), setting.substring(setting.indexOf('=') + 1));
        }
        assertThat(messages(all, key)).anySatisfy(text -> assertThat(text).startsWith(key + ": " + message));
    }

    @Test
    void acceptsWhatSchemesNeed() {
        for (String scheme : List.of("basic", "digest", "ntlm", "negotiate", "credssp", "Negotiate")) {
            assertThat(problems(Map.of("auth.scheme", scheme, "auth.username", "admin", "auth.password", PASSWORD))
                            .isEmpty())
                    .as(scheme)
                    .isTrue();
        }
        assertThat(problems(Map.of("auth.scheme", "none")).isEmpty()).isTrue();
        assertThat(problems(Map.of("auth.scheme", "kerberos")).isEmpty()).isTrue();
    }

    @Test
    void reportsFilesThatCannotBeRead() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "not a key store");
        assertThat(messages(
                        Map.of("auth.scheme", "none", "tls.trust.store.path", text.toString()), "tls.trust.store.path"))
                .containsExactly("tls.trust.store.path: " + text + ": not a PKCS #12 or JKS file");
        Path missing = folder.resolve("missing");
        assertThat(messages(
                        Map.of("auth.scheme", "kerberos", "auth.username", "a@B", "auth.keytab", missing.toString()),
                        "auth.keytab"))
                .containsExactly("auth.keytab: cannot read " + missing
                        + "; the file must exist on every worker, readable for the worker's user");
    }

    @Test
    void reportsLanguageAndProxyThatAreNotValid() {
        assertThat(messages(Map.of("auth.scheme", "none", "locale", "???"), "locale"))
                .containsExactly("locale: ??? is not a language tag such as en-US");
        assertThat(messages(Map.of("auth.scheme", "none", "proxy", "http:/x"), "proxy"))
                .singleElement()
                .asString()
                .startsWith("proxy: ");
    }

    @Test
    void rejectsPasswordsOverHttpUnlessTheyAreAllowed() {
        Map<String, String> basic = Map.of("auth.scheme", "basic", "auth.username", "admin", "auth.password", PASSWORD);
        assertThat(messages(basic, "allow.unencrypted", "https://a:5986/wsman", "http://b:5985/wsman"))
                .containsExactly("allow.unencrypted: basic gives the password away on the way to http://b:5985/wsman;"
                        + " use https:// in the hosts, or set this to true");
        assertThat(problems(basic, "https://a:5986/wsman", "http://localhost:5985/wsman", "http://127.0.0.1:1/wsman")
                        .isEmpty())
                .isTrue();
        Map<String, String> allowed = new HashMap<>(basic);
        allowed.put("allow.unencrypted", "true");
        assertThat(problems(allowed, "http://b:5985/wsman").isEmpty()).isTrue();
    }

    @Test
    void rejectsEncryptionThatSchemeDoesNotHave() {
        Map<String, String> digest = Map.of(
                "auth.scheme", "digest", "auth.username", "admin", "auth.password", PASSWORD, "encryption", "always");
        assertThat(messages(digest, "encryption", "http://a:5985/wsman"))
                .singleElement()
                .asString()
                .contains("Digest cannot encrypt messages");
    }

    @Test
    void rejectsSchemeThatDoesNotExist() {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> values(Map.of("auth.scheme", "telnet")))
                .withMessageContaining("auth.scheme")
                .withMessageContaining("one of [none, basic, digest, ntlm, negotiate, kerberos, credssp, certificate]");
    }

    @ParameterizedTest
    @CsvSource({"basic, true", "digest, false", "ntlm, false", "negotiate, false"})
    void logsInWithSchemeThatServiceRequires(String scheme, boolean allow) {
        WsmanServiceBuilder builder = WsmanService.builder();
        if (scheme.equals("digest")) {
            builder.digest("admin", PASSWORD);
        } else if (scheme.equals("basic")) {
            builder.basic("admin", PASSWORD);
        } else {
            builder.ntlm("admin", PASSWORD);
        }
        Map<String, String> settings = Map.of(
                "auth.scheme",
                scheme,
                "auth.username",
                "admin",
                "auth.password",
                PASSWORD,
                "allow.unencrypted",
                String.valueOf(allow));
        try (WsmanService service = builder.build().start();
                Session session = config(settings).session(service.endpoint()).build()) {
            assertThat(session.identify().productVendor()).isPresent();
        }
    }

    @Test
    void waitsForReplyNoLongerThanTimeout() {
        try (WsmanService service =
                        WsmanService.builder().withoutAuthentication().build().start();
                Session session = config(Map.of("auth.scheme", "none", "timeout.ms", "1234"))
                        .session(service.endpoint())
                        .build()) {
            assertThat(session.timeout()).hasMillis(1234);
        }
    }

    @Test
    void connectsThroughProxy() {
        try (Session session = config(Map.of("auth.scheme", "none", "proxy", "127.0.0.1:1"))
                .session("http://192.0.2.1")
                .build()) {
            assertThatExceptionOfType(WsmanTransportException.class)
                    .isThrownBy(session::identify)
                    .withMessageContaining("127.0.0.1:1");
        }
    }

    private static List<String> messages(Map<String, String> settings, String key, String... hosts) {
        ConfigDef definition = definition();
        List<ConfigValue> values = definition.validate(new HashMap<>(settings));
        problems(settings, hosts).addTo(new Config(values));
        return values.stream()
                .filter(value -> value.name().equals(key))
                .flatMap(value -> value.errorMessages().stream())
                .toList();
    }

    private static ConfigProblems problems(Map<String, String> settings, String... hosts) {
        ConfigProblems problems = new ConfigProblems();
        config(settings).check(List.of(hosts), problems);
        return problems;
    }

    private static SessionConfig config(Map<String, String> settings) {
        return SessionConfig.of(values(settings));
    }

    private static AbstractConfig values(Map<String, String> settings) {
        return new AbstractConfig(definition(), settings, false);
    }

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        SessionKeys.define(definition);
        return definition;
    }
}
