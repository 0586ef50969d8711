package dev.wsman.testkit.protocol;

/** Where the classes of indications are. */
final class IndicationXml {
    private IndicationXml() {}

    /** Returns the resource whose prefix the class of an indication has, from the URI of the request. */
    static TargetResource resource(ServiceSettings service, ServiceRequest request) {
        String uri = request.resourceUri();
        String prefix = uri.equals(ServiceNamespaces.DMTF_ALL_CLASSES)
                        || service.quirks().has(ServerQuirk.DMTF_PREFIX_ONLY)
                ? ServiceNamespaces.DMTF_CLASSES
                : uri.substring(0, uri.lastIndexOf('/') + 1);
        // all classes: an indication has no Location
        return new TargetResource(uri, prefix, null, true);
    }
}
