package dev.wsman.codegen.mof;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofToken.Kind;
import dev.wsman.codegen.mof.QualifierTypes.Used;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Recursive descent over one MOF file. Classes come as suppliers: their qualifiers' types may be declared later. */
final class MofParser {
    private static final int MAX_DEPTH = 200;
    private static final Set<String> SKIPPED_PRAGMAS =
            Set.of("locale", "instancelocale", "namespace", "source", "nonlocal");

    private final String source;
    private final List<MofToken> tokens;
    private final QualifierTypes qualifiers;
    private final Consumer<String> notes;
    private final Consumer<MofToken> include;
    private final List<Declared> classes = new ArrayList<>();
    private final Map<CimName, Integer> instances = new LinkedHashMap<>();
    private int at;
    private int depth;

    MofParser(
            String source,
            List<MofToken> tokens,
            QualifierTypes qualifiers,
            Consumer<String> notes,
            Consumer<MofToken> include) {
        this.source = source;
        this.tokens = tokens;
        this.qualifiers = qualifiers;
        this.notes = notes;
        this.include = include;
    }

    /** A class and the place of its name, {@code file:line:column}. */
    record Declared(String place, Supplier<CimClass> declaration) {}

    List<Declared> parse() {
        while (!peek().is(Kind.END)) {
            if (peek().is(Kind.PRAGMA)) {
                pragma();
            } else {
                declaration();
            }
        }
        instances.forEach((name, count) -> notes.accept(
                source + ": " + count + (count == 1 ? " instance of " : " instances of ") + name + " skipped"));
        return classes;
    }

    private void pragma() {
        MofToken start = take();
        String name = expect(Kind.NAME, "the name of a pragma").text().toLowerCase(Locale.ROOT);
        List<MofToken> arguments = new ArrayList<>();
        if (peek().isSymbol('(')) {
            take();
            while (!peek().isSymbol(')')) {
                if (peek().is(Kind.END)) {
                    throw unexpected("')' to close the pragma");
                }
                arguments.add(take());
            }
            take();
        }
        if (name.equals("include")) {
            include(start, arguments);
        } else if (!SKIPPED_PRAGMAS.contains(name)) {
            note(start, "pragma " + name + " skipped");
        }
    }

    private void include(MofToken start, List<MofToken> arguments) {
        if (arguments.isEmpty() || !arguments.stream().allMatch(token -> token.is(Kind.STRING))) {
            throw error(start, "expected #pragma include (\"file\")");
        }
        String file = arguments.stream().map(MofToken::text).reduce("", String::concat);
        include.accept(new MofToken(Kind.STRING, file, start.line(), start.column()));
    }

    private void declaration() {
        List<Used> used = qualifierList();
        MofToken keyword = peek();
        if (keyword.isName("class") || keyword.isName("association") || keyword.isName("indication")) {
            classDeclaration(used);
        } else if (keyword.isName("structure")) {
            note(keyword, "structure read as a class");
            classDeclaration(used);
        } else if (keyword.isName("instance") || keyword.isName("value")) {
            instance();
            expectSymbol(';');
        } else if (keyword.isName("qualifier")) {
            qualifierDeclaration();
        } else if (keyword.isName("enumeration")) {
            note(keyword, "enumeration skipped");
            skipToSemicolon();
        } else {
            throw unexpected("class, instance, qualifier or #pragma");
        }
    }

    // --- classes

    private void classDeclaration(List<Used> used) {
        take();
        MofToken nameToken = expect(Kind.NAME, "the name of a class");
        CimName name = new CimName(nameToken.text());
        alias();
        Optional<CimName> superclass = Optional.empty();
        if (peek().isSymbol(':')) {
            take();
            superclass = Optional.of(
                    new CimName(expect(Kind.NAME, "the name of the superclass").text()));
        }
        if (peek().isSymbol(';')) {
            take();
            note(nameToken, "class " + name + " is only announced here");
            return;
        }
        expectSymbol('{');
        Features features = new Features();
        while (!peek().isSymbol('}')) {
            feature(features);
        }
        take();
        expectSymbol(';');
        Optional<CimName> parent = superclass;
        String place = source + ":" + nameToken.line() + ":" + nameToken.column();
        classes.add(new Declared(place, () -> assemble(name, nameToken, parent, used, features)));
    }

