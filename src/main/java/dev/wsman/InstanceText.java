package dev.wsman;

import dev.wsman.internal.fault.Excerpt;
import dev.wsman.internal.redaction.SecretNameMasker;
import dev.wsman.internal.redaction.SecretNames;
import dev.wsman.internal.value.PropertyElement;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Describes an instance in one line, without secrets: {@link Instance#toString()}. */
final class InstanceText {
    private static final List<String> IDENTIFYING =
            List.of("Name", "InstanceID", "DeviceID", "Handle", "ElementName", "Address", "Transport");
    private static final int LONGEST_IDENTIFIER = 60;
    /** In characters of names and texts. A longer instance is summarized. */
    private static final int SMALL = 200;

    private static final SecretNameMasker MASKER = new SecretNameMasker(SecretNames.DEFAULT);

    private InstanceText() {}

    static String of(Tree instance, @Nullable String cimNamespace) {
        if (length(instance, SMALL) <= SMALL) {
            String properties = properties(instance, cimNamespace);
            if (properties != null && !properties.isEmpty() && properties.length() <= SMALL) {
                return instance.localName() + "(" + properties + ")";
            }
        }
        return summary(instance);
    }

    /** Returns the number of characters of the names and texts below an element; stops counting after {@code most}. */
    private static int length(Tree element, int most) {
        int length = 0;
        for (int i = 0; i < element.nodeCount() && length <= most; i++) {
            Object node = element.node(i);
            if (node instanceof Tree child) {
                length += child.localName().length() + length(child, most - length);
            } else if (node instanceof String text) {
                length += text.length();
            }
        }
        return length;
    }

    /** Returns the properties with masked secrets; null if the masked XML cannot be read. */
    private static @Nullable String properties(Tree instance, @Nullable String cimNamespace) {
        Map<String, Object> properties;
        try {
            properties = InstanceMap.of(XmlFactories.parse(MASKER.of(instance.toXml())), cimNamespace);
        } catch (IllegalArgumentException notWellFormed) {
            return null;
        }
        return properties.entrySet().stream()
                .map(entry -> entry.getKey().equals(InstanceMap.TEXT)
                        ? shown(entry.getValue())
                        : entry.getKey() + "=" + shown(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String shown(@Nullable Object value) {
        return Excerpt.of(String.valueOf(value));
    }

    private static String summary(Tree instance) {
        Set<String> names = new LinkedHashSet<>();
        for (Tree child : instance.elements()) {
            if (!PropertyElement.describesRepresentation(child)) {
                names.add(child.localName());
            }
        }
        String count = names.size() == 1 ? "1 property" : names.size() + " properties";
        for (String identifying : IDENTIFYING) {
            Tree element = instance.firstChild(instance.namespace(), identifying);
            String text = element == null ? "" : element.text();
            if (!text.isBlank()) {
                String shown = Excerpt.cut(text, LONGEST_IDENTIFIER);
                return instance.localName() + "(" + identifying + "=" + shown + ", " + count + ")";
            }
        }
        return instance.localName() + "(" + count + ")";
    }
}
