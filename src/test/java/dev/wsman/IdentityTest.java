package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.internal.xml.XmlFactories;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final String RESPONSE = """
            <i:IdentifyResponse xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd">
              <i:ProtocolVersion>http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd</i:ProtocolVersion>
              <i:ProductVendor> Microsoft Corporation </i:ProductVendor>
              <i:ProductVersion>OS: 10.0.17763 SP: 0.0 Stack: 3.0</i:ProductVersion>
              <i:IntiativeSupport><i:InitiativeName>DASH</i:InitiativeName><i:InitiativeVersion>1.0.0</i:InitiativeVersion></i:IntiativeSupport>
              <v:More xmlns:v="urn:v">x</v:More>
              <i:SecurityProfiles><i:SecurityProfileName>urn:a</i:SecurityProfileName><i:SecurityProfileName>urn:b</i:SecurityProfileName></i:SecurityProfiles>
              <i:AddressingVersionURI>urn:w</i:AddressingVersionURI>
            </i:IdentifyResponse>""";

    @Test
    void readsAllElements() {
        Identity identity = Identity.of(XmlFactories.parse(RESPONSE));
        assertThat(identity.protocolVersion()).isEqualTo("http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd");
        assertThat(identity.protocolVersions()).hasSize(1);
        assertThat(identity.productVendor()).contains("Microsoft Corporation");
        assertThat(identity.productVersion()).contains("OS: 10.0.17763 SP: 0.0 Stack: 3.0");
        assertThat(identity.initiatives()).containsEntry("DASH", "1.0.0").hasSize(1);
        assertThat(identity.securityProfiles()).containsExactly("urn:a", "urn:b");
        assertThat(identity.addressingVersions()).containsExactly("urn:w");
        assertThat(identity.other()).extracting(Instance::text).containsExactly("x");
    }

    @Test
    void readsReplyOfOmiInSoapNamespace() {
        Identity identity =
                Identity.of(XmlFactories.parse("<s:IdentifyResponse xmlns:s='http://www.w3.org/2003/05/soap-envelope'"
                        + " xmlns:i='http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd'>"
                        + "<i:ProtocolVersion>urn:p</i:ProtocolVersion><i:ProductVendor/></s:IdentifyResponse>"));
        assertThat(identity.protocolVersion()).isEqualTo("urn:p");
        assertThat(identity.productVendor()).isEmpty();
        assertThat(identity.securityProfiles()).isEmpty();
    }

    @Test
    void rejectsOtherElements() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identity.of(XmlFactories.parse("<html/>")))
                .withMessageContaining("html");
    }
}
