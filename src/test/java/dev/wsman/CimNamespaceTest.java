package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.protocol.ServiceNamespaces;
import org.junit.jupiter.api.Test;

class CimNamespaceTest {
    private static final String NAMESPACE = "__cimnamespace";
    private static final String DMTF = ServiceNamespaces.DMTF_CLASSES + "Lab_AllTypes";

    @Test
    void keepsNamespaceThatReferenceNamesItself() {
        ResourceLocator other = ResourceLocator.of(DMTF).selector(NAMESPACE, "root/other");
        assertThat(CimNamespace.carried(other, "root/cimv2")).isSameAs(other);
        ResourceLocator wmi = ResourceLocator.of("wmi/root/other/A");
        assertThat(CimNamespace.carried(wmi, "root/cimv2")).isSameAs(wmi);
        assertThat(CimNamespace.carried(ResourceLocator.of(DMTF), null)).isEqualTo(ResourceLocator.of(DMTF));
    }

    /** The keys of an association are references, which OMI would look up in its default namespace. */
    @Test
    void carriesNamespaceOverToReferencesThatAreKeys() {
        ResourceLocator one = ResourceLocator.of(DMTF).selector("Id", "one");
        ResourceLocator wmi = ResourceLocator.of("wmi/root/other/A").selector("Id", "two");
        ResourceLocator link =
                ResourceLocator.of(DMTF + "Link").selector("Left", one).selector("Right", wmi);
        assertThat(CimNamespace.carried(link, "root/cimv2"))
                .isEqualTo(ResourceLocator.of(DMTF + "Link")
                        .selector("Left", one.selector(NAMESPACE, "root/cimv2"))
                        .selector("Right", wmi)
                        .selector(NAMESPACE, "root/cimv2"));
        ResourceLocator named = link.selector("__CimNamespace", "root/own");
        assertThat(CimNamespace.carried(named, "root/cimv2"))
                .isEqualTo(named.selector("Left", one.selector(NAMESPACE, "root/own")));
    }
}
