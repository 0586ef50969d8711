package dev.wsman.testkit.wql;

import java.util.Optional;

/** The six comparison operators. */
enum WqlOperator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    GREATER,
    LESS_OR_EQUAL,
    GREATER_OR_EQUAL;

    static Optional<WqlOperator> of(WqlToken token) {
        if (token.kind() != WqlToken.TokenKind.SYMBOL) {
            return Optional.empty();
        }
        return Optional.ofNullable(
                switch (token.text()) {
                    case "=" -> EQUAL;
                    case "<>", "!=" -> NOT_EQUAL;
                    case "<" -> LESS;
                    case ">" -> GREATER;
                    case "<=" -> LESS_OR_EQUAL;
                    case ">=" -> GREATER_OR_EQUAL;
                    default -> null;
                });
    }

    boolean orders() {
        return this != EQUAL && this != NOT_EQUAL;
    }

    boolean holds(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case LESS -> comparison < 0;
            case GREATER -> comparison > 0;
            case LESS_OR_EQUAL -> comparison <= 0;
            case GREATER_OR_EQUAL -> comparison >= 0;
        };
    }

    /** Returns the equivalent operator for exchanged operands. */
    WqlOperator exchanged() {
        return switch (this) {
            case LESS -> GREATER;
            case GREATER -> LESS;
            case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
            case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
            default -> this;
        };
    }
}
