package dev.wsman.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerFormTest {
    @ParameterizedTest
    @CsvSource({
        "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service, WINDOWS",
        "HTTP://Schemas.Microsoft.com/WBEM/WSMAN/1/WMI/root/cimv2/Win32_Service, WINDOWS",
        "http://schemas.microsoft.com/wbem/wscim/1/cim-schema/2/MSFT_X, OMI",
        "HTTP://SCHEMAS.microsoft.com/wbem/WSCIM/1/cim-schema/2/MSFT_X, OMI",
        "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_X, CIM",
        "urn:x, CIM"
    })
    void followsResourceUriInAnyCase(String resourceUri, ServerForm form) {
        assertThat(ServerForm.of(resourceUri)).isEqualTo(form);
    }
}
