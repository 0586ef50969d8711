package dev.wsman.codegen;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.util.List;
import java.util.function.Consumer;

/**
 * openwsman's own form: the methods {@code GetClass} and {@code EnumerateClassNames} of a resource URI that names no class of the
 * CIM schema. Everything is asked by selectors, the Body is empty.
 */
final class OpenwsmanForm implements DeclarationForm {
    private static final String URI = "http://schemas.openwsman.org/wbem/wscim/1/intrinsic";
    private static final String EMPTY_BODY = "";

    private final Session session;
    private final String namespace;

    OpenwsmanForm(Session session, String namespace) {
        this.session = session;
        this.namespace = namespace;
    }

    @Override
    public CimClass read(CimName name, Consumer<String> notes) {
        ResourceLocator one = ResourceLocator.of(URI + "/" + name).selector("__cimnamespace", namespace);
        return DeclarationReplies.only(name, session.invoke(one, "GetClass", EMPTY_BODY), notes);
    }

    @Override
    public List<CimName> names() {
        ResourceLocator deep =
                ResourceLocator.of(URI).selector("__cimnamespace", namespace).selector("DeepInheritance", "True");
        String answer = session.invoke(deep, "EnumerateClassNames", EMPTY_BODY).toXml();
        return new ClassXmlReader().read("class list", answer).classNames();
    }
}
