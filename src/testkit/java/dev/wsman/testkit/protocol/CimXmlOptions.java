package dev.wsman.testkit.protocol;

/**
 * The parts that the options of a request for CIM-XML declarations include (MS-WSMV 3.1.4.1.38). An option that is
 * absent is false.
 *
 * @param hierarchy whether the names of all ancestors are included
 * @param inherited whether inherited members are included
 * @param qualifiers whether qualifiers are included; without them the keys cannot be recognized
 * @param origin whether the class that declares each member is included
 * @param subclasses whether an enumeration returns all classes, rather than only those without a superclass
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