    private static final class Features {
        final List<Supplier<CimProperty>> properties = new ArrayList<>();
        final List<Supplier<CimMethod>> methods = new ArrayList<>();
    }

    private CimClass assemble(
            CimName name, MofToken at, Optional<CimName> superclass, List<Used> used, Features features) {
        try {
            return new CimClass(
                    name,
                    superclass,
                    qualifiers.resolve(used),
                    features.properties.stream().map(Supplier::get).toList(),
                    features.methods.stream().map(Supplier::get).toList());
        } catch (IllegalArgumentException problem) {
            throw error(at, String.valueOf(problem.getMessage()));
        }
    }

    private void feature(Features features) {
        List<Used> used = new ArrayList<>(qualifierList());
        if (peek().is(Kind.END)) {
            throw unexpected("'}' to close the class");
        }
        Optional<CimDataType> type = type(used, true);
        CimName name = new CimName(
                expect(Kind.NAME, "the name of a property or of a method").text());
        if (peek().isSymbol('(')) {
            features.methods.add(method(used, type, name));
            expectSymbol(';');
            return;
        }
        CimDataType declared = arrayed(type.orElseThrow(() -> unexpected("'(': only a method is void")));
        Optional<MofLiteral> initial = initializer();
        expectSymbol(';');
        features.properties.add(() -> new CimProperty(
                name,
                declared,
                qualifiers.resolve(used),
                initial.flatMap(value -> value.as(declared.primitive(), declared.array(), source)),
                Optional.empty(),
                false));
    }

    private Supplier<CimMethod> method(List<Used> used, Optional<CimDataType> type, CimName name) {
        take();
        MofToken start = peek();
        List<Supplier<CimParameter>> parameters = new ArrayList<>();
        Set<CimName> names = new HashSet<>();
        while (!peek().isSymbol(')')) {
            if (!parameters.isEmpty()) {
                expectSymbol(',');
            }
            parameters.add(parameter(names));
        }
        take();
        if (names.size() != parameters.size()) {
            throw error(start, "method " + name + " has two parameters of one name");
        }
        return () -> new CimMethod(
                name,
                type,
                parameters.stream().map(Supplier::get).toList(),
                qualifiers.resolve(used),
                Optional.empty(),
                false);
    }

    private Supplier<CimParameter> parameter(Set<CimName> names) {
        List<Used> used = new ArrayList<>(qualifierList());
        CimDataType type = type(used, false).orElseThrow();
        CimName name = new CimName(expect(Kind.NAME, "the name of a parameter").text());
        names.add(name);
        CimDataType declared = arrayed(type);
        initializer();
        return () -> new CimParameter(name, declared, qualifiers.resolve(used));
    }

    /** An intrinsic type, {@code Class REF}, {@code void}; or the name of a class, which DSP0221 and Windows embed. */
    private Optional<CimDataType> type(List<Used> used, boolean voidAllowed) {
        MofToken word = expect(Kind.NAME, "a type");
        if (peek().isName("ref") && !follows(1, '(')) {
            take();
            return Optional.of(CimDataType.referenceTo(new CimName(word.text())));
        }
        Optional<CimPrimitive> primitive =
                CimPrimitive.named(word.text()).filter(type -> type != CimPrimitive.REFERENCE);
        if (primitive.isPresent()) {
            return primitive.map(CimDataType::of);
        }
        if (voidAllowed && word.isName("void")) {
            return Optional.empty();
        }
        return Optional.of(embedded(word, used));
    }

