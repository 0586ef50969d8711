package dev.wsman.cim;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.ResourceOperations;
import dev.wsman.ViewFactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/** Creates {@link CimObject}s. The session finds this factory by the annotation of their classes. Thread-safe. */
public final class CimViews implements ViewFactory {
    private static final String ALTERNATIVES =
            ", enumerate the class, or name a resource without keys by a ResourceLocator";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";
    private static final String NAMESPACE = "__cimnamespace";
    private static final MethodType CONSTRUCTOR =
            MethodType.methodType(void.class, Instance.class, ViewFactory.Origin.class);

    /** The constructor for instances with a name and an xsi:type. Most instances have those of the one before. */
    private record Choice(QName name, String xsiType, MethodHandle constructor) {
        boolean suits(Instance instance, String otherType) {
            return name.equals(instance.name()) && xsiType.equals(otherType);
        }
    }

    /** The constructors of a class and of the subclasses that its package lists, by CIM name in lower case. */
    private static final class Views {
        private final Class<?> type;
        private final MethodHandle own;
        private final Map<String, String> index;
        private final Map<String, MethodHandle> subclasses = new ConcurrentHashMap<>();
        private Choice latest;

        Views(Class<?> type) {
            this.type = type;
            this.own = constructor(type);
            this.index = index(type);
            this.latest = new Choice(new QName(""), "", own);
        }

        MethodHandle of(Instance instance) {
            String xsiType = instance.attribute(XSI, "type").orElse("");
            Choice choice = latest;
            if (!choice.suits(instance, xsiType)) {
                String javaName = index.get(className(instance, xsiType));
                MethodHandle chosen = javaName == null ? own : subclasses.computeIfAbsent(javaName, this::subclass);
                choice = new Choice(instance.name(), xsiType, chosen);
                latest = choice;
            }
            return choice.constructor();
        }

        /**
         * Returns the constructor of a class in the package; that of the requested class if the other is not a subclass
         * of it.
         */
        private MethodHandle subclass(String javaName) {
            try {
                Class<?> known = Class.forName(type.getPackageName() + "." + javaName, false, type.getClassLoader());
                return type.isAssignableFrom(known) ? constructor(known) : own;
            } catch (ClassNotFoundException notHere) {
                return own;
            }
        }

        private String className(Instance instance, String xsiType) {
            String named = xsiType.substring(xsiType.indexOf(':') + 1).toLowerCase(Locale.ROOT);
            // Windows: p:Win32_Process_Type
            String name = named.endsWith("_type") ? named.substring(0, named.length() - 5) : named;
            return index.containsKey(name)
                    ? name
                    : instance.name().getLocalPart().toLowerCase(Locale.ROOT);
        }

        private static MethodHandle constructor(Class<?> type) {
            CimViews.class.getModule().addReads(type.getModule());
            try {
                return MethodHandles.lookup()
                        .findConstructor(type, CONSTRUCTOR)
                        .asType(MethodType.methodType(Object.class, Instance.class, ViewFactory.Origin.class));
            } catch (IllegalAccessException e) {
                throw new IllegalArgumentException(
                        "type: " + type.getName() + " and its constructor must be public,"
                                + " and its module must export " + type.getPackageName() + " to dev.wsman",
                        e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException(
                        "type: " + type.getName() + " has no public constructor (Instance, ViewFactory.Origin)", e);
            }
        }

        private static Map<String, String> index(Class<?> type) {
            Map<String, String> index = new HashMap<>();
            try {
                CimPackage entries = Class.forName(
                                type.getPackageName() + ".package-info", false, type.getClassLoader())
                        .getAnnotation(CimPackage.class);
                for (String entry : entries == null ? new String[0] : entries.value()) {
                    int equals = entry.indexOf('=');
                    index.put(entry.substring(0, equals).toLowerCase(Locale.ROOT), entry.substring(equals + 1));
                }
            } catch (ClassNotFoundException noIndex) {
                return Map.of();
            }
            return index;
        }
    }

    private static final ClassValue<Views> VIEWS = new ClassValue<>() {
        @Override
        protected Views computeValue(Class<?> type) {
            return new Views(type);
        }
    };

    /** Creates the factory, for the session. */
    public CimViews() {}

    @Override
    public <T> T view(Class<T> type, Instance instance, Origin origin) {
        return viewOf(type, instance, origin);
    }

