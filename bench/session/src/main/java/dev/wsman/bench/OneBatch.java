package dev.wsman.bench;

import dev.wsman.Instance;
import dev.wsman.Session;
import java.util.List;

/** Lists one large batch; prints how many octets of heap its items hold. */
public final class OneBatch {
    private OneBatch() {}

    public static void main(String[] arguments) {
        try (Session session =
                Session.builder(arguments[0]).maxEnvelopeSize(1L << 30).build()) {
            session.identify();
            long before = Heap.live();
            List<Instance> items = session.enumerate(SessionContender.CLASS).list();
            long held = Heap.live() - before;
            if (items.size() != Integer.parseInt(arguments[1])) {
                throw new IllegalStateException(items.size() + " items came");
            }
            System.out.println(held);
        }
    }
}
