package dev.wsman.codegen.mof;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.mof.MofToken.Kind;
import dev.wsman.codegen.mof.QualifierTypes.Used;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Parses one MOF file by recursive descent: pragmas and classes here, qualifiers in {@link MofQualifierParser}, values
 * in {@link MofValueParser}. Classes are returned as suppliers because the types of their qualifiers may be declared
 * later.
 */
final class MofParser {
    private static final Set<String> SKIPPED_PRAGMAS =
            Set.of("locale", "instancelocale", "namespace", "source", "nonlocal");

    private final MofTokens tokens;
    private final QualifierTypes qualifierTypes;
    private final MofQualifierParser qualifiers;
    private final MofValueParser values;
    private final Consumer<MofToken> include;
    private final List<DeclaredClass> classes = new ArrayList<>();

    /**
     * Creates a parser.
     *
     * @param qualifierTypes the qualifier types of all files
     * @param include reads the file that a string token names
     */
    MofParser(MofTokens tokens, QualifierTypes qualifierTypes, Consumer<MofToken> include) {
        this.tokens = tokens;
        this.qualifierTypes = qualifierTypes;
        this.qualifiers = new MofQualifierParser(tokens, qualifierTypes);
        this.values = qualifiers.values();
        this.include = include;
    }

    /** A class and the place of its name, {@code file:line:column}. */
    record DeclaredClass(String place, Supplier<CimClass> declaration) {}

    List<DeclaredClass> parse() {
        while (!tokens.peek().is(Kind.END)) {
            if (tokens.peek().is(Kind.PRAGMA)) {
                pragma();
            } else {
                declaration();
            }
        }
        values.noteSkippedInstances();
        return classes;
    }

    private void pragma() {
        MofToken start = tokens.take();
        String name = tokens.expect(Kind.NAME, "the name of a pragma").text().toLowerCase(Locale.ROOT);
        List<MofToken> arguments = new ArrayList<>();
        if (tokens.takeIf('(')) {
            while (!tokens.isNext(')')) {
                if (tokens.peek().is(Kind.END)) {
                    throw tokens.unexpected("')' to close the pragma");
                }
                arguments.add(tokens.take());
            }
            tokens.take();
        }
        if (name.equals("include")) {
            include(start, arguments);
        } else if (!SKIPPED_PRAGMAS.contains(name)) {
            tokens.note(start, "pragma " + name + " skipped");
        }
    }

    private void include(MofToken start, List<MofToken> arguments) {
        if (arguments.isEmpty() || !arguments.stream().allMatch(token -> token.is(Kind.STRING))) {
            throw tokens.error(start, "expected #pragma include (\"file\")");
        }
        String file = arguments.stream().map(MofToken::text).reduce("", String::concat);
        include.accept(new MofToken(Kind.STRING, file, start.line(), start.column()));
    }

    private void declaration() {
        List<Used> used = qualifiers.list();
        MofToken keyword = tokens.peek();
        if (keyword.isName("class") || keyword.isName("association") || keyword.isName("indication")) {
            classDeclaration(used);
        } else if (keyword.isName("structure")) {
            tokens.note(keyword, "structure read as a class");
            classDeclaration(used);
        } else if (MofValueParser.startsInstance(keyword)) {
            values.skipInstance();
            tokens.expectSymbol(';');
        } else if (keyword.isName("qualifier")) {
            qualifiers.declaration();
        } else if (keyword.isName("enumeration")) {
            tokens.note(keyword, "enumeration skipped");
            tokens.skipToSemicolon();
        } else {
            throw tokens.unexpected("class, instance, qualifier or #pragma");
        }
    }

    private void classDeclaration(List<Used> used) {
        tokens.take();
        MofToken nameToken = tokens.expect(Kind.NAME, "the name of a class");
        CimName name = new CimName(nameToken.text());
        values.skipAlias();
        Optional<CimName> superclass = superclass();
        if (tokens.takeIf(';')) {
            tokens.note(nameToken, "class " + name + " is only announced here");
            return;
        }
        tokens.expectSymbol('{');
        Features features = new Features();
        while (!tokens.isNext('}')) {
            feature(features);
        }
        tokens.take();
        tokens.expectSymbol(';');
        classes.add(new DeclaredClass(
                tokens.place(nameToken), () -> assemble(name, nameToken, superclass, used, features)));
    }

