package dev.wsman.codegen;

import dev.wsman.codegen.SourceFiles.State;
import dev.wsman.codegen.SourceFiles.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run made, for people.
 *
 * @param classes how many classes
 * @param folder the folder of the generated classes; null if only a snapshot was written
 * @param files the files, also those that already had their content
 * @param warnings what makes the classes incomplete
 * @param notes other notes about the declarations
 */
record GenerationReport(
        ClassCounts classes, @Nullable Path folder, List<Written> files, List<String> warnings, List<String> notes) {

    /** A longer list would hide the rest of the output. */
    private static final int MOST_LISTED = 20;

    GenerationReport {
        files = List.copyOf(files);
        warnings = List.copyOf(warnings);
        notes = List.copyOf(notes);
    }

    static String count(int number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /**
     * Returns one line for the whole run, {@code 4 classes (1 named, 3 superclasses) in src/generated/java: 5 files
     * created} for example.
     */
    String summary() {
        List<String> states = new ArrayList<>();
        for (State state : State.values()) {
            int number =
                    (int) files.stream().filter(file -> file.state() == state).count();
            if (number > 0) {
                states.add((states.isEmpty() ? count(number, "file", "files") : number) + " " + word(state));
            }
        }
        Path place = folder != null ? folder : files.get(0).path();
        return classes + " in " + place + ": " + String.join(", ", states);
    }

    /**
     * Returns one line for each file: its state and its path, below the folder if it is there.
     *
     * @param all whether to list unchanged files too, and any number of files
     */
    List<String> files(boolean all) {
        List<Written> shown = files.stream()
                .filter(file -> all || file.state() != State.UNCHANGED)
                .toList();
        int most = all ? shown.size() : Math.min(shown.size(), MOST_LISTED);
        List<String> lines = new ArrayList<>();
        for (Written file : shown.subList(0, most)) {
            lines.add(String.format(Locale.ROOT, "%-9s %s", word(file.state()), shown(file.path())));
        }
        if (most < shown.size()) {
            lines.add("and " + (shown.size() - most) + " more");
        }
        return lines;
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private Path shown(Path file) {
        return folder != null && file.startsWith(folder) ? folder.relativize(file) : file;
    }
}