    private CimDataType embedded(MofToken word, List<Used> used) {
        boolean any = word.isName("object");
        note(word, "type " + word.text() + " read as an embedded " + (any ? "object" : "instance"));
        MofToken value = new MofToken(Kind.STRING, word.text(), word.line(), word.column());
        CimName qualifier = new CimName(any ? "EmbeddedObject" : "EmbeddedInstance");
        Optional<MofLiteral> literal = any ? Optional.empty() : Optional.of(new MofLiteral(List.of(value), false));
        used.add(new Used(qualifier, literal, Set.of(), source, word));
        return CimDataType.of(CimPrimitive.STRING);
    }

    private CimDataType arrayed(CimDataType type) {
        if (!peek().isSymbol('[')) {
            return type;
        }
        take();
        OptionalInt size = OptionalInt.empty();
        if (peek().is(Kind.INTEGER)) {
            size = OptionalInt.of(size(take()));
        }
        expectSymbol(']');
        return type.asArray(size);
    }

    private int size(MofToken token) {
        try {
            int size = Integer.parseInt(token.text());
            if (size > 0) {
                return size;
            }
        } catch (NumberFormatException tooLarge) {
            // the same message fits
        }
        throw error(token, "expected the size of an array, from 1 to 2147483647, found " + token.shown());
    }

    private Optional<MofLiteral> initializer() {
        if (!peek().isSymbol('=')) {
            return Optional.empty();
        }
        take();
        return value();
    }

    // --- qualifiers

    private List<Used> qualifierList() {
        if (!peek().isSymbol('[')) {
            return List.of();
        }
        take();
        List<Used> used = new ArrayList<>();
        while (!peek().isSymbol(']')) {
            if (!used.isEmpty()) {
                expectSymbol(',');
            }
            used.add(qualifier());
        }
        take();
        return used;
    }

    private Used qualifier() {
        MofToken name = expect(Kind.NAME, "a qualifier or ']'");
        Optional<MofLiteral> value = Optional.empty();
        if (peek().isSymbol('(')) {
            take();
            value = peek().isSymbol(')') ? Optional.empty() : value();
            expectSymbol(')');
        } else if (peek().isSymbol('{') || peek().isSymbol('=')) {
            if (peek().isSymbol('=')) {
                take();
            }
            value = value();
        }
        return new Used(new CimName(name.text()), value, usedFlavors(), source, name);
    }

    private Set<String> usedFlavors() {
        Set<String> flavors = new HashSet<>();
        if (peek().isSymbol(':')) {
            take();
            while (peek().is(Kind.NAME)) {
                flavors.add(take().text().toLowerCase(Locale.ROOT));
            }
        }
        return flavors;
    }

    private void qualifierDeclaration() {
        take();
        CimName name = new CimName(expect(Kind.NAME, "the name of a qualifier").text());
        expectSymbol(':');
        MofToken word = expect(Kind.NAME, "a type");
        CimPrimitive primitive = CimPrimitive.named(word.text())
                .filter(type -> type != CimPrimitive.REFERENCE)
                .orElseThrow(() -> error(word, "expected an intrinsic type, found " + word.shown()));
        CimDataType type = arrayed(CimDataType.of(primitive));
        Optional<MofLiteral> value = initializer();
        Set<String> flavors = new HashSet<>();
        while (peek().isSymbol(',')) {
            take();
            clause(flavors);
        }
        expectSymbol(';');
        qualifiers.declare(
                name, primitive, type.array(), value.flatMap(v -> v.as(primitive, type.array(), source)), flavors);
    }

    private void clause(Set<String> flavors) {
        MofToken word = expect(Kind.NAME, "Scope or Flavor");
        boolean flavor = word.isName("flavor");
        if (!flavor && !word.isName("scope")) {
            throw error(word, "expected Scope or Flavor, found " + word.shown());
        }
        expectSymbol('(');
        while (!peek().isSymbol(')')) {
            MofToken item = expect(Kind.NAME, flavor ? "a flavor" : "a scope");
            if (flavor) {
                flavors.add(item.text().toLowerCase(Locale.ROOT));
            }
            if (!peek().isSymbol(')')) {
                expectSymbol(',');
            }
        }
        take();
    }

