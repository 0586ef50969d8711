package dev.wsman.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Summarizes flight recordings: samples by executing method and by all methods on the stack, and allocations by type
 * and by method. Arguments: the files, separated by commas; the number of lines of each list; and names or parts of
 * names of methods whose callers are listed.
 */
public final class FlightRecordingReport {
    private final Map<String, Double> own = new HashMap<>();
    private final Map<String, Double> withCallees = new HashMap<>();
    private final Map<String, Double> allocatedAs = new HashMap<>();
    private final Map<String, Double> allocatedIn = new HashMap<>();
    private final Map<String, Double> allocatedBelow = new HashMap<>();

    private final Map<String, Map<String, Double>> callers = new LinkedHashMap<>();

    private FlightRecordingReport(List<String> calledMethods) {
        calledMethods.forEach(method -> callers.put(method, new HashMap<>()));
    }

    public static void main(String[] arguments) throws IOException {
        List<String> calledMethods = Arrays.asList(arguments).subList(Math.min(2, arguments.length), arguments.length);
        FlightRecordingReport report = new FlightRecordingReport(calledMethods);
        int lines = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 25;
        for (String name : arguments[0].split(",")) {
            try (RecordingFile file = new RecordingFile(Path.of(name))) {
                while (file.hasMoreEvents()) {
                    report.add(file.readEvent());
                }
            }
        }
        print("samples, the method itself", report.own, lines);
        print("samples, the method and what it calls", report.withCallees, 3 * lines);
        print("bytes allocated, by type", report.allocatedAs, lines);
        print("bytes allocated, by the method itself", report.allocatedIn, lines);
        print("bytes allocated, by the method and what it calls", report.allocatedBelow, 2 * lines);
        report.callers.forEach((method, paths) -> print("callers of " + method, paths, lines));
    }

    private void add(RecordedEvent event) {
        RecordedStackTrace stack = event.getStackTrace();
        if (stack == null || event.getThread() != null && isBackground(event)) {
            return;
        }
        callers.forEach((method, paths) -> path(method, paths, stack.getFrames()));
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> add(own, withCallees, stack.getFrames(), 1);
            case "jdk.ObjectAllocationSample" -> {
                double weight = event.getLong("weight");
                add(allocatedIn, allocatedBelow, stack.getFrames(), weight);
                allocatedAs.merge(event.getClass("objectClass").getName(), weight, Double::sum);
            }
            default -> {
                // other events are not needed
            }
        }
    }

    private static boolean isBackground(RecordedEvent event) {
        String name = event.getThread().getJavaName();
        return name != null && name.startsWith("JFR");
    }

    private static void add(
            Map<String, Double> own, Map<String, Double> all, List<RecordedFrame> frames, double weight) {
        Set<String> seen = new HashSet<>();
        for (RecordedFrame frame : frames) {
            String name = name(frame.getMethod());
            if (seen.isEmpty()) {
                own.merge(name, weight, Double::sum);
            }
            if (seen.add(name)) {
                all.merge(name, weight, Double::sum);
            }
        }
    }

    private static void path(String method, Map<String, Double> paths, List<RecordedFrame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            if (name(frames.get(i).getMethod()).contains(method)) {
                StringBuilder chain = new StringBuilder(name(frames.get(i).getMethod()));
                for (RecordedFrame frame : frames.subList(i + 1, Math.min(i + 8, frames.size()))) {
                    chain.append("\n             < ").append(name(frame.getMethod()));
                }
                paths.merge(chain.toString(), 1.0, Double::sum);
                return;
            }
        }
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName() + "." + method.getName();
    }

    private static void print(String title, Map<String, Double> figures, int lines) {
        double most = title.contains("calls")
                ? figures.values().stream().max(Double::compare).orElse(1.0)
                : figures.values().stream().mapToDouble(Double::doubleValue).sum();
        System.out.println("\n" + title);
        figures.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(lines)
                .forEach(entry -> System.out.println(
                        ResultTable.text("  %5.1f %%  %s", 100 * entry.getValue() / most, entry.getKey())));
    }
}
