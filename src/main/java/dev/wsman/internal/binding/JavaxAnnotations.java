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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds annotations of {@code javax.xml.bind}, the package of JAXB before version 3. Current JAXB ignores them, so that
 * the properties of such a class would stay null without any message.
 */
final class JavaxAnnotations {
    private static final String JAVAX = "javax.xml.bind.";
    private static final String JAKARTA = "jakarta.xml.bind.";
    /** The names of those annotations in a class file. */
    private static final Pattern DESCRIPTOR = Pattern.compile("Ljavax/xml/bind/(annotation/[\\w/$]+;)");

    private JavaxAnnotations() {}

    /**
     * Describes an annotation of the old JAXB on a class or its package; empty if there is none. An annotation beside
     * its namesake of {@code jakarta.xml.bind} does not count: such a class works with both versions.
     */
    static Optional<String> of(Class<?> type) {
        if (type.getName().startsWith(JAVAX)) {
            return Optional.of("it is itself a class of javax.xml.bind");
        }
        return elements(type)
                .flatMap(element -> ignored(element).stream())
                .findFirst()
                .or(() -> isCompiledWithThem(type, type.getName())
                        ? Optional.of("it has annotations of javax.xml.bind")
                        : Optional.empty())
                .or(() -> isCompiledWithThem(type, type.getPackageName() + ".package-info")
                        ? Optional.of("its package has annotations of javax.xml.bind")
                        : Optional.empty());
    }

    private static Stream<AnnotatedElement> elements(Class<?> type) {
        return Stream.of(
                        List.of(type),
                        Stream.ofNullable(type.getPackage()).toList(),
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
                .map(name -> (element instanceof Package ? "its package has @" : "it has @")
                        + name
                        + (element instanceof Member member ? " on " + member.getName() : ""));
    }

    /** Reflection omits annotations whose classes are missing at run time; the class file has them. */
    private static boolean isCompiledWithThem(Class<?> type, String className) {
        if (type.getClassLoader() == null) {
            return false;
        }
        String file = className.substring(className.lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            return bytes != null && isIgnored(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isIgnored(String classFile) {
        return DESCRIPTOR
                .matcher(classFile)
                .results()
                .anyMatch(old -> !classFile.contains("Ljakarta/xml/bind/" + old.group(1)));
    }
}
