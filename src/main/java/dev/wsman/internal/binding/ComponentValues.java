package dev.wsman.internal.binding;

import dev.wsman.internal.xml.Tree;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the value of a record component from all elements of its property. */
@FunctionalInterface
interface ComponentValues {

    /**
     * Returns the value; null if there is none: the property is absent or null.
     *
     * @param elements the elements of an array; at most one, the last, for any other component
     */
    @Nullable
    Object read(List<Tree> elements);
}
