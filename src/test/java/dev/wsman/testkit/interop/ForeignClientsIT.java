package dev.wsman.testkit.interop;

import static dev.wsman.testkit.model.DataType.DATETIME;
import static dev.wsman.testkit.model.DataType.STRING;
import static dev.wsman.testkit.model.DataType.UINT64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.TableClass;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients that work with Windows must work with the testkit's imitation of it. If one does not, the testkit is wrong.
 * The clients run in processes of their own; src/test/clients has the programs and describes how to build them.
 */
class ForeignClientsIT {
    private static final String USER = "carol";
    private static final String PASSWORD = "C4rol's pass\u00fc";
    private static final String WRONG = "other";
    private static final String URI = RawClient.WMI + "LAB_Volume";
    private static final String ALL_CLASSES = RawClient.WMI + "*";
    private static final String SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd";
    private static final String WQL = "select Size, Made, Id, Label from LAB_Volume where Size >= 2 and Id <> '<&>'";
    private static final String ENCRYPTED =
            "multipart/encrypted;protocol=\"application/HTTP-SPNEGO-session-encrypted\"";

    @TempDir
    private static Path directory;

    private static WsmanServiceBuilder windows() {
        return LenientService.builder().quirks(ServerQuirks.WINRM).add(volumes());
    }

    private static TableClass volumes() {
        OffsetDateTime made = OffsetDateTime.parse("2013-03-11T21:28:04.5Z");
        return new TableClass(
                        "LAB_Volume",
                        PropertyDeclaration.of("Id", STRING).asKey(),
                        PropertyDeclaration.of("Label", STRING),
                        PropertyDeclaration.of("Made", DATETIME),
                        PropertyDeclaration.of("Size", UINT64),
                        PropertyDeclaration.of("Tags", STRING).asArray())
                .row("one", "first", made, 1L, List.of("a", "b"))
                .row("two", null, made, 2L, List.of())
                .row("three", "M\u00fcller & <S\u00f6hne>", null, 3L, List.of("c"))
                .row("four", "", made, 4L, null)
                .row("five", "fifth", made, 5L, List.of("d"));
    }

    /** The result of the query as the programs print it: in alphabetical order, with NULL without a value. */
    private static List<String> rows(String nothing) {
        return List.of(
                "row\tXmlFragment\tId=two\tLabel" + nothing + "\tMade=2013-03-11T21:28:04.5Z\tSize=2",
                "row\tXmlFragment\tId=three\tLabel=M\u00fcller & <S\u00f6hne>\tMade" + nothing + "\tSize=3",
                "row\tXmlFragment\tId=four\tLabel=\tMade=2013-03-11T21:28:04.5Z\tSize=4",
                "row\tXmlFragment\tId=five\tLabel=fifth\tMade=2013-03-11T21:28:04.5Z\tSize=5");
    }

    @Test
    void servesOpenNms() throws Exception {
        try (WsmanService service = windows().basic(USER, PASSWORD).build().start()) {
            List<String> lines = ForeignClient.java("opennms", "OpenNmsProgram")
                    .run(directory, PASSWORD, service.endpoint(), USER, URI, "one", WQL);
            UnaryOperator<String> item = properties -> "LAB_Volume\t" + properties + "\tLocation=" + service.endpoint()
                    + URI + properties.replaceFirst("^Id=([a-z]+)\t.*", "$1");
            String one = item.apply("Id=one\tLabel=first\tMade=2013-03-11T21:28:04.5Z\tSize=1\tTags=a\tTags=b");
            List<String> expected = new ArrayList<>(List.of(
                    "identify\tMicrosoft Corporation\tOS: 10.0.17763 SP: 0.0 Stack: 3.0",
                    "get\t" + one,
                    "item\t" + one,
                    "item\t" + item.apply("Id=two\tLabel\tMade=2013-03-11T21:28:04.5Z\tSize=2"),
                    "item\t" + item.apply("Id=three\tLabel=M\u00fcller & <S\u00f6hne>\tMade\tSize=3\tTags=c"),
                    "item\t" + item.apply("Id=four\tLabel=\tMade=2013-03-11T21:28:04.5Z\tSize=4"),
                    "item\t" + item.apply("Id=five\tLabel=fifth\tMade=2013-03-11T21:28:04.5Z\tSize=5\tTags=d")));
            expected.addAll(rows(""));
            assertThat(lines).startsWith(expected.toArray(String[]::new)).hasSize(expected.size() + 1);
            assertThat(lines.get(expected.size())).startsWith("refused\tInvalidResourceURI\t");
            assertThat(service.requests(ServiceOperation.PULL)).hasSize(2);
            assertThat(service.requests())
                    .allSatisfy(request -> assertThat(user(request)).isEqualTo(USER));
        }
    }

