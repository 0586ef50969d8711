package dev.wsman.internal.binding;

import dev.wsman.internal.xml.Tree;
import org.jspecify.annotations.Nullable;

/** Reads one value of a record component from an element that is not null. */
@FunctionalInterface
interface ElementValue {

    /**
     * Returns the value; null if the element has no content.
     *
     * @throws RuntimeException if the element is not such a value; the message contains only the reason
     */
    @Nullable
    Object read(Tree element);
}
