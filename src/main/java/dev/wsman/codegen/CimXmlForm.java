package dev.wsman.codegen;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads DSP0201 {@code CLASS} elements at the resource URI for all classes, as Windows (MS-WSMV 3.1.4.1.38) and OMI
 * serve them: one Get per class, which selects namespace and name. Without the options, a reply has only local members
 * and no qualifiers, and therefore no keys.
 */
final class CimXmlForm implements DeclarationForm {
    private static final String URI = "http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/*";
    private static final List<String> OPTIONS = List.of(
            "IncludeInheritanceHierarchy", "IncludeInheritedElements", "IncludeQualifiers", "IncludeClassOrigin");

    private final Session session;
    private final ResourceLocator all;

    CimXmlForm(Session session, String namespace) {
        this.session = session;
        this.all = CimNamespaces.select(ResourceLocator.of(URI), namespace);
    }

    /**
     * Asks for inherited elements too, so that the class is complete even if the server does not serve a superclass.
     */
    @Override
    public CimClass read(CimName name, Consumer<String> notes) {
        ResourceLocator one = all.selector("ClassName", name.text());
        for (String option : OPTIONS) {
            one = one.option(option, "true");
        }
        return DeclarationReplies.requestedClass(name, session.get(one), notes);
    }

    /**
     * Enumerates without the options, so that items have only local members. OMI returns no items at all. Repeated
     * names count towards the limit, so that reading ends even if a server repeats a name without end.
     */
    @Override
    public List<CimName> names() {
        ResourceLocator deep = all.option("IncludeSubClasses", "true");
        try (Stream<Instance> classes = session.enumerate(deep).stream()) {
            return classes.flatMap(declared ->
                            new ClassXmlReader().read("class list", declared.toXml()).repository().classes().stream())
                    .map(CimClass::name)
                    .limit(MOST_NAMES + 1L)
                    .toList();
        }
    }
}