    private static String user(RecordedRequest request) {
        String credentials = request.header("Authorization").orElse("").replaceFirst("^Basic ", "");
        return new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8).replaceFirst(":.*", "");
    }

    /**
     * winrm4j, from which MetricsHub's client and others derive, sends no MIC. It falls back to NTLM version 1 if the
     * challenge has no target information.
     */
    @Test
    void authenticatesWinrm4jWithBasicAndNtlmAndDecryptsItsMessages() throws Exception {
        try (WsmanService service = windows()
                .basic(USER, ascii())
                .ntlm(USER, ascii())
                .encryption(EncryptionPolicy.ALLOWED)
                .build()
                .start()) {
            List<String> lines = ForeignClient.java("winrm4j", "Winrm4jProgram")
                    .run(directory, ascii(), service.endpoint(), USER, "Basic:OFF", "NTLM:OFF", "NTLM:REQUIRED");
            assertThat(lines).hasSize(3).allSatisfy(line -> assertThat(line)
                    .endsWith("\tfault\t" + FaultKind.ACCESS_DENIED.fault().reason()));
            List<RecordedRequest> creates = accepted(service);
            assertThat(creates).hasSize(3).allSatisfy(create -> assertThat(create.resourceUri())
                    .isEqualTo(SHELL));
            assertThat(creates.get(0).header("Authorization").orElse("")).startsWith("Basic ");
            assertThat(creates.get(1).header("Authorization").orElse("")).startsWith("Negotiate ");
            assertThat(creates.get(1).header("Content-Type").orElse("")).startsWith("application/soap+xml");
            assertEncrypted(creates.get(2));
        }
    }

    /** Without encryption, because with it winrm4j waits for its timeout after a 401 to its last message. */
    @Test
    void rejectsWinrm4jWithWrongPasswordOrIfMicIsRequired() throws Exception {
        ForeignClient winrm4j = ForeignClient.java("winrm4j", "Winrm4jProgram");
        WsmanServiceBuilder ntlm = windows().ntlm(USER, ascii()).encryption(EncryptionPolicy.ALLOWED);
        try (WsmanService service = ntlm.build().start();
                WsmanService strict = ntlm.requireMic().build().start()) {
            assertThat(winrm4j.run(directory, WRONG, service.endpoint(), USER, "NTLM:OFF"))
                    .singleElement()
                    .asString()
                    .contains("\tfailed\t")
                    .contains("Invalid credentials");
            assertThat(accepted(service)).isEmpty();
            assertThat(winrm4j.run(directory, ascii(), strict.endpoint(), USER, "NTLM:OFF"))
                    .singleElement()
                    .asString()
                    .contains("\tfailed\t")
                    .contains("Invalid credentials");
            assertThat(accepted(strict)).isEmpty();
        }
    }

    /** overthere does not read faults; the requests that the service received show whether it was authenticated. */
    @ParameterizedTest
    @CsvSource({"true,500", "false,401"})
    void authenticatesOverthereWithBasic(boolean rightPassword, int status) throws Exception {
        try (WsmanService service = windows().basic(USER, ascii()).build().start()) {
            List<String> lines = ForeignClient.java("overthere", "OverthereProgram")
                    .run(directory, rightPassword ? ascii() : WRONG, service.endpoint(), USER);
            assertThat(lines).singleElement().asString().startsWith("failed\t").contains("(" + status + ")");
            RecordedRequest last = service.lastRequest(ServiceOperation.CREATE);
            assertThat(last.responseStatus()).isEqualTo(status);
            assertThat(last.resourceUri()).isEqualTo(SHELL);
            assertThat(user(last)).isEqualTo(USER);
        }
    }

    @ParameterizedTest
    @CsvSource({"plaintext,auto", "ntlm,always", "ntlm,never"})
    void servesPywinrmOverHttp(String transport, String encryption) throws Exception {
        EncryptionPolicy policy = encryption.equals("never") ? EncryptionPolicy.ALLOWED : EncryptionPolicy.AS_WINDOWS;
        try (WsmanService service = windows()
                .basic(USER, ascii())
                .ntlm(USER, ascii())
                .encryption(policy)
                .requireMic()
                .build()
                .start()) {
            assertThat(pywinrm(service, ascii(), transport, encryption)).satisfies(ForeignClientsIT::assertFullRun);
            List<RecordedRequest> messages = accepted(service);
            assertThat(messages)
                    .extracting(RecordedRequest::operation)
                    .containsExactly(
                            ServiceOperation.IDENTIFY,
                            ServiceOperation.ENUMERATE,
                            ServiceOperation.PULL,
                            ServiceOperation.CREATE);
            assertThat(messages).extracting(RecordedRequest::connection).containsOnly(1);
            if (encryption.equals("always")) {
                messages.forEach(ForeignClientsIT::assertEncrypted);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ssl,auto", "ntlm,auto", "ntlm,always"})
    void servesPywinrmOverHttps(String transport, String encryption) throws Exception {
        try (WsmanService service = windows()
                .basic(USER, ascii())
                .ntlm(USER, ascii())
                .https()
                .requireChannelBinding()
                .build()
                .start()) {
            assertThat(pywinrm(
                            service,
                            ascii(),
                            transport,
                            encryption,
                            certificate(service).toString()))
                    .satisfies(ForeignClientsIT::assertFullRun);
            assertThat(accepted(service)).allSatisfy(message -> {
                if (encryption.equals("always")) {
                    assertEncrypted(message);
                }
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"plaintext,auto", "ntlm,always"})
    void rejectsPywinrmWithWrongPassword(String transport, String encryption) throws Exception {
        try (WsmanService service =
                windows().basic(USER, ascii()).ntlm(USER, ascii()).build().start()) {
            assertThat(pywinrm(service, WRONG, transport, encryption))
                    .containsExactly("credentials\tthe specified credentials were rejected by the server");
            assertThat(accepted(service)).isEmpty();
        }
    }

    private static void assertFullRun(List<? extends String> lines) {
        List<String> expected = new ArrayList<>(List.of("identify\tMicrosoft Corporation"));
        expected.addAll(rows("="));
        assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(expected);
        assertThat(lines.get(lines.size() - 1))
                .startsWith("fault\t")
                .contains("'wsmanfault_code': '2150859180'")
                .contains("'fault_subcode': 'w:AccessDenied'");
    }

    private static List<String> pywinrm(
            WsmanService service, String password, String transport, String encryption, String... trusted)
            throws IOException, InterruptedException {
        List<String> arguments =
                new ArrayList<>(List.of(service.endpoint(), USER, transport, encryption, ALL_CLASSES, WQL));
        arguments.addAll(List.of(trusted));
        return ForeignClient.python("pywinrm/pywinrm_program.py", Set.of("winrm", "requests_ntlm"))
                .run(directory, password, arguments.toArray(String[]::new));
    }

    /** These clients do not agree on a charset for Basic. */
    private static String ascii() {
        return PASSWORD.replace('\u00fc', 'u');
    }

    /** The requests that were accepted, without authentication round trips. */
    private static List<RecordedRequest> accepted(WsmanService service) {
        return service.requests().stream()
                .filter(request -> request.operation() != ServiceOperation.UNKNOWN && request.responseStatus() != 401)
                .toList();
    }

    private static void assertEncrypted(RecordedRequest message) {
        assertThat(message.header("Content-Type").orElse("")).startsWith(ENCRYPTED);
        assertThat(new String(message.rawBytes(), StandardCharsets.ISO_8859_1)).doesNotContain("Envelope>");
        assertThat(message.text()).contains("Envelope>");
    }

    private static Path certificate(WsmanService service) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(service.certificate().getEncoded());
        return Files.writeString(
                Files.createTempFile(directory, "service", ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }
}
