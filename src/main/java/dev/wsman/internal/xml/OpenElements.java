package dev.wsman.internal.xml;

import java.util.Arrays;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The elements whose end tags a {@link TreeReader} has not read: a stack, whose first entry is the root. Not
 * thread-safe.
 */
final class OpenElements {
    private @Nullable QName[] names = new QName[8];
    private Object @Nullable [][] attributes = new Object[8][];
    private @Nullable NamespaceScope[] scopes = new NamespaceScope[8];
    /** The expected children of each element; null if none are known. */
    private @Nullable ExpectedChildren[] expected = new ExpectedChildren[8];
    /** Where the nodes of each element begin in {@link PendingNodes}. */
    private int[] starts = new int[8];

    private int depth;

    int depth() {
        return depth;
    }

    void push(
            QName name, Object[] attributesOfIt, NamespaceScope scope, @Nullable ExpectedChildren children, int start) {
        if (depth == names.length) {
            grow();
        }
        names[depth] = name;
        attributes[depth] = attributesOfIt;
        scopes[depth] = scope;
        expected[depth] = children;
        starts[depth++] = start;
    }

    private void grow() {
        int length = depth * 2;
        names = Arrays.copyOf(names, length);
        attributes = Arrays.copyOf(attributes, length);
        scopes = Arrays.copyOf(scopes, length);
        expected = Arrays.copyOf(expected, length);
        starts = Arrays.copyOf(starts, length);
    }

    /** Removes the innermost element, and keeps nothing of it. */
    void pop() {
        depth--;
        names[depth] = null;
        attributes[depth] = null;
        scopes[depth] = null;
        expected[depth] = null;
    }

    /** Returns the name of the innermost element; there is one. */
    QName name() {
        return names[depth - 1];
    }

    /** Returns the attributes of the innermost element; there is one. */
    Object[] attributes() {
        return attributes[depth - 1];
    }

    /** Returns where the nodes of the innermost element begin; there is one. */
    int start() {
        return starts[depth - 1];
    }

    /** Returns the declarations in force in the innermost element; there is one. */
    NamespaceScope scope() {
        return scopes[depth - 1];
    }

    /** Returns the expected children of the innermost element; null if none are known or no element is open. */
    @Nullable
    ExpectedChildren expected() {
        return depth == 0 ? null : expected[depth - 1];
    }
}
