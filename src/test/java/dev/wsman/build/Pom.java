package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** A build file; its parent, if it has one, is the build file in the directory above. */
record Pom(Path file, Element project) {
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{(.+)}");

    /** Reads a build file. */
    static Pom of(Path file) {
        try {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
            return new Pom(file, document.getDocumentElement());
        } catch (Exception e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }

    /** Returns all elements with a name. */
    Stream<Element> all(String name) {
        return elements(project.getElementsByTagName(name));
    }

    /** The versions that this file gives to plugins or dependencies, by {@code group:artifact}. */
    Map<String, String> versions(String kind) {
        Map<String, String> versions = new TreeMap<>();
        all(kind).filter(element -> value(element, "version").isPresent()).forEach(element -> {
            String group = value(element, "groupId").orElse("org.apache.maven.plugins");
            String version = value(element, "version").orElseThrow();
            versions.put(group + ":" + value(element, "artifactId").orElseThrow(), resolve(version));
        });
        return versions;
    }

    private String resolve(String version) {
        Matcher reference = PROPERTY.matcher(version);
        return reference.matches() ? resolve(property(reference.group(1))) : version;
    }

    /** Returns the value of a property, or of the parent's. */
    String property(String name) {
        Optional<String> own = name.startsWith("project.")
                ? value(project, name.substring("project.".length()))
                : child(project, "properties").flatMap(properties -> value(properties, name));
        return own.orElseGet(() -> {
            assertThat(child(project, "parent")).as(name + " in " + file).isPresent();
            return of(file.resolveSibling("../pom.xml").normalize()).property(name);
        });
    }

    private static Optional<String> value(Element parent, String name) {
        return child(parent, name).map(element -> element.getTextContent().strip());
    }

    private static Optional<Element> child(Element parent, String name) {
        return elements(parent.getChildNodes())
                .filter(element -> element.getTagName().equals(name))
                .findFirst();
    }

    private static Stream<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast);
    }
}