    static <T> T viewOf(Class<T> type, Instance instance, Origin origin) {
        MethodHandle constructor = VIEWS.get(type).of(instance);
        try {
            return type.cast(constructor.invoke(instance, origin));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads an object by one Get. An unusable class is rejected before anything is sent. */
    static <T> T read(Class<T> type, ResourceOperations from, ResourceLocator locator) {
        VIEWS.get(type);
        return viewOf(type, from.get(locator), Origin.at(from, locator));
    }

    @Override
    public ResourceLocator resource(Class<?> type, Object... keys) {
        return keys.length == 0 ? enumerated(type) : instance(type, keys);
    }

    @Override
    public ResourceLocator instance(Class<?> type, Object... keys) {
        String[] names = declared(type).keys();
        if (keys.length != names.length) {
            throw new IllegalArgumentException("keys: " + describeKeys(type) + ", got " + keys.length + " values");
        }
        ResourceLocator locator = enumerated(type);
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] == null) {
                throw new IllegalArgumentException("keys: the key " + names[i] + " is null");
            }
            locator = selector(locator, names[i], keys[i]);
        }
        return locator;
    }

    private static String describeKeys(Class<?> type) {
        CimType declared = declared(type);
        return switch (declared.keys().length) {
            case 0 -> declared.name() + " declares no key: give none";
            case 1 -> declared.name() + " has the key " + declared.keys()[0] + ": give its value" + ALTERNATIVES;
            default ->
                declared.name() + " has the keys " + String.join(", ", declared.keys())
                        + ": give their values in this order" + ALTERNATIVES;
        };
    }

    @Override
    public Instance content(Object view) {
        return ((CimObject) view).instance();
    }

    static Instance empty(Class<? extends CimObject> type) {
        CimType declared = declared(type);
        return Instance.builder(declared.resourceUri(), declared.name()).build();
    }

    static ResourceLocator enumerated(Class<?> type) {
        VIEWS.get(type); // rejects an unusable class before anything is sent
        CimType declared = declared(type);
        return inNamespace(ResourceLocator.of(declared.resourceUri()), declared.namespace());
    }

    static ResourceLocator locator(CimObject object, Origin origin) {
        ResourceLocator resource = origin.resource();
        if (origin.exact() && resource != null) {
            return resource;
        }
        Instance instance = object.instance();
        return location(instance).orElseGet(() -> composed(object.getClass(), instance, resource));
    }

    /**
     * Returns the endpoint reference that Windows adds as {@code cim:Location}, unless it is a property of that name.
     */
    private static Optional<ResourceLocator> location(Instance instance) {
        boolean added = instance.has("Location") && !instance.propertyNames().contains("Location");
        return added ? instance.reference("Location") : Optional.empty();
    }

    private static ResourceLocator composed(
            Class<? extends CimObject> type, Instance instance, @Nullable ResourceLocator enumerated) {
        CimType declared = type.getAnnotation(CimType.class);
        if (declared == null || declared.keys().length == 0) {
            throw new IllegalStateException(
                    type.getSimpleName() + " declares no key, and the server gave no reference to " + instance
                            + ": enumerate with references, or use a locator of your own");
        }
        ResourceLocator locator = ResourceLocator.of(resourceUri(declared, instance));
        String namespace = enumerated == null
                ? declared.namespace()
                : enumerated.selector(NAMESPACE).orElse(declared.namespace());
        locator = inNamespace(locator, namespace);
        for (String key : declared.keys()) {
            locator = selector(locator, key, key(instance, key));
        }
        return locator;
    }

    /**
     * Returns the resource URI of an instance's class. It is the XML namespace of the instance (DSP0230) if that ends
     * in the name of the class; else the declared one.
     */
    private static String resourceUri(CimType declared, Instance instance) {
        String namespace = instance.name().getNamespaceURI();
        return namespace.endsWith("/" + instance.name().getLocalPart()) ? namespace : declared.resourceUri();
    }

    private static Object key(Instance instance, String key) {
        Optional<String> text = instance.text(key).filter(value -> !value.isEmpty() || !isReference(instance, key));
        if (text.isPresent()) {
            return text.get();
        }
        return instance.reference(key)
                .map(Object.class::cast)
                .orElseThrow(() -> ViewFactory.unreadable(key, instance.isNull(key) ? "NULL" : "nothing", "a key"));
    }

    private static boolean isReference(Instance instance, String key) {
        return instance.instance(key).isPresent();
    }

    private static ResourceLocator inNamespace(ResourceLocator locator, String namespace) {
        boolean inUri = locator.resourceUri().contains("/wbem/wsman/1/wmi/");
        return namespace.isEmpty() || inUri ? locator : locator.selector(NAMESPACE, namespace);
    }

    private static ResourceLocator selector(ResourceLocator locator, String name, Object value) {
        Object plain = CimValues.wire(value);
        if (plain instanceof ResourceLocator target) {
            return locator.selector(name, target);
        }
        String text = plain instanceof String string
                ? string
                : Instance.builder(locator.resourceUri(), "key")
                        .add("key", plain)
                        .build()
                        .text("key")
                        .orElse("");
        return locator.selector(name, text);
    }

    private static CimType declared(Class<?> type) {
        CimType declared = type.getAnnotation(CimType.class);
        if (declared == null) {
            throw new IllegalArgumentException("type: " + type.getName() + " is not generated from a CIM class");
        }
        return declared;
    }
}
