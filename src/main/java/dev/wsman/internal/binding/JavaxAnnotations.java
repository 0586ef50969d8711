package dev.wsman.internal.binding;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Member;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds annotations of {@code javax.xml.bind}, the name that JAXB had before version 3. JAXB ignores them today, so
 * that the properties of such a class would silently stay null.
 */
final class JavaxAnnotations {
    private static final String JAVAX = "javax.xml.bind.";
    private static final String JAKARTA = "jakarta.xml.bind.";
    /** How a class file names those annotations. */
    private static final String DESCRIPTOR = "Ljavax/xml/bind/annotation/";

    private JavaxAnnotations() {}

    /**
     * Describes what makes a class one of the old JAXB; empty if nothing does. An annotation that stands beside its
     * namesake of {@code jakarta.xml.bind} is left alone: such a class works with both.
     */
    static Optional<String> of(Class<?> type) {
        if (type.getName().startsWith(JAVAX)) {
            return Optional.of("it is itself a class of javax.xml.bind");
        }
        return elements(type)
                .flatMap(element -> ignored(element).stream())
                .findFirst()
                .or(() -> isCompiledWithThem(type)
                        ? Optional.of("it has annotations of javax.xml.bind")
                        : Optional.empty());
    }

    private static Stream<AnnotatedElement> elements(Class<?> type) {
        return Stream.of(
                        List.of(type),
                        Arrays.asList(type.getDeclaredFields()),
                        Arrays.asList(type.getDeclaredMethods()))
                .flatMap(List::stream);
    }

    private static Optional<String> ignored(AnnotatedElement element) {
        Set<String> names = Arrays.stream(element.getDeclaredAnnotations())
                .map(Annotation::annotationType)
                .map(Class::getName)
                .collect(Collectors.toSet());
        return names.stream()
                .filter(name -> name.startsWith(JAVAX) && !names.contains(JAKARTA + name.substring(JAVAX.length())))
                .findFirst()
                .map(name -> "it has @" + name + (element instanceof Member member ? " on " + member.getName() : ""));
    }

    /** Reflection does not show annotations whose own classes are not there at run time; the class file has them. */
    private static boolean isCompiledWithThem(Class<?> type) {
        boolean current = elements(type)
                .flatMap(element -> Arrays.stream(element.getDeclaredAnnotations()))
                .anyMatch(each -> each.annotationType().getName().startsWith(JAKARTA));
        if (current || type.getClassLoader() == null) {
            return false;
        }
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            return bytes != null && new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1).contains(DESCRIPTOR);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
