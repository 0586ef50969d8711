package dev.wsman.internal.xml;

import java.util.Random;

/**
 * Generates trees from a seed: prefixes with several namespaces, default namespaces, mixed content, unusual
 * characters.
 */
final class RandomTrees {
    private static final String[] NAMES = {"Name", "Ünder_1", "a-b.c", "X", "Value"};
    private static final String[] URIS = {"urn:a", "urn:b", "http://example.org/c?x=1&y=2"};
    private static final String[] PREFIXES = {"", "p", "q", "n1"};
    private static final String[] TEXTS = {
        "x", " ", "\n\t ", "\r", "]]>", "<&>\"'", "p:Name", "q:X or n1:Y", "ü\uD83D\uDE00\uFFFD", "http://x:80/y", "--"
    };

    private final Random random;

    RandomTrees(long seed) {
        this.random = new Random(seed);
    }

    Tree next() {
        return next(4);
    }

    private Tree next(int depth) {
        String uri = random.nextInt(4) == 0 ? "" : pick(URIS);
        TreeBuilder builder = Tree.builder(uri, pick(NAMES), uri.isEmpty() ? "" : pick(PREFIXES));
        for (int i = random.nextInt(3); i > 0; i--) {
            declare(builder);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            attribute(builder);
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            node(builder, depth);
        }
        return builder.build();
    }

    private void declare(TreeBuilder builder) {
        try {
            builder.declare(PREFIXES[1 + random.nextInt(3)], pick(URIS));
        } catch (IllegalArgumentException taken) {
            builder.attribute("taken", "yes");
        }
    }

    private void attribute(TreeBuilder builder) {
        try {
            builder.attribute(pick(URIS), pick(NAMES), PREFIXES[1 + random.nextInt(3)], pick(TEXTS));
        } catch (IllegalArgumentException taken) {
            builder.attribute(pick(NAMES), pick(TEXTS));
        }
    }

    private void node(TreeBuilder builder, int depth) {
        switch (random.nextInt(6)) {
            case 0 -> builder.comment(" " + pick(NAMES) + " ");
            case 1 -> builder.instruction("target", random.nextBoolean() ? "" : "data <&>");
            case 2, 3 -> builder.text(pick(TEXTS));
            default -> {
                if (depth > 0) {
                    builder.child(next(depth - 1));
                }
            }
        }
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
