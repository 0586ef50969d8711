package dev.wsman.bench;

import dev.wsman.Instance;
import dev.wsman.Session;
import java.util.List;

/** Lists one large batch. Prints how many bytes of heap its items retain. */
public final class LargeBatch {
    private LargeBatch() {}

    public static void main(String[] arguments) {
        try (Session session =
                Session.builder(arguments[0]).maxEnvelopeSize(1L << 30).build()) {
            session.identify();
            long before = ProcessState.liveHeap();
            List<Instance> items = session.enumerate(SessionContender.CLASS).list();
            long retained = ProcessState.liveHeap() - before;
            if (items.size() != Integer.parseInt(arguments[1])) {
                throw new IllegalStateException(items.size() + " items received");
            }
            System.out.println(retained);
        }
    }
}
