package dev.wsman.internal.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The canonical constructor of a record class, and the accessors of its components. Looked up once for each class.
 *
 * <p>A record of a named module must be in a package that is open to this library; a public one may be in a package
 * that is exported.
 */
final class RecordAccess {
    private final MethodHandle constructor;
    private final MethodHandle[] accessors;

    private RecordAccess(MethodHandle constructor, MethodHandle[] accessors) {
        this.constructor = constructor;
        this.accessors = accessors;
    }

    /**
     * Finds the constructor and the accessors.
     *
     * @throws IllegalArgumentException if the package is closed; the message says what to add to which module
     */
    static RecordAccess of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Lookup lookup = lookup(type);
        try {
            MethodHandle constructor = lookup.findConstructor(type, MethodType.methodType(void.class, types));
            MethodHandle[] accessors = new MethodHandle[components.length];
            for (int i = 0; i < accessors.length; i++) {
                accessors[i] = lookup.findVirtual(type, components[i].getName(), MethodType.methodType(types[i]))
                        .asType(MethodType.methodType(Object.class, Object.class));
            }
            return new RecordAccess(
                    constructor
                            .asFixedArity()
                            .asType(constructor.type().generic())
                            .asSpreader(Object[].class, types.length),
                    accessors);
        } catch (IllegalAccessException | NoSuchMethodException e) {
            throw closed(type, e);
        }
    }

    /** Returns a lookup with all rights if the package is open, or else one that finds what is exported. */
    private static Lookup lookup(Class<?> type) {
        RecordAccess.class.getModule().addReads(type.getModule());
        try {
            return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        } catch (IllegalAccessException notOpen) {
            return MethodHandles.lookup();
        }
    }

    private static IllegalArgumentException closed(Class<?> type, Exception cause) {
        Module library = RecordAccess.class.getModule();
        String user = type.getModule().isNamed() ? "module " + type.getModule().getName() : "its module";
        return new IllegalArgumentException(
                "type: " + type.getName() + " cannot be bound: " + user + " must open " + type.getPackageName() + " to "
                        + (library.isNamed() ? library.getName() : "ALL-UNNAMED"),
                cause);
    }

    /**
     * Finds the constructor without parameters of a class that is not a record.
     *
     * @throws IllegalArgumentException if there is none, or the package is closed
     */
    static MethodHandle noArgumentConstructor(Class<?> type) {
        try {
            return lookup(type)
                    .findConstructor(type, MethodType.methodType(void.class))
                    .asType(MethodType.methodType(Object.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has no constructor without arguments", e);
        } catch (IllegalAccessException e) {
            throw closed(type, e);
        }
    }

    static Object invoke(MethodHandle constructor) {
        try {
            return constructor.invokeExact();
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Calls the canonical constructor, which may throw anything. */
    Object create(@Nullable Object[] values) throws Throwable {
        return (Object) constructor.invokeExact(values);
    }

    /** Returns the value of a component. */
    @Nullable
    Object get(Object content, int component) {
        try {
            return (Object) accessors[component].invokeExact(content);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalArgumentException(String.valueOf(e.getMessage()), e);
        }
    }
}
