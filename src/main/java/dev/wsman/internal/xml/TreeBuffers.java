package dev.wsman.internal.xml;

/**
 * The stacks of a {@link TreeReader} while it reads a tree. A few are kept for the next tree: new ones for each reply
 * were a quarter of what a Get allocated. One thread at a time uses an instance.
 */
final class TreeBuffers {
    /** Stacks for more nodes than this are not kept. {@link PackedTexts.Stack} and the nesting depth have limits. */
    static final int LARGEST = 1024;

    private static final KeptObjects<TreeBuffers> KEPT = new KeptObjects<>();

    final PendingNodes nodes = new PendingNodes();
    final OpenElements open = new OpenElements();

    /** Returns empty stacks that no other reader uses. */
    static TreeBuffers take() {
        TreeBuffers kept = KEPT.take();
        return kept == null ? new TreeBuffers() : kept;
    }

    /** Keeps the stacks, which are empty, for another tree, unless they are large. */
    void giveBack() {
        if (nodes.capacity() <= LARGEST) {
            KEPT.giveBack(this);
        }
    }
}
