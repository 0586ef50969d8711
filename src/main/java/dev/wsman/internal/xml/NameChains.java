package dev.wsman.internal.xml;

import com.fasterxml.aalto.in.ByteBasedPNameTable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * Measures the collision chains of Aalto's name table. The table has 255 chains, so that 40,000 ordinary names form
 * chains of about 150. Its hash function is the same in every process: a server can choose names that all belong to
 * one chain, which is then searched for each tag.
 */
final class NameChains {
    /** The length of the longest chain that is accepted. Only names that are chosen to collide exceed it. */
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

    /** Returns the length of the longest chain; 0 if there is none. */
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
