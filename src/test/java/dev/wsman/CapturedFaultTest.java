package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.WsmanError.Kind;
import dev.wsman.fixture.Recordings;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.XmlFactories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded faults. Those of openwsman and OMI are skipped if the recordings of real servers are missing. */
class CapturedFaultTest {

    private static String text(String file) throws IOException {
        return Files.readString(Recordings.ofServers(file));
    }

    private static int status(String file) throws IOException {
        Path xml = Recordings.ofServers(file);
        Path http = xml.resolveSibling(xml.getFileName().toString().replaceAll("\\.xml$", ".http"));
        return Files.exists(http) ? Integer.parseInt(Files.readString(http).split(" ")[1]) : 500;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            enum-empty                 | 400 | DESTINATION_UNREACHABLE            | InvalidResourceURI   | Class not found
            filter-xpath               | 400 | CANNOT_PROCESS_FILTER              | NotSupported         | The requested filter could not be processed.
            filter-wql-projection      | 400 | DESTINATION_UNREACHABLE            | InvalidResourceURI   | No route can be determined
            invoke-fail                | 500 | INTERNAL_ERROR                     |                      |
            not-xml                    | 400 | INVALID_MESSAGE_INFORMATION_HEADER |                      | A message information header is not valid
            get-noclass                | 400 | DESTINATION_UNREACHABLE            |                      | The requested object could not be found
            get-notfound               | 400 | DESTINATION_UNREACHABLE            |                      | The requested object could not be found
            get-maxenv-small           | 400 | ENCODING_LIMIT                     | MinimumEnvelopeLimit | An internal encoding limit
            pull-badctx                | 500 | INVALID_ENUMERATION_CONTEXT        |                      | The supplied enumeration context is invalid.
            delete-again               | 400 | DESTINATION_UNREACHABLE            |                      | The requested object could not be found
            get-mustunderstand-unknown | 200 | MUST_UNDERSTAND                    |                      | The WS-Management service cannot process
            bad-action                 | 400 | ACTION_NOT_SUPPORTED               | Unknown              | The action is not supported by the service.
            """)
    void readsFaultsOfOpenwsman(String name, int http, Kind kind, String detail, String reason) throws IOException {
        String file = "openwsman/" + name + ".response.xml";

        WsmanError error = FaultText.error(text(file), status(file));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.httpStatus()).isEqualTo(http);
        assertThat(error.reason()).startsWith(reason == null ? "" : reason);
        assertThat(error.detail()
                        .map(uri -> uri.getPath().replaceAll(".*/", ""))
                        .orElse(null))
                .isEqualTo(detail);
        assertThat(error.nativeCode()).isEmpty();
        assertThat(XmlFactories.parse(error.xml()).is(Namespaces.MS_FAULT, "WSManFault"))
                .isTrue();
    }

    @Test
    void readsHeaderThatOpenwsmanDoesNotUnderstand() throws IOException {
        WsmanError error = FaultText.error(text("openwsman/get-mustunderstand-unknown.response.xml"), 200);

        assertThat(error.notUnderstood()).contains(new QName("http://x.example/", "Foo"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            get-notfound       | DESTINATION_UNREACHABLE | wsa:DestinationUnreachable | 6  | The requested object cannot be found.
            get-noclass        | DESTINATION_UNREACHABLE | wsa:DestinationUnreachable | 5  | The specified class does not exist.
            get-nons           | DESTINATION_UNREACHABLE | wsa:DestinationUnreachable | 3  | The target namespace does not exist.
            get-badkeyname     | INTERNAL_ERROR          | wsman:InternalError        | 12 | The specified property does not exist.
            get-nokey          | INTERNAL_ERROR          | wsman:InternalError        |    |
            getclass-schema    | INTERNAL_ERROR          | wsman:InternalError        |    |
            invoke-Add-badtype | INTERNAL_ERROR          | wsman:InternalError        | 1  | A general error occurred, not covered by a more specific error code.
            invoke-nomethod    | INTERNAL_ERROR          | wsman:InternalError        | 1  | A general error occurred, not covered by a more specific error code.
            invoke-HardError   | INTERNAL_ERROR          | wsman:InternalError        | 1  | Hard error message
            wql-bad            | CANNOT_PROCESS_FILTER   | wsman:InternalError        | 15 | The query is not valid for the specified query language.
            pull-after-release | DESTINATION_UNREACHABLE | wsa:DestinationUnreachable |    |
            """)
    void readsFaultsOfOmi(String name, Kind kind, String subcode, Integer cimStatus, String message)
            throws IOException {
        WsmanError error = FaultText.error(text("omi/" + name + ".resp.xml"));

        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.subcode().map(QName::getLocalPart)).contains(subcode.split(":")[1]);
        assertThat(error.cimStatus().isPresent()).isEqualTo(cimStatus != null);
        assertThat(error.cimStatus().orElse(0)).isEqualTo(cimStatus == null ? 0 : cimStatus);
        assertThat(error.providerMessage().orElse(null)).isEqualTo(message);
        assertThat(error.reason()).isNotEmpty();
        assertThat(error.detail()).isEmpty();
        assertThat(XmlFactories.parse(error.xml()).is(Namespaces.MS_FAULT, "WSManFault"))
                .isTrue();
    }

    @Test
    void keepsErrorObjectOfVendor() throws IOException {
        WsmanError error = FaultText.error(text("omi/invoke-HardError.resp.xml"));

        assertThat(error.detailXml()).hasValueSatisfying(xml -> {
            assertThat(xml).contains("OMI_Error");
            assertThat(XmlFactories.parse(xml).is(Namespaces.SOAP, "Detail")).isTrue();
        });
    }

    @Test
    void readsKindMessageAndXmlOfEveryRecordedFault() throws IOException {
        List<Path> faults = Recordings.files(".*\\.xml").stream()
                .filter(CapturedFaultTest::isFault)
                .toList();

        assertThat(faults).hasSizeGreaterThanOrEqualTo(20).allSatisfy(path -> {
            WsmanError error = FaultText.error(Files.readString(path));
            assertThat(error.kind()).isNotEqualTo(Kind.OTHER);
            assertThat(error.hint()).isPresent();
            assertThat(error.toString()).doesNotContain("\n").hasSizeLessThan(1300);
            XmlFactories.parse(error.xml());
        });
    }

    private static boolean isFault(Path path) {
        try {
            String text = Files.readString(path);
            return text.contains(":Fault>") && text.contains(":Body>");
        } catch (IOException e) {
            return false;
        }
    }
}
