package dev.wsman.internal.binding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The elements that a JAXB class expects, and how they are found by name:
 *
 * <pre>{@code
 *  property declared as    element sent          is the property
 *  {urn:a}State            {urn:a}State          yes, the best match
 *                          {urn:b}State          yes, unless a better match came
 *                          {urn:a}STATE          yes, unless a better match came
 * }</pre>
 *
 * <p>Immutable after {@link ClassShapes} has built it.
 */
final class ClassShape {
    private static final String TYPE_SUFFIX = "_Type";

    final Class<?> type;
    /** The XML Schema type of the class; null if it is anonymous. */
    final @Nullable QName typeName;
    /** The text of a class with an {@code @XmlValue}; null if it has none. */
    final @Nullable ExpectedElement value;
    /** Whether JAXB needs the attributes. */
    final boolean attributes;
    /** Whether JAXB takes the elements that no property expects ({@code @XmlAnyElement}). */
    final boolean wildcard;
    /** Whether text between elements is content ({@code @XmlMixed}): JAXB gets all content unchanged. */
    final boolean mixed;
    /** The number of properties. */
    final int size;
    /** Whether all content is set by {@link DirectProperty}, so that JAXB does not need the prefixes. */
    final boolean direct;
    /** Whether a property is a character. */
    final boolean characters;

    private final Map<String, ExpectedElement[]> byLocalName;
    private final Map<String, ExpectedElement[]> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, ClassShape> subtypes = new HashMap<>();

    ClassShape(
            Class<?> type,
            @Nullable QName typeName,
            List<ExpectedElement> properties,
            @Nullable ExpectedElement value,
            boolean attributes,
            boolean wildcard,
            boolean mixed) {
        this.type = type;
        this.typeName = typeName;
        this.byLocalName = properties.stream()
                .collect(Collectors.groupingBy(
                        property -> property.local,
                        Collectors.collectingAndThen(
                                Collectors.toList(), list -> list.toArray(ExpectedElement[]::new))));
        this.ignoringCase.putAll(byLocalName);
        this.size = properties.size();
        this.characters = properties.stream().anyMatch(property -> property.leafKind == LeafKind.CHARACTER);
        this.direct = !attributes
                && !wildcard
                && !mixed
                && value == null
                && properties.stream().allMatch(property -> property.direct != null);
        this.value = value;
        this.attributes = attributes;
        this.wildcard = wildcard;
        this.mixed = mixed;
    }

    /**
     * Returns the property of an element: the one with its name; else one with its local name; else one whose local
     * name differs only in case. Null if there is none.
     */
    @Nullable
    ExpectedElement find(String uri, String local) {
        ExpectedElement[] candidates = byLocalName.get(local);
        if (candidates == null && !wildcard) {
            candidates = ignoringCase.get(local);
        }
        return candidates == null ? null : closest(candidates, uri);
    }

    /** Rates how well a name matches a property, from 1. A worse match never overwrites a better one. */
    static byte fit(ExpectedElement property, String uri, String local, String parentUri) {
        int fit = property.local.equals(local) ? 4 : 1;
        if (property.uri.equals(uri)) {
            return (byte) (fit + 2);
        }
        return (byte) (parentUri.equals(uri) ? fit + 1 : fit);
    }

    void addSubtype(String name, ClassShape subtype) {
        subtypes.putIfAbsent(name, subtype);
    }

    /**
     * Returns the known subclass that an {@code xsi:type} names, as {@code p:Win32_Process_Type} or by its own name;
     * else null.
     */
    @Nullable
    ClassShape subtype(String xsiType) {
        if (subtypes.isEmpty()) {
            return null;
        }
        String local = xsiType.substring(xsiType.indexOf(':') + 1).trim();
        ClassShape named = subtypes.get(local);
        if (named == null && local.endsWith(TYPE_SUFFIX)) {
            named = subtypes.get(local.substring(0, local.length() - TYPE_SUFFIX.length()));
        }
        return named;
    }

    private static ExpectedElement closest(ExpectedElement[] candidates, String uri) {
        for (ExpectedElement candidate : candidates) {
            if (candidate.uri.equals(uri)) {
                return candidate;
            }
        }
        return candidates[0];
    }
}
