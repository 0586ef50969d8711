package dev.wsman.internal.binding;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * The decimal number of a {@code char16}, in an element that marks it for {@link ServerFormWriter}, which leaves the
 * element out.
 */
@XmlAccessorType(XmlAccessType.FIELD)
final class Char16Content {
    static final String NAMESPACE = "urn:dev.wsman:char16";
    static final String NAME = "char16";

    @XmlElement(name = NAME, namespace = NAMESPACE)
    @Nullable
    String number;
}
