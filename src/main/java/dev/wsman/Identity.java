package dev.wsman;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reply of a service to Identify (DSP0226 clause 11, {@code wsmid:IdentifyResponse} of DSP8012). A service may
 * disclose less to clients that are not authenticated: Windows then reports zeros as its versions. Lists and maps are
 * immutable, and empty if the reply has no such element.
 *
 * @param protocolVersions the protocol's namespace for each supported version; the URI
 *     {@code http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity/NoAnonymousDisclosure} if the service
 *     discloses nothing without authentication
 * @param productVendor the vendor of the service
 * @param productVersion its version, in the vendor's own form: {@code OS: 10.0.17763 SP: 0.0 Stack: 3.0}
 * @param securityProfiles URIs of the supported security profiles
 * @param addressingVersions namespaces of the supported WS-Addressing versions; empty means 2004/08
 * @param initiatives versions of the supported initiatives, by name: SMASH, DASH
 * @param other all other elements of the reply, as XML, in order
 */
public record Identity(
        List<String> protocolVersions,
        Optional<String> productVendor,
        Optional<String> productVersion,
        List<String> securityProfiles,
        List<String> addressingVersions,
        Map<String, String> initiatives,
        List<Instance> other) {

    /** Copies the collections. */
    public Identity {
        protocolVersions = List.copyOf(protocolVersions);
        Arguments.present(productVendor, "productVendor");
        Arguments.present(productVersion, "productVersion");
        securityProfiles = List.copyOf(securityProfiles);
        addressingVersions = List.copyOf(addressingVersions);
        initiatives = Collections.unmodifiableMap(new LinkedHashMap<>(initiatives));
        other = List.copyOf(other);
    }

    /** Returns the first of the protocol versions; empty text if there is none. */
    public String protocolVersion() {
        return protocolVersions.isEmpty() ? "" : protocolVersions.get(0);
    }

    /**
     * Returns the parts of the reply as a map with the names of this record's components, in their order; the vendor
     * and the version have no entry if the reply does not contain them. Jackson writes an identity as this map.
     *
     * @return a map that cannot be changed
     */
    @JsonValue
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("protocolVersions", protocolVersions);
        productVendor.ifPresent(vendor -> map.put("productVendor", vendor));
        productVersion.ifPresent(version -> map.put("productVersion", version));
        map.put("securityProfiles", securityProfiles);
        map.put("addressingVersions", addressingVersions);
        map.put("initiatives", initiatives);
        map.put("other", other.stream().map(Instance::toMap).toList());
        return Collections.unmodifiableMap(map);
    }

    /**
     * Reads an IdentifyResponse.
     *
     * @throws IllegalArgumentException if the element is not an IdentifyResponse
     */
    static Identity of(Tree response) {
        if (!isResponse(response)) {
            throw new IllegalArgumentException("not an IdentifyResponse: " + response.name());
        }
        Reading reading = new Reading();
        response.elements().forEach(reading::add);
        return reading.identity();
    }

    /**
     * Returns whether this is an IdentifyResponse. OMI puts the element, but not its children, into the namespace of
     * SOAP.
     */
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
                case "ProductVendor" -> productVendor = present(text);
                case "ProductVersion" -> productVersion = present(text);
                case "SecurityProfiles" ->
                    element.elements()
                            .forEach(profile ->
                                    securityProfiles.add(profile.text().strip()));
                case "SecurityProfileName" -> securityProfiles.add(text);
                case "AddressingVersionURI" -> addressingVersions.add(text);
                // Misspelt in DSP8012 1.0.1; services send either form.
                case "IntiativeSupport", "InitiativeSupport" -> initiative(element);
                default -> other.add(Instance.of(element));
            }
        }

        private static Optional<String> present(String text) {
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
