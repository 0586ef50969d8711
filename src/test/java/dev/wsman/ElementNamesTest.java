package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The element of a Map as content: as {@code winrm create} and {@code New-WSManInstance} derive it. */
class ElementNamesTest {
    private static final String WINDOWS = "http://schemas.microsoft.com/wbem/wsman/1/";

    @ParameterizedTest
    @CsvSource({
        "wmicimv2/Win32_Share, Win32_Share",
        "wmi/root/standardcimv2/MSFT_NetAdapter, MSFT_NetAdapter",
        "cimv2/CIM_Fan, CIM_Fan",
        "http://intel.com/wbem/wscim/1/amt-schema/1/AMT_GeneralSettings, AMT_GeneralSettings",
        "winrm/config, Config",
        "winrm/config/Listener, Listener",
        "winrm/config/listener, Listener",
        "winrm/config/client/auth, Auth",
        "winrm/config/service/DefaultPorts, DefaultPorts",
        "winrm/config/winrs, Winrs",
        "winrm/config/service/certmapping, certmapping",
        "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/Listener, Listener",
    })
    void namesElementByLastSegmentInNamespaceOfUri(String resource, String name) {
        ResourceLocator locator = ResourceLocator.of(resource);
        assertThat(ElementNames.of(locator)).isEqualTo(new QName(locator.resourceUri(), name));
    }

    @Test
    void namesShellInItsOwnNamespace() {
        QName shell = new QName(WINDOWS + "windows/shell", "Shell");
        assertThat(ElementNames.of(ResourceLocator.of("shell/cmd"))).isEqualTo(shell);
        assertThat(ElementNames.of(ResourceLocator.of("winrm/windows/shell"))).isEqualTo(shell);
        assertThat(ElementNames.of(ResourceLocator.of("winrm/windows/shellfish"))
                        .getLocalPart())
                .isEqualTo("shellfish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wmicimv2/*", "http://schemas.dmtf.org/wbem/wscim/1/*", "urn:x:y", "urn:x/", "urn:x/1a"})
    void rejectsUriThatDoesNotNameElement(String resource) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ElementNames.of(ResourceLocator.of(resource)))
                .withMessage("content: a Map needs a resource URI that ends with the name of its element, as that of a"
                        + " class does, and " + resource + " does not; name the class, or pass an Instance or XML");
    }
}
