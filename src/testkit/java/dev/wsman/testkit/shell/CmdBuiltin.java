package dev.wsman.testkit.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands of cmd.exe that need no program. Their output is encoded in the code page of the shell. */
enum CmdBuiltin {
    ECHO {
        @Override
        int run(CmdCommand command, CmdState state) throws IOException {
            String text = command.name().substring("echo".length()) + command.tail();
            String setting = text.strip().toLowerCase(Locale.ROOT);
            if (text.isBlank()) {
                print(state, "ECHO is on.\r\n");
            } else if (!setting.equals("on") && !setting.equals("off")) {
                print(state, text.substring(1) + "\r\n");
            }
            return 0;
        }
    },
    CD {
        @Override
        int run(CmdCommand command, CmdState state) throws IOException {
            String name = unquoted(command.tail().strip().replaceFirst("(?i)^/d\\s+", ""));
            if (name.isEmpty()) {
                print(state, state.directory() + "\r\n");
                return 0;
            }
            Path target = state.path(name).normalize();
            if (!Files.isDirectory(target)) {
                printError(state, "The system cannot find the path specified.\r\n");
                return 1;
            }
            state.directory(target.toAbsolutePath().toString());
            return 0;
        }
    },
    SET {
        @Override
        int run(CmdCommand command, CmdState state) throws IOException {
            String text = unquoted(command.tail().strip());
            int equals = text.indexOf('=');
            if (equals > 0) {
                String name = text.substring(0, equals);
                String value = text.substring(equals + 1);
                if (value.isEmpty()) {
                    state.environment().remove(name);
                } else {
                    state.environment().put(name, value);
                }
                return 0;
            }
            int count = 0;
            for (Map.Entry<String, String> each : state.environment().entrySet()) {
                if (each.getKey().regionMatches(true, 0, text, 0, text.length())) {
                    print(state, each.getKey() + "=" + each.getValue() + "\r\n");
                    count++;
                }
            }
            if (count == 0) {
                printError(state, "Environment variable " + text + " not defined\r\n");
            }
            return count == 0 ? 1 : 0;
        }
    },
    EXIT {
        @Override
        int run(CmdCommand command, CmdState state) {
            String text = command.tail().strip().replaceFirst("(?i)^/b\\s*", "");
            state.exit();
            try {
                return text.isEmpty() ? 0 : (int) Long.parseLong(text);
            } catch (NumberFormatException noNumber) {
                return 0;
            }
        }
    },
    VER {
        @Override
        int run(CmdCommand command, CmdState state) throws IOException {
            print(state, "\r\nMicrosoft Windows [Version 10.0.17763]\r\n");
            return 0;
        }
    },
    TYPE {
        @Override
        int run(CmdCommand command, CmdState state) throws IOException {
            List<String> names = ArgumentReader.split(command.tail());
            if (names.isEmpty()) {
                printError(state, "The syntax of the command is incorrect.\r\n");
                return 1;
            }
            for (String name : names) {
                Path file = state.path(name);
                if (!Files.isRegularFile(file)) {
                    printError(state, "The system cannot find the file specified.\r\n");
                    return 1;
                }
                Files.copy(file, state.stdout());
            }
            return 0;
        }
    },
    DIR {
        @Override
        int run(CmdCommand command, CmdState state) throws IOException {
            List<String> arguments = ArgumentReader.split(command.tail());
            boolean bare = arguments.stream().anyMatch("/b"::equalsIgnoreCase);
            String name = arguments.stream()
                    .filter(each -> !each.matches("/[A-Za-z].*") || Files.exists(Path.of(each)))
                    .findFirst()
                    .orElse(".");
            Path directory = state.path(name).normalize();
            if (!Files.exists(directory)) {
                printError(state, "File Not Found\r\n");
                return 1;
            }
            Path root = Files.isDirectory(directory)
                    ? directory
                    : directory.toAbsolutePath().getParent();
            if (!bare) {
                print(state, " Directory of " + root + "\r\n\r\n");
            }
            for (Path entry : entries(directory)) {
                print(state, (bare ? "" : details(entry)) + entry.getFileName() + "\r\n");
            }
            return 0;
        }
    },
    REM {
        @Override
        int run(CmdCommand command, CmdState state) {
            return 0;
        }
    };

    private static final DateTimeFormatter MODIFIED = DateTimeFormatter.ofPattern("MM/dd/yyyy  hh:mm a", Locale.US);

    /** Runs the command and returns its exit code. */
    abstract int run(CmdCommand command, CmdState state) throws IOException;

    /**
     * Returns the built-in command of this name; empty if cmd.exe does not have one. {@code echo.} and {@code cd..} are
     * also names.
     */
    static Optional<CmdBuiltin> named(CmdCommand command) {
        String name = command.name().toLowerCase(Locale.ROOT);
        if (name.matches("echo[.:(/\\\\+].*")) {
            return Optional.of(ECHO);
        }
        return switch (name) {
            case "chdir" -> Optional.of(CD);
            case "echo", "cd", "set", "exit", "ver", "type", "dir", "rem" ->
                Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
            default -> Optional.empty();
        };
    }

    static boolean isCmd(String name) {
        return name.equalsIgnoreCase("cmd") || name.equalsIgnoreCase("cmd.exe");
    }

    static void print(CmdState state, String text) throws IOException {
        state.stdout().write(text.getBytes(state.charset()));
    }

    static void printError(CmdState state, String text) throws IOException {
        state.stderr().write(text.getBytes(state.charset()));
    }

    private static String unquoted(String text) {
        int last = text.lastIndexOf('"');
        return text.startsWith("\"") && last > 0 ? text.substring(1, last) : text;
    }

    private static List<Path> entries(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of(directory);
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    private static String details(Path entry) throws IOException {
        LocalDateTime modified =
                LocalDateTime.ofInstant(Files.getLastModifiedTime(entry).toInstant(), ZoneId.systemDefault());
        String size =
                Files.isDirectory(entry) ? "   <DIR>         " : String.format(Locale.US, "%,17d", Files.size(entry));
        return MODIFIED.format(modified) + " " + size + " ";
    }
}
