package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.xml.XmlFactories;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.lang.ref.WeakReference;
import java.util.function.UnaryOperator;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A class can be unloaded after it was bound. */
class ClassLoadingTest {
    @Test
    @Timeout(60)
    void releasesBindingWithItsClass() throws Exception {
        assertUnloaded(useAndForget());
    }

    @Test
    @Timeout(60)
    void releasesBindingWithItsRecordClass() throws Exception {
        assertUnloaded(useAndForgetRecord());
    }

    private static void assertUnloaded(WeakReference<ClassLoader> loader) throws InterruptedException {
        while (loader.get() != null) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> useAndForgetRecord() throws Exception {
        Isolated loader = new Isolated();
        Class<?> type = loader.loadClass(DetachedRecord.class.getName());
        assertThat(type.getClassLoader()).isSameAs(loader);
        Object item = RecordBinding.of(type)
                .read(XmlFactories.parse("<r><Name>a</Name><When>2024-01-31T08:30:00Z</When></r>"));
        assertThat(item.getClass()).isSameAs(type);
        assertThat(RecordBinding.write(item, ItemTexts.SERVICE, null, UnaryOperator.identity())
                        .hasElements())
                .isTrue();
        return new WeakReference<>(loader);
    }

    private static WeakReference<ClassLoader> useAndForget() throws Exception {
        Isolated loader = new Isolated();
        Class<?> type = loader.loadClass(Detached.class.getName());
        assertThat(type.getClassLoader()).isSameAs(loader);
        Object item = ItemTexts.read(type, "<r><Name>a</Name><When>2024-01-31T08:30:00Z</When></r>");
        assertThat(item.getClass()).isSameAs(type);
        XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(new StringWriter());
        TypedBinding.write(item, ItemTexts.SERVICE, null, writer);
        return new WeakReference<>(loader);
    }

    /** Defines {@link Detached} and {@link DetachedRecord} itself, and gets all other classes from its parent. */
    private static final class Isolated extends ClassLoader {
        Isolated() {
            super(ClassLoadingTest.class.getClassLoader());
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            if (!name.startsWith(Detached.class.getName())) {
                return super.loadClass(name);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] code = in.readAllBytes();
                return defineClass(name, code, 0, code.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
