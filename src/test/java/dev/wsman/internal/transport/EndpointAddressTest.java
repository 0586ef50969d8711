package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection strings as {@code IWSMan::CreateSession} takes them. */
class EndpointAddressTest {
    @ParameterizedTest
    @CsvSource({
        "'', http://localhost:5985/wsman",
        "'  ', http://localhost:5985/wsman",
        "server, http://server:5985/wsman",
        "server:80, http://server:80/wsman",
        "server/, http://server:5985/wsman",
        "server/x/y?z=1, http://server:5985/x/y?z=1",
        "http://server, http://server:5985/wsman",
        "HTTPS://Server, https://Server:5986/wsman",
        "https://server:443, https://server:443/wsman",
        "https://server:443/wsman, https://server:443/wsman",
        "10.0.0.1, http://10.0.0.1:5985/wsman",
        "[::1], http://[::1]:5985/wsman",
        "https://[fe80::1:2]:8443/w, https://[fe80::1:2]:8443/w",
        "my-server.example.org:1, http://my-server.example.org:1/wsman",
        "server:65535, http://server:65535/wsman"
    })
    void parsesConnectionStrings(String text, String url) {
        assertThat(EndpointAddress.parse(text)).hasToString(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\\\server | this is a UNC name; give only the host: \"server\"",
                "\\\\server\\share\\x | this is a UNC name; give only the host: \"server\"",
                "//server:5985/wsman | write \"http://server:5985/wsman\" or \"https://server:5985/wsman\"",
                "http:/server | two slashes follow the scheme: \"http://server\"",
                "https:server:5986 | two slashes follow the scheme: \"https://server:5986\"",
                "http//server | a colon and two slashes follow the scheme: \"http://server\"",
                "wsman://server | the scheme is http or https: \"http://server\" or \"https://server\"",
                "WinRM://server:5986 | \"http://server:5986\" or \"https://server:5986\"",
                "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service | this names a resource",
                "http://schemas.dmtf.org/wbem/wscim/1/* | this names a resource",
                "wmicimv2/Win32_Service | this names a resource",
                "winrm/config/Listener | this names a resource",
                "::1 | an IPv6 address goes in brackets: \"[::1]\"",
                "https://fe80::1:2/wsman | an IPv6 address goes in brackets: \"https://[fe80::1:2]\"",
                "2001:db8:0:0:0:0:0:1 | an IPv6 address goes in brackets: \"[2001:db8:0:0:0:0:0:1]\"",
                "::ffff:10.0.0.1 | an IPv6 address goes in brackets: \"[::ffff:10.0.0.1]\"",
                "server/wsman:5985 | the port goes before the path: \"server:5985/wsman\"",
                "https://server/wsman/:5986/ | the port goes before the path: \"https://server:5986/wsman\"",
                "http://*:5985/wsman | this is the address of a listener",
                "server:0 | the port must be 1 to 65535",
                "server:65536 | the port must be 1 to 65535",
                "ftp://server | the scheme must be http or https"
            })
    void namesLikelySlip(String text, String advice) {
        assertThatThrownBy(() -> EndpointAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("endpoint: \"" + text + "\": ")
                .hasMessageContaining(advice);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemas.example.com",
                "winrm",
                "wsman:80",
                "shell/wsman",
                "server/wsman?a=b:5985",
                "server/a:b/c",
                "http:5985",
                "https.example.com:5985",
                "abcd:5985",
                "[fe80::1%25eth0]"
            })
    void acceptsHostsThatLookLikeSlips(String text) {
        assertThat(EndpointAddress.parse(text).toString()).startsWith("http://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://",
                "://server",
                "ftp://server",
                "server:",
                "server:0",
                "server:65536",
                "server:123456",
                "server:http",
                "::1",
                "[::1",
                "[not an address]",
                "a b",
                "server/a b",
                "server#x",
                "http://http://x"
            })
    void rejectsInvalidConnectionStringsWithReason(String text) {
        assertThatThrownBy(() -> EndpointAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("endpoint")
                .hasMessageContaining(text);
    }

    @Test
    void rejectsUserAndPasswordWithoutRepeatingThem() {
        assertThatThrownBy(() -> EndpointAddress.parse("http://user:secret@server"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("credentials")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "LOCALHOST",
                "127.0.0.1",
                "127.0.0.0",
                "127.255.255.255",
                "127.9.10.200",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[0000:0000:0000:0000:0000:0000:0000:0001]",
                "[::0:1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]"
            })
    void treatsLocalhostAndLoopbackLiteralsAsThisMachine(String text) {
        assertThat(EndpointAddress.parse(text).isLoopback()).isTrue();
    }

    /** A resolver decides what a name means, and resolvers read other forms of numbers differently. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x.localhost",
                "localhost.",
                "localhost.localdomain",
                "localhost.example",
                "localho\u017ft",
                "local\u210eost",
                "127.999.0.1",
                "127.0.0.256",
                "127.0.0.01",
                "127.0.0.1.",
                "127.0.0.1.example",
                "127.1",
                "127.0.1",
                "127",
                "2130706433",
                "0x7f.1",
                "0x7f000001",
                "0177.0.0.1",
                "127.0.0.\u0661",
                "0.0.0.0",
                "128.0.0.1",
                "[::]",
                "[::2]",
                "[1::1]",
                "[::1:0]",
                "[::ffff:128.0.0.1]",
                "[::ffff:0:127.0.0.1]",
                "[64:ff9b::127.0.0.1]",
                "server"
            })
    void treatsNoOtherHostAsThisMachine(String text) {
        String host = text.replaceAll("[\\[\\]]", "");
        assertThat(new EndpointAddress(false, host, 5985, "/wsman").isLoopback())
                .isFalse();
    }

    @Test
    void returnsAuthorityForHostHeader() {
        assertThat(EndpointAddress.parse("server").authority()).isEqualTo("server:5985");
        assertThat(EndpointAddress.parse("[::1]:7").authority()).isEqualTo("[::1]:7");
        assertThat(EndpointAddress.parse("[::1]:7").host()).isEqualTo("::1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "server\\instance;6",
                "http://server\\instance;13",
                "https://server:5986/ws|man;22",
                "  server/a b;10",
                "ser{ver:80/wsman;3"
            })
    void namesIllegalCharacterAndItsIndexInCallersText(String written, int index) {
        assertThatThrownBy(() -> EndpointAddress.parse(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + written + "\"")
                .hasMessageContaining("illegal character '" + written.charAt(index) + "' at index " + index);
    }
}
