package dev.wsman.internal.binding;

import org.glassfish.jaxb.runtime.v2.runtime.unmarshaller.TagName;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;

/** An element that is passed to JAXB. Its names are interned, because JAXB compares them by identity. */
final class JaxbTag extends TagName {
    private String prefix = "";

    void start(String uri, String local, Attributes attributes) {
        start(uri, local, attributes, "");
    }

    void start(String uri, String local, Attributes attributes, @Nullable String prefix) {
        this.uri = uri;
        this.local = local;
        this.atts = attributes;
        this.prefix = prefix == null ? "" : prefix;
    }

    void end(String uri, String local) {
        this.uri = uri;
        this.local = local;
    }

    @Override
    public String getQname() {
        return prefix.isEmpty() ? local : prefix + ':' + local;
    }
}
