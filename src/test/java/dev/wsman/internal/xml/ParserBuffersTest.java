package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;

import com.ctc.wstx.api.WriterConfig;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The buffers that a parser keeps for each thread. */
class ParserBuffersTest {

    @Test
    void keepsBuffersOfPlatformThreadUntilTheyAreCleared() throws Exception {
        write();
        assertThat(buffers().get()).isNotNull();
        ParserBuffers.clearForVirtualThread();
        assertThat(buffers().get()).isNotNull();
        ParserBuffers.clearForThisThread();
        assertThat(buffers().get()).isNull();
    }

    /** There may be ten thousand of them, each with a host for which it waits. */
    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void dropsBuffersOfVirtualThread() throws Exception {
        ExecutorService threads = virtualThreads();
        try {
            assertThat(threads.submit(() -> {
                                write();
                                boolean kept = buffers().get() != null;
                                ParserBuffers.clearForVirtualThread();
                                return kept && buffers().get() == null;
                            })
                            .get())
                    .isTrue();
        } finally {
            threads.shutdown();
        }
    }

    private static ExecutorService virtualThreads()
            throws NoSuchMethodException, IllegalAccessException, InvocationTargetException {
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }

    private static void write() throws XMLStreamException {
        XMLStreamWriter writer =
                XmlFactories.outputFactory().createXMLStreamWriter(new ByteArrayOutputStream(), "UTF-8");
        writer.writeEmptyElement("a");
        writer.close();
    }

    private static ThreadLocal<?> buffers() throws ReflectiveOperationException {
        Field field = WriterConfig.class.getDeclaredField("mRecyclerRef");
        field.setAccessible(true);
        return (ThreadLocal<?>) field.get(null);
    }
}
