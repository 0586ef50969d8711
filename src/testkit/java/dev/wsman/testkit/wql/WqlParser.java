package dev.wsman.testkit.wql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Parses the tokens of a query by recursive descent: OR of AND of NOT of comparisons. */
final class WqlParser {
    private static final int DEEPEST = 200;
    private static final Object NULL = new Object();

    private final String query;
    private final List<WqlToken> tokens;
    private int at;
    private int depth;

    WqlParser(String query) {
        this(query, WqlLexer.cut(query));
    }

    WqlParser(String query, List<WqlToken> tokens) {
        this.query = query;
        this.tokens = tokens;
    }

    List<String> projection() {
        if (symbol("*")) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        do {
            names.add(name("* or a property's name"));
        } while (symbol(","));
        return names;
    }

    Optional<WqlCondition> where() {
        return keyword("WHERE") ? Optional.of(any()) : Optional.empty();
    }

    private WqlCondition any() {
        List<WqlCondition> parts = new ArrayList<>(List.of(all()));
        while (keyword("OR")) {
            parts.add(all());
        }
        return parts.size() == 1 ? parts.get(0) : new WqlCondition.Any(List.copyOf(parts));
    }

    private WqlCondition all() {
        List<WqlCondition> parts = new ArrayList<>(List.of(negation()));
        while (keyword("AND")) {
            parts.add(negation());
        }
        return parts.size() == 1 ? parts.get(0) : new WqlCondition.All(List.copyOf(parts));
    }

    private WqlCondition negation() {
        if (++depth > DEEPEST) {
            throw expected("no more than " + DEEPEST + " nested conditions");
        }
        WqlCondition condition = keyword("NOT") ? new WqlCondition.Not(negation()) : operand();
        depth--;
        return condition;
    }

    private WqlCondition operand() {
        if (symbol("(")) {
            WqlCondition inner = any();
            require(symbol(")"), "), AND or OR");
            return inner;
        }
        return current().isName() ? afterProperty(path()) : afterConstant();
    }

    private WqlCondition afterProperty(PropertyPath property) {
        if (keyword("IS")) {
            boolean negated = keyword("NOT");
            require(keyword("NULL"), negated ? "NULL" : "NULL or NOT NULL");
            return negated
                    ? new WqlCondition.Not(new WqlCondition.IsNull(property))
                    : new WqlCondition.IsNull(property);
        }
        if (keyword("ISA")) {
            return new WqlCondition.IsA(property, text("a class's name in quotes"));
        }
        if (keyword("LIKE")) {
            return like(property);
        }
        WqlOperator operator = operator("a comparison, LIKE, IS or ISA");
        return comparison(property, operator, constant("a value"));
    }

    private WqlCondition afterConstant() {
        Object constant = constant("a property's name, a value, NOT or (");
        WqlOperator operator = operator("a comparison").exchanged();
        return comparison(path(), operator, constant);
    }

    private WqlCondition comparison(PropertyPath property, WqlOperator operator, Object constant) {
        if (constant != NULL) {
            return new WqlCondition.Compare(property, operator, constant);
        }
        if (operator.orders()) {
            at--;
            throw expected("a value that has an order");
        }
        WqlCondition isNull = new WqlCondition.IsNull(property);
        return operator == WqlOperator.EQUAL ? isNull : new WqlCondition.Not(isNull);
    }

    private WqlCondition like(PropertyPath property) {
        WqlToken pattern = current();
        String text = text("a pattern in quotes");
        try {
            return new WqlCondition.Like(property, LikePattern.of(text));
        } catch (IllegalArgumentException bad) {
            throw new WqlSyntaxException(query, pattern.position(), bad.getMessage());
        }
    }

    private PropertyPath path() {
        List<String> names = new ArrayList<>(List.of(name("a property's name")));
        while (symbol(".")) {
            names.add(name("a property's name"));
        }
        return new PropertyPath(List.copyOf(names));
    }

    private WqlOperator operator(String expected) {
        WqlOperator operator = WqlOperator.of(current()).orElseThrow(() -> expected(expected));
        at++;
        return operator;
    }

    private Object constant(String expected) {
        WqlToken token = current();
        at++;
        switch (token.kind()) {
            case STRING:
                return token.text();
            case NUMBER:
                return new BigDecimal(token.text());
            default:
                at--;
                return namedConstant(expected);
        }
    }

    private Object namedConstant(String expected) {
        if (keyword("TRUE")) {
            return Boolean.TRUE;
        }
        if (keyword("FALSE")) {
            return Boolean.FALSE;
        }
        require(keyword("NULL"), expected);
        return NULL;
    }

    private String text(String expected) {
        require(current().kind() == WqlToken.TokenKind.STRING, expected);
        return tokens.get(at++).text();
    }

    String name(String expected) {
        require(current().isName(), expected);
        return tokens.get(at++).text();
    }

    void require(boolean satisfied, String expected) {
        if (!satisfied) {
            throw expected(expected);
        }
    }

    void end(String expected) {
        require(current().kind() == WqlToken.TokenKind.END, expected);
    }

    boolean keyword(String word) {
        return take(WqlToken.TokenKind.WORD, word);
    }

    boolean symbol(String symbol) {
        return take(WqlToken.TokenKind.SYMBOL, symbol);
    }

    private boolean take(WqlToken.TokenKind kind, String text) {
        boolean found = current().is(kind, text);
        at += found ? 1 : 0;
        return found;
    }

    WqlToken current() {
        return tokens.get(at);
    }

    private WqlSyntaxException expected(String what) {
        return new WqlSyntaxException(query, current().position(), what);
    }
}
