package dev.wsman.kafka.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FleetGuideTest {
    private static final Pattern RELEASE = Pattern.compile("Java (\\d+), .*");

    @TempDir
    Path folder;

    @Test
    void hasFiguresOfRun() throws IOException {
        List<String> figures = FleetGuide.read(Path.of("../../docs/fleet.md"));
        Matcher release = RELEASE.matcher(figures.get(0));
        assertThat(release.matches()).isTrue();
        assertThat(figures).isEqualTo(Files.readAllLines(Path.of("../../bench/fleet-" + release.group(1) + ".md")));
    }

    @Test
    void replacesFiguresOnly() throws IOException {
        Path page = Files.writeString(
                folder.resolve("page.md"),
                "before\n<!-- figures: written by bench/fleet -->\nold\n<!-- end of figures -->\nafter\n");
        FleetGuide.write(page, List.of("new", "", "newer"));
        assertThat(FleetGuide.read(page)).containsExactly("new", "", "newer");
        assertThat(page)
                .hasContent("before\n<!-- figures: written by bench/fleet -->\n\nnew\n\nnewer\n\n"
                        + "<!-- end of figures -->\nafter\n");
    }

    @Test
    void namesPageWithoutPlaceForFigures() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "text\n");
        assertThatThrownBy(() -> FleetGuide.write(page, List.of("new")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(page + " has no line <!-- figures: written by bench/fleet -->");
    }
}
