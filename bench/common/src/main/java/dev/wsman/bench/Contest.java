package dev.wsman.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** Contenders in processes of their own, which take turns in each round. */
final class Contest {
    private final RunPlan plan;
    private final String url;
    private final Map<String, Side> sides = new LinkedHashMap<>();

    /**
     * A contender.
     *
     * @param kind the kind of items that it reads
     * @param isFarBehind whether its ratio is so far from each goal that fewer rounds suffice
     */
    private record Side(ChildProcess program, String kind, boolean isFarBehind) {}

    Contest(RunPlan plan, String url) {
        this.plan = plan;
        this.url = url;
    }

    Contest with(String name, ChildProcess program, String kind) {
        sides.put(name, new Side(program, kind, false));
        return this;
    }

    /** Adds a contender that is left out of the later rounds. */
    Contest withSlow(String name, ChildProcess program, String kind) {
        sides.put(name, new Side(program, kind, true));
        return this;
    }

    /** Measures some of the contenders, which are warmed up before the first round. */
    Map<String, Series> measure(String operation, String path, int threads, String... names) {
        Map<String, Series> result = new LinkedHashMap<>();
        for (String name : names) {
            result.put(name, new Series());
            warmUp(name, operation, path, threads);
        }
        for (int i = 0; i < plan.rounds(); i++) {
            for (String name : names) {
                if (i < plan.slowRounds() || !sides.get(name).isFarBehind()) {
                    result.get(name).addReply(round(name, operation, path, plan.roundMillis(), threads));
                }
            }
        }
        return result;
    }

    /**
     * Warms up on one thread first: if all processors are busy, the compilers of the JVM take several times as long.
     */
    private void warmUp(String name, String operation, String path, int threads) {
        WarmUp warmUp = new WarmUp(sides.get(name).isFarBehind() ? plan.slowRounds() : plan.warmUpRounds());
        warmUp.run(millis -> round(name, operation, path, millis, 1));
        if (threads > 1) {
            warmUp.run(millis -> round(name, operation, path, millis, threads));
        }
    }

    private String round(String name, String operation, String path, int millis, int threads) {
        Side side = sides.get(name);
        side.program().send(operation + " " + side.kind() + " " + url + path + " " + millis + " " + threads);
        return side.program().line();
    }
}
