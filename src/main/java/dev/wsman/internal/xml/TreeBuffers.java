package dev.wsman.internal.xml;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of a {@link TreeReader} while it reads a tree. A few are kept for the next tree: new ones for each reply
 * were a quarter of what a Get allocated. They are not kept for each thread, because there may be thousands of virtual
 * ones. One thread at a time uses an instance.
 */
final class TreeBuffers {
    /** About as many trees as are read at the same moment; more have stacks that are not kept. */
    private static final int MOST_KEPT = 8;
    /** Stacks for more nodes than this are not kept. {@link PackedTexts.Stack} and the nesting depth have limits. */
    static final int LARGEST = 1024;

    private static final AtomicReferenceArray<@Nullable TreeBuffers> KEPT = new AtomicReferenceArray<>(MOST_KEPT);

    final PendingNodes nodes = new PendingNodes();
    final OpenElements open = new OpenElements();

    /** Returns empty stacks that nobody else uses. */
    static TreeBuffers take() {
        for (int i = 0; i < MOST_KEPT; i++) {
            TreeBuffers kept = KEPT.get(i) == null ? null : KEPT.getAndSet(i, null);
            if (kept != null) {
                return kept;
            }
        }
        return new TreeBuffers();
    }

    /** Keeps the stacks, which are empty, for another tree. */
    void giveBack() {
        if (nodes.capacity() > LARGEST) {
            return;
        }
        for (int i = 0; i < MOST_KEPT; i++) {
            if (KEPT.get(i) == null && KEPT.compareAndSet(i, null, this)) {
                return;
            }
        }
    }
}
