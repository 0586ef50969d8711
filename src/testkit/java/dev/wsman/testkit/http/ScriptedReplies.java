package dev.wsman.testkit.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The scripted replies of the tests, in their order. */
final class ScriptedReplies {
    private final List<ScriptedReply> all = new CopyOnWriteArrayList<>();

    ScriptedReply add(Predicate<RecordedRequest> kind) {
        ScriptedReply scripted = new ScriptedReply(kind);
        all.add(scripted);
        return scripted;
    }

    Optional<ScriptedReply> find(RecordedRequest request) {
        return all.stream().filter(each -> each.applies(request)).findFirst();
    }

    void clear() {
        List<ScriptedReply> removed = List.copyOf(all);
        all.removeAll(removed);
        removed.forEach(ScriptedReply::remove);
    }
}
