package dev.wsman.testkit.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands that a test expects, in their order, and how far the client has come. Thread-safe. */
final class CommandScript {
    private record Step(ExpectedCommand command, boolean powerShell) {
        boolean fits(String line) {
            return powerShell ? script(line).contains(command.line()) : line.equals(command.line());
        }

        private static String script(String line) {
            List<String> words = ArgumentReader.split(line);
            boolean powerShell = !words.isEmpty()
                    && words.get(0).toLowerCase(java.util.Locale.ROOT).contains("powershell");
            return powerShell ? PowerShellArguments.script(words.subList(1, words.size())) : "";
        }

        @Override
        public String toString() {
            return (powerShell ? "a PowerShell script that contains " : "") + command;
        }
    }

    private final List<Step> steps = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int next;

    synchronized ExpectedCommand expect(String line, boolean powerShell) {
        ExpectedCommand command = new ExpectedCommand(line);
        steps.add(new Step(command, powerShell));
        return command;
    }

    /** Returns the expected command for a line, and proceeds. Empty if another or none is expected. */
    synchronized Optional<ExpectedCommand> next(String line) {
        if (next < steps.size() && steps.get(next).fits(line)) {
            return Optional.of(steps.get(next++).command());
        }
        failures.add("expected " + (next < steps.size() ? steps.get(next).toString() : "no further command")
                + " but was <" + line + ">");
        return Optional.empty();
    }

    synchronized void verify() {
        List<String> all = new ArrayList<>(failures);
        steps.stream().flatMap(step -> step.command().mismatch().stream()).forEach(all::add);
        if (failures.isEmpty()) {
            steps.stream().skip(next).forEach(step -> all.add("expected " + step + " but it was not sent"));
        }
        if (!all.isEmpty()) {
            throw new AssertionError(String.join("\n", all));
        }
    }
}