    private Optional<CimName> superclass() {
        return tokens.takeIf(':')
                ? Optional.of(new CimName(
                        tokens.expect(Kind.NAME, "the name of the superclass").text()))
                : Optional.empty();
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
                    qualifierTypes.resolve(used),
                    features.properties.stream().map(Supplier::get).toList(),
                    features.methods.stream().map(Supplier::get).toList());
        } catch (IllegalArgumentException problem) {
            throw tokens.error(at, String.valueOf(problem.getMessage()));
        }
    }

    private void feature(Features features) {
        List<Used> used = qualifiers.list();
        if (tokens.peek().is(Kind.END)) {
            throw tokens.unexpected("'}' to close the class");
        }
        Optional<CimDataType> type = type(used, true);
        CimName name = new CimName(tokens.expect(Kind.NAME, "the name of a property or of a method")
                .text());
        if (tokens.isNext('(')) {
            features.methods.add(method(used, type, name));
            tokens.expectSymbol(';');
            return;
        }
        CimDataType declared =
                qualifiers.withArray(type.orElseThrow(() -> tokens.unexpected("'(': only a method is void")));
        Optional<MofLiteral> initial = values.initializer();
        tokens.expectSymbol(';');
        features.properties.add(() -> new CimProperty(
                name,
                declared,
                qualifierTypes.resolve(used),
                initial.flatMap(value -> value.as(declared.primitive(), declared.array(), tokens.source())),
                Optional.empty(),
                false));
    }

    private Supplier<CimMethod> method(List<Used> used, Optional<CimDataType> type, CimName name) {
        tokens.take();
        MofToken start = tokens.peek();
        List<Supplier<CimParameter>> parameters = new ArrayList<>();
        Set<CimName> names = new HashSet<>();
        while (!tokens.isNext(')')) {
            if (!parameters.isEmpty()) {
                tokens.expectSymbol(',');
            }
            parameters.add(parameter(names));
        }
        tokens.take();
        if (names.size() != parameters.size()) {
            throw tokens.error(start, "method " + name + " has two parameters of one name");
        }
        return () -> new CimMethod(
                name,
                type,
                parameters.stream().map(Supplier::get).toList(),
                qualifierTypes.resolve(used),
                Optional.empty(),
                false);
    }

    private Supplier<CimParameter> parameter(Set<CimName> names) {
        List<Used> used = qualifiers.list();
        CimDataType type = type(used, false).orElseThrow();
        CimName name =
                new CimName(tokens.expect(Kind.NAME, "the name of a parameter").text());
        names.add(name);
        CimDataType declared = qualifiers.withArray(type);
        values.initializer();
        return () -> new CimParameter(name, declared, qualifierTypes.resolve(used));
    }

    /**
     * Parses an intrinsic type, {@code Class REF}, {@code void}, or the name of a class, which DSP0221 and Windows
     * write for an embedded instance.
     */
    private Optional<CimDataType> type(List<Used> used, boolean voidAllowed) {
        MofToken word = tokens.expect(Kind.NAME, "a type");
        if (tokens.peek().isName("ref") && !tokens.isSecond('(')) {
            tokens.take();
            return Optional.of(CimDataType.referenceTo(new CimName(word.text())));
        }
        Optional<CimPrimitive> primitive = MofQualifierParser.intrinsic(word);
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
        tokens.note(word, "type " + word.text() + " read as an embedded " + (any ? "object" : "instance"));
        MofToken value = new MofToken(Kind.STRING, word.text(), word.line(), word.column());
        CimName qualifier = new CimName(any ? "EmbeddedObject" : "EmbeddedInstance");
        Optional<MofLiteral> literal = any ? Optional.empty() : Optional.of(new MofLiteral(List.of(value), false));
        used.add(new Used(qualifier, literal, Set.of(), tokens.source(), word));
        return CimDataType.of(CimPrimitive.STRING);
    }
}
