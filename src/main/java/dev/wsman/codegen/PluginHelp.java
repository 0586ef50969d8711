package dev.wsman.codegen;

import dev.wsman.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Describes the goals of the Maven plugin. The text is that of the plugin's descriptor. */
final class PluginHelp {
    private static final String DESCRIPTOR = "/META-INF/maven/plugin.xml";
    private static final int WIDTH = 80;

    private final Element plugin;
    private final List<String> lines = new ArrayList<>();

    private PluginHelp(Element plugin) {
        this.plugin = plugin;
    }

    /**
     * Returns the lines to print.
     *
     * @param goal the only goal to describe; null for all
     * @param detail whether to describe the parameters of a goal
     * @throws UsageException if there is no such goal
     */
    static List<String> lines(@Nullable String goal, boolean detail) {
        try (InputStream in = PluginHelp.class.getResourceAsStream(DESCRIPTOR)) {
            if (in == null) {
                throw new IllegalStateException("no " + DESCRIPTOR);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new PluginHelp(Instance.parse(text).toElement()).describe(goal, detail);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> describe(@Nullable String goal, boolean detail) {
        List<Element> goals = children(child(plugin, "mojos"));
        if (goal != null && goals.stream().noneMatch(each -> text(each, "goal").equals(goal))) {
            throw new UsageException("goal: unknown goal " + goal + "; the goals are "
                    + String.join(
                            ", ", goals.stream().map(each -> text(each, "goal")).toList()));
        }
        lines.add(text(plugin, "artifactId") + " " + text(plugin, "version"));
        wrap(2, text(plugin, "description"));
        goals.stream()
                .filter(each -> goal == null || text(each, "goal").equals(goal))
                .forEach(each -> goal(each, detail));
        if (!detail) {
            lines.add("");
            wrap(0, "-Ddetail lists the parameters, of one goal with -Dgoal=NAME.");
        }
        return lines;
    }

    private void goal(Element goal, boolean detail) {
        lines.add("");
        lines.add(text(plugin, "goalPrefix") + ":" + text(goal, "goal"));
        wrap(2, text(goal, "description"));
        if (detail) {
            for (Element parameter : children(child(goal, "parameters"))) {
                if (text(parameter, "editable").equals("true")) {
                    parameter(parameter, child(child(goal, "configuration"), text(parameter, "name")));
                }
            }
        }
    }

    private void parameter(Element parameter, Element configuration) {
        List<String> facts = new ArrayList<>();
        String value = configuration.getAttribute("default-value");
        if (!value.isEmpty()) {
            facts.add("default: " + value);
        } else if (text(parameter, "required").equals("true")) {
            facts.add("required");
        }
        String property = configuration.getTextContent().strip();
        if (!property.isEmpty()) {
            facts.add("user property: " + property.substring(2, property.length() - 1));
        }
        lines.add("");
        wrap(4, text(parameter, "name") + (facts.isEmpty() ? "" : " (" + String.join(", ", facts) + ")"));
        wrap(6, text(parameter, "description"));
    }

    private void wrap(int indent, String text) {
        String margin = " ".repeat(indent);
        StringBuilder line = new StringBuilder(margin);
        for (String word : text.split("\\s+")) {
            if (line.length() > indent && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(margin);
            }
            line.append(line.length() > indent ? " " : "").append(word);
        }
        lines.add(line.toString());
    }

    private static List<Element> children(Element parent) {
        return elements(parent).toList();
    }

    private static Element child(Element parent, String name) {
        return elements(parent)
                .filter(element -> element.getTagName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(parent.getTagName() + " without " + name));
    }

    private static String text(Element parent, String name) {
        return child(parent, name).getTextContent().strip();
    }

    private static Stream<Element> elements(Element parent) {
        return IntStream.range(0, parent.getChildNodes().getLength())
                .mapToObj(i -> parent.getChildNodes().item(i))
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .map(Element.class::cast);
    }
}
