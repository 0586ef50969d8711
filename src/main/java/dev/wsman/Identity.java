package dev.wsman;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service tells about itself in answer to Identify (DSP0226 clause 11, {@code wsmid:IdentifyResponse} of DSP8012). A
 * service may tell less to those it does not know: Windows then reports zeros as its versions. Lists and maps are immutable
 * and empty where nothing was said.
 *
 * @param protocolVersions the protocol's namespace for each version that is spoken; the URI
 *     {@code http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity/NoAnonymousDisclosure} where nothing is told to
 *     strangers
 * @param productVendor who made the service
 * @param productVersion its version, in the vendor's own form: {@code OS: 10.0.17763 SP: 0.0 Stack: 3.0}
 * @param securityProfiles URIs of the security profiles offered
 * @param addressingVersions namespaces of the WS-Addressing versions understood; none said means 2004/08
 * @param initiatives versions of the initiatives supported, by name: SMASH, DASH
 * @param other everything else that was said, as XML, in order
 */
public record Identity(
        List<String> protocolVersions,
        Optional<String> productVendor,
        Optional<String> productVersion,
        List<String> securityProfiles,
        List<String> addressingVersions,
        Map<String, String> initiatives,
        List<Instance> other) {

    /** Copies what it is given. */
    public Identity {
        protocolVersions = List.copyOf(protocolVersions);
        Arguments.present(productVendor, "productVendor");
        Arguments.present(productVersion, "productVersion");
        securityProfiles = List.copyOf(securityProfiles);
        addressingVersions = List.copyOf(addressingVersions);
        initiatives = Collections.unmodifiableMap(new LinkedHashMap<>(initiatives));
        other = List.copyOf(other);
    }

    /** The first of the protocol versions, empty text where none was said. */
    public String protocolVersion() {
        return protocolVersions.isEmpty() ? "" : protocolVersions.get(0);
    }

    /**
     * Reads an IdentifyResponse.
     *
     * @throws IllegalArgumentException where the element is something else
     */
    static Identity of(Tree response) {
        if (!isResponse(response)) {
            throw new IllegalArgumentException("not an IdentifyResponse: " + response.name());
        }
        Reading reading = new Reading();
        response.elements().forEach(reading::add);
        return reading.identity();
    }

    /** OMI puts the element, though not its children, into the namespace of SOAP. */
    static boolean isResponse(Tree tree) {
        return tree.localName().equals("IdentifyResponse")
                && (tree.namespace().equals(Namespaces.IDENTITY)
                        || tree.namespace().equals(Namespaces.SOAP));
    }

    private static final class Reading {
        private final List<String> protocolVersions = new ArrayList<>();
        private Optional<String> productVendor = Optional.empty();
        private Optional<String> productVersion = Optional.empty();
        private final List<String> securityProfiles = new ArrayList<>();
        private final List<String> addressingVersions = new ArrayList<>();
        private final Map<String, String> initiatives = new LinkedHashMap<>();
        private final List<Instance> other = new ArrayList<>();

        void add(Tree element) {
            boolean known = element.namespace().equals(Namespaces.IDENTITY)
                    || element.namespace().equals(Namespaces.SOAP);
            String text = element.text().strip();
            switch (known ? element.localName() : "") {
                case "ProtocolVersion" -> protocolVersions.add(text);
                case "ProductVendor" -> productVendor = said(text);
                case "ProductVersion" -> productVersion = said(text);
                case "SecurityProfiles" ->
                    element.elements()
                            .forEach(profile ->
                                    securityProfiles.add(profile.text().strip()));
                case "SecurityProfileName" -> securityProfiles.add(text);
                case "AddressingVersionURI" -> addressingVersions.add(text);
                // Misspelt in DSP8012 1.0.1; services write it either way.
                case "IntiativeSupport", "InitiativeSupport" -> initiative(element);
                default -> other.add(Instance.of(element));
            }
        }

        private static Optional<String> said(String text) {
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        }

        private void initiative(Tree element) {
            Tree name = element.firstChild("InitiativeName");
            Tree version = element.firstChild("InitiativeVersion");
            if (name != null) {
                initiatives.put(
                        name.text().strip(),
                        version == null ? "" : version.text().strip());
            }
        }

        Identity identity() {
            return new Identity(
                    protocolVersions,
                    productVendor,
                    productVersion,
                    securityProfiles,
                    addressingVersions,
                    initiatives,
                    other);
        }
    }
}
