package dev.wsman.codegen.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The value of a qualifier or the default value of a property, as text in one canonical form for each type: {@code
 * true} and {@code false}, integers in decimal, strings unescaped. Values from different sources are equal if they mean
 * the same.
 *
 * @param items the values in order; exactly one if {@code array} is false; an item is null for a NULL in an array
 * @param array whether it is an array
 */
public record CimValue(List<@Nullable String> items, boolean array) {

    /**
     * Copies the items.
     *
     * @throws IllegalArgumentException if a scalar does not have exactly one item
     */
    public CimValue {
        items = Collections.unmodifiableList(new ArrayList<>(items));
        if (!array && (items.size() != 1 || items.get(0) == null)) {
            throw new IllegalArgumentException("items: a scalar has one value, got " + items);
        }
    }

    /** Returns a scalar value. */
    public static CimValue of(String text) {
        return new CimValue(List.of(text), false);
    }

    /** Returns an array. */
    public static CimValue arrayOf(@Nullable String... items) {
        return new CimValue(Arrays.asList(items), true);
    }

    /** Returns the items that are not NULL. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (@Nullable String item : items) {
            if (item != null) {
                texts.add(item);
            }
        }
        return Collections.unmodifiableList(texts);
    }
}
