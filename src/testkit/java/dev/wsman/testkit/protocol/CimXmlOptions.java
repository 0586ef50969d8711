package dev.wsman.testkit.protocol;

/**
 * What is asked of CIM-XML declarations, by options of the request (MS-WSMV 3.1.4.1.38). All are off where they are not named.
 *
 * @param hierarchy whether the names of all ancestors are told
 * @param inherited whether inherited members are
 * @param qualifiers whether qualifiers are, and so which properties are keys
 * @param origin whether each member's class is
 * @param subclasses whether an enumeration is of all classes, and not only of those that extend none
 */
record CimXmlOptions(boolean hierarchy, boolean inherited, boolean qualifiers, boolean origin, boolean subclasses) {

    static CimXmlOptions of(ServiceRequest request) {
        return new CimXmlOptions(
                has(request, "IncludeInheritanceHierarchy"),
                has(request, "IncludeInheritedElements"),
                has(request, "IncludeQualifiers"),
                has(request, "IncludeClassOrigin"),
                has(request, "IncludeSubClasses"));
    }

    private static boolean has(ServiceRequest request, String name) {
        return request.header(ServiceNamespaces.WSMAN, "OptionSet").stream()
                .flatMap(set -> DomElements.children(set, ServiceNamespaces.WSMAN, "Option").stream())
                .filter(option -> option.getAttributeNS(null, "Name").equals(name))
                .anyMatch(option -> DomElements.text(option).equalsIgnoreCase("true"));
    }
}
