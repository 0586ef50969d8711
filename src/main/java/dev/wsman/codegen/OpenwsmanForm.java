package dev.wsman.codegen;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.util.List;
import java.util.function.Consumer;

/**
 * Invokes openwsman's methods {@code GetClass} and {@code EnumerateClassNames}. Their resource URI is not that of a
 * class in the CIM schema. The input is in the selectors, and the Body is empty.
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
        ResourceLocator one = CimNamespaces.select(ResourceLocator.of(URI + "/" + name), namespace);
        return DeclarationReplies.requestedClass(name, session.invoke(one, "GetClass", EMPTY_BODY), notes);
    }

    @Override
    public List<CimName> names() {
        ResourceLocator deep =
                CimNamespaces.select(ResourceLocator.of(URI), namespace).selector("DeepInheritance", "True");
        String reply = session.invoke(deep, "EnumerateClassNames", EMPTY_BODY).toXml();
        return new ClassXmlReader().read("class list", reply).classNames();
    }
}
