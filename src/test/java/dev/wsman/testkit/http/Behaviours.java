package dev.wsman.testkit.http;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The behaviours that tests have asked for, in their order. */
final class Behaviours {
    private final List<Behaviour> all = new CopyOnWriteArrayList<>();

    Behaviour add(Predicate<RecordedRequest> kind) {
        Behaviour behaviour = new Behaviour(kind);
        all.add(behaviour);
        return behaviour;
    }

    Optional<Behaviour> find(RecordedRequest request) {
        return all.stream().filter(each -> each.applies(request)).findFirst();
    }

    void clear() {
        List<Behaviour> removed = List.copyOf(all);
        all.removeAll(removed);
        removed.forEach(Behaviour::remove);
    }
}
