package dev.wsman.internal.binding;

import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.glassfish.jaxb.core.v2.model.core.EnumConstant;
import org.glassfish.jaxb.core.v2.model.core.ID;
import org.glassfish.jaxb.core.v2.model.core.PropertyKind;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeBuiltinLeafInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeClassInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeElement;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeElementPropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeEnumLeafInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeMapPropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeNonElement;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimePropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeReferencePropertyInfo;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeTypeInfoSet;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeTypeRef;
import org.glassfish.jaxb.runtime.v2.model.runtime.RuntimeValuePropertyInfo;
import org.jspecify.annotations.Nullable;

/** Builds the shapes of all classes of a context from the model of JAXB, so that only JAXB interprets annotations. */
final class ClassShapes {
    private final Map<Class<?>, ClassShape> shapes = new HashMap<>();
    private final Map<ExpectedElement, Class<?>> beans = new HashMap<>();

    private ClassShapes() {}

    static Map<Class<?>, ClassShape> of(RuntimeTypeInfoSet model) {
        ClassShapes shapes = new ClassShapes();
        model.beans().values().forEach(bean -> shapes.shapes.put(bean.getClazz(), shapes.shape(bean)));
        shapes.beans.forEach((property, type) -> property.shape = shapes.shapes.get(type));
        model.beans().values().forEach(shapes::addToSuperclasses);
        return Map.copyOf(shapes.shapes);
    }

    private ClassShape shape(RuntimeClassInfo bean) {
        PropertyCollector collector = new PropertyCollector();
        boolean attributes = bean.hasAttributeWildcard();
        for (RuntimeClassInfo declaring : lineage(bean)) {
            for (RuntimePropertyInfo property : declaring.getProperties()) {
                attributes |= property.kind() == PropertyKind.ATTRIBUTE;
                collector.add(property);
            }
        }
        return collector.shape(bean, attributes);
    }

    /** Returns the class and its superclasses, the topmost first. */
    private static Deque<RuntimeClassInfo> lineage(RuntimeClassInfo bean) {
        Deque<RuntimeClassInfo> lineage = new ArrayDeque<>();
        for (RuntimeClassInfo each = bean; each != null; each = each.getBaseClass()) {
            lineage.addFirst(each);
        }
        return lineage;
    }

    private void addToSuperclasses(RuntimeClassInfo bean) {
        ClassShape subtype = shapes.get(bean.getClazz());
        if (bean.isAbstract() || subtype == null) {
            return;
        }
        for (RuntimeClassInfo each = bean.getBaseClass(); each != null; each = each.getBaseClass()) {
            ClassShape superclass = shapes.get(each.getClazz());
            if (superclass != null) {
                names(bean).forEach(name -> superclass.addSubtype(name, subtype));
            }
        }
    }

    private static Set<String> names(RuntimeClassInfo bean) {
        Set<String> names = new LinkedHashSet<>();
        if (bean.getTypeName() != null) {
            names.add(bean.getTypeName().getLocalPart());
        }
        if (bean.isElement()) {
            names.add(bean.getElementName().getLocalPart());
        }
        names.add(bean.getClazz().getSimpleName());
        return names;
    }

    /** Collects the properties of one class. */
    private final class PropertyCollector {
        private final List<ExpectedElement> properties = new ArrayList<>();
        private @Nullable ExpectedElement value;
        private boolean wildcard;
        private boolean mixed;

        void add(RuntimePropertyInfo property) {
            if (property instanceof RuntimeElementPropertyInfo element) {
                addElement(element);
            } else if (property instanceof RuntimeReferencePropertyInfo reference) {
                addReference(reference);
            } else if (property instanceof RuntimeMapPropertyInfo map) {
                addRaw(map.getXmlName());
            } else if (property instanceof RuntimeValuePropertyInfo text) {
                value = property(new QName(""), text, text.getTarget(), false, null);
            }
        }

        private void addElement(RuntimeElementPropertyInfo element) {
            QName wrapper = element.getXmlName();
            if (wrapper == null || element.isValueList()) {
                addTypes(element);
                return;
            }
            PropertyCollector items = new PropertyCollector();
            items.addTypes(element);
            ExpectedElement property = ExpectedElement.ofContent(properties.size(), wrapper);
            property.shape = items.shape(element.parent() instanceof RuntimeClassInfo bean ? bean : null, false);
            properties.add(property);
        }

        private void addTypes(RuntimeElementPropertyInfo element) {
            boolean repeated = element.isCollection() && !element.isValueList();
            for (RuntimeTypeRef type : element.getTypes()) {
                DirectProperty direct = DirectProperty.of(element, type);
                properties.add(property(type.getTagName(), element, type.getTarget(), repeated, direct));
            }
        }

        private void addReference(RuntimeReferencePropertyInfo reference) {
            mixed |= reference.isMixed();
            wildcard |= reference.getWildcard() != null;
            if (reference.getXmlName() != null) {
                addRaw(reference.getXmlName());
                return;
            }
            for (RuntimeElement element : reference.getElements()) {
                addRaw(element.getElementName());
            }
        }

        private void addRaw(QName name) {
            properties.add(ExpectedElement.ofContent(properties.size(), name));
        }

        private ExpectedElement property(
                QName name,
                RuntimePropertyInfo source,
                RuntimeNonElement target,
                boolean repeated,
                @Nullable DirectProperty direct) {
            Type item = source.getIndividualType();
            boolean primitive = item instanceof Class<?> type && type.isPrimitive();
            ExpectedElement property = new ExpectedElement(
                    properties.size(),
                    name,
                    repeated,
                    primitive,
                    leaf(source, target),
                    source.isCollection() && !repeated ? null : words(target),
                    direct,
                    ValueMismatch.of(source));
            if (target instanceof RuntimeClassInfo bean && source.id() != ID.IDREF) {
                beans.put(property, bean.getClazz());
            }
            return property;
        }

        ClassShape shape(@Nullable RuntimeClassInfo bean, boolean attributes) {
            Class<?> type = bean == null ? Object.class : bean.getClazz();
            QName typeName = bean == null ? null : bean.getTypeName();
            return new ClassShape(type, typeName, properties, value, attributes, wildcard, mixed);
        }
    }

    private static @Nullable LeafKind leaf(RuntimePropertyInfo source, RuntimeNonElement target) {
        boolean list = source instanceof RuntimeElementPropertyInfo element && element.isValueList()
                || source instanceof RuntimeValuePropertyInfo && source.isCollection();
        if (source.id() == ID.IDREF || list) {
            return LeafKind.TEXT;
        }
        if (target instanceof RuntimeEnumLeafInfo) {
            return LeafKind.TOKEN;
        }
        return target instanceof RuntimeBuiltinLeafInfo builtin ? builtin(builtin.getClazz()) : null;
    }

    private static @Nullable LeafKind builtin(Class<?> type) {
        return type == QName.class ? null : LeafKind.of(type);
    }

    private static @Nullable Set<String> words(RuntimeNonElement target) {
        if (!(target instanceof RuntimeEnumLeafInfo words)) {
            return null;
        }
        Set<String> lexical = new LinkedHashSet<>();
        for (EnumConstant<?, ?> constant : words.getConstants()) {
            lexical.add(constant.getLexicalValue());
        }
        return lexical;
    }
}
