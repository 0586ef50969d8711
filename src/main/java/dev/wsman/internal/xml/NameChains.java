package dev.wsman.internal.xml;

import com.fasterxml.aalto.in.ByteBasedPNameTable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * How long the chains are in which Aalto keeps names whose slots in its table are taken. It has 255 of them, so that
 * 40,000 names that are not chosen for it make chains of some 150. Its hash is the same in every process: names can be
 * chosen so that all are in one chain, which is searched for each tag.
 */
final class NameChains {
    /** A chain that names only have if they are chosen for it. */
    static final int MOST = 500;

    private static final MethodHandle CHAINS;
    private static final MethodHandle LENGTH;

    static {
        try {
            Field chains = ByteBasedPNameTable.class.getDeclaredField("mCollList");
            Class<?> chain = chains.getType().getComponentType();
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(ByteBasedPNameTable.class, MethodHandles.lookup());
            CHAINS = lookup.findGetter(ByteBasedPNameTable.class, chains.getName(), chains.getType())
                    .asType(MethodType.methodType(Object[].class, ByteBasedPNameTable.class));
            LENGTH = lookup.findVirtual(chain, "length", MethodType.methodType(int.class))
                    .asType(MethodType.methodType(int.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private NameChains() {}

    /** The length of the longest chain; 0 if there is none. */
    static int longest(ByteBasedPNameTable names) {
        try {
            Object[] chains = (Object[]) CHAINS.invokeExact(names);
            int longest = 0;
            if (chains != null) {
                for (Object chain : chains) {
                    longest = chain == null ? longest : Math.max(longest, (int) LENGTH.invokeExact(chain));
                }
            }
            return longest;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
