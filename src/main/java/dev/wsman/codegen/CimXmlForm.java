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
 * DSP0201 {@code CLASS} elements at a resource URI for all classes, as Windows (MS-WSMV 3.1.4.1.38) and OMI serve them: Get by
 * namespace and name. Without its options an answer has local members only, and no qualifiers, so no keys.
 */
final class CimXmlForm implements DeclarationForm {
    private static final String URI = "http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/*";
    private static final List<String> OPTIONS = List.of(
            "IncludeInheritanceHierarchy", "IncludeInheritedElements", "IncludeQualifiers", "IncludeClassOrigin");

    private final Session session;
    private final ResourceLocator all;

    CimXmlForm(Session session, String namespace) {
        this.session = session;
        this.all = ResourceLocator.of(URI).selector("__cimnamespace", namespace);
    }

    /** Inherited elements come too: a server may keep a superclass to itself, and the class is whole all the same. */
    @Override
    public CimClass read(CimName name, Consumer<String> notes) {
        ResourceLocator one = all.selector("ClassName", name.text());
        for (String option : OPTIONS) {
            one = one.option(option, "true");
        }
        return DeclarationReplies.only(name, session.get(one), notes);
    }

    /**
     * The local members come along, which is what a server tells without options. OMI answers no items at all. Names
     * that come again count, so that a server that repeats one without end is not listened to without end.
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