    // --- values and instances

    private Optional<MofLiteral> value() {
        if (!peek().isSymbol('{')) {
            return scalar().map(token -> new MofLiteral(List.of(token), false));
        }
        take();
        List<MofToken> items = new ArrayList<>();
        while (!peek().isSymbol('}')) {
            scalar().ifPresent(items::add);
            if (!peek().isSymbol('}')) {
                expectSymbol(',');
            }
        }
        take();
        return Optional.of(new MofLiteral(items, true));
    }

    /** One constant; neighbouring strings are one. Empty for an alias and for an instance, which are not kept. */
    private Optional<MofToken> scalar() {
        MofToken token = peek();
        switch (token.kind()) {
            case STRING -> {
                return Optional.of(strings());
            }
            case INTEGER, REAL, CHARACTER -> {
                return Optional.of(take());
            }
            case ALIAS -> {
                take();
                note(token, "alias " + token.text() + " skipped");
                return Optional.empty();
            }
            case NAME -> {
                if (token.isName("instance") || token.isName("value")) {
                    instance();
                    return Optional.empty();
                }
                return Optional.of(take());
            }
            default -> throw unexpected("a value");
        }
    }

    private MofToken strings() {
        MofToken first = take();
        if (!peek().is(Kind.STRING)) {
            return first;
        }
        StringBuilder all = new StringBuilder(first.text());
        while (peek().is(Kind.STRING)) {
            all.append(take().text());
        }
        return new MofToken(Kind.STRING, all.toString(), first.line(), first.column());
    }

    private void instance() {
        if (++depth > MAX_DEPTH) {
            throw error(peek(), "instances are nested deeper than " + MAX_DEPTH);
        }
        take();
        if (!peek().isName("of")) {
            throw unexpected("'of'");
        }
        take();
        CimName name = new CimName(expect(Kind.NAME, "the name of a class").text());
        alias();
        expectSymbol('{');
        while (!peek().isSymbol('}')) {
            qualifierList();
            expect(Kind.NAME, "the name of a property or '}'");
            expectSymbol('=');
            value();
            expectSymbol(';');
        }
        take();
        instances.merge(name, 1, Integer::sum);
        depth--;
    }

    private void alias() {
        if (peek().isName("as")) {
            take();
            expect(Kind.ALIAS, "an alias such as $Name");
        }
    }

    private void skipToSemicolon() {
        int braces = 0;
        while (braces > 0 || !peek().isSymbol(';')) {
            MofToken token = take();
            if (token.is(Kind.END)) {
                throw error(token, "expected ';', found " + token.shown());
            }
            braces += token.isSymbol('{') ? 1 : token.isSymbol('}') ? -1 : 0;
        }
        take();
    }

    // --- tokens

    private MofToken peek() {
        return tokens.get(at);
    }

    private boolean follows(int ahead, char symbol) {
        return at + ahead < tokens.size() && tokens.get(at + ahead).isSymbol(symbol);
    }

    private MofToken take() {
        MofToken token = tokens.get(at);
        if (!token.is(Kind.END)) {
            at++;
        }
        return token;
    }

    private MofToken expect(Kind kind, String what) {
        if (!peek().is(kind)) {
            throw unexpected(what);
        }
        return take();
    }

    private void expectSymbol(char symbol) {
        if (!peek().isSymbol(symbol)) {
            throw unexpected("'" + symbol + "'");
        }
        take();
    }

    private DeclarationException unexpected(String expected) {
        return error(peek(), "expected " + expected + ", found " + peek().shown());
    }

    private DeclarationException error(MofToken token, String problem) {
        return new DeclarationException(source, token.line(), token.column(), problem);
    }

    private void note(MofToken token, String note) {
        notes.accept(source + ":" + token.line() + ":" + token.column() + ": " + note);
    }
}
