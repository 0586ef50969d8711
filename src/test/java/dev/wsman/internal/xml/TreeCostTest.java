package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;

class TreeCostTest {
    private static final int ITEMS = 1000;
    private static final long MAX_BYTES_PER_ITEM = 8 * 1024;

    @Test
    void allocatesLessThan8KilobytesPerItemOf45Properties() throws XMLStreamException {
        assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean, "this JVM does not count allocation");
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] batch = batch();
        read(batch);
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        Tree[] items = read(batch);
        long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        assertThat(items[ITEMS - 1].nodeCount()).isEqualTo(45);
        assertThat(allocated / ITEMS).isPositive().isLessThan(MAX_BYTES_PER_ITEM);
    }

    private static Tree[] read(byte[] batch) throws XMLStreamException {
        XMLStreamReader reader = XmlFactories.inputFactory().createXMLStreamReader(new ByteArrayInputStream(batch));
        reader.nextTag();
        TreeReader trees = new TreeReader(reader);
        Tree[] items = new Tree[ITEMS];
        for (int i = 0; reader.nextTag() == XMLStreamConstants.START_ELEMENT; i++) {
            items[i] = trees.read();
        }
        return items;
    }

    private static byte[] batch() {
        StringBuilder item = new StringBuilder("<p:Win32_Process xsi:type='p:Win32_Process_Type'>");
        for (int i = 0; i < 45; i++) {
            String name = "p:SomePropertyName" + i;
            item.append(
                    i % 6 == 0
                            ? "<" + name + " xsi:nil='true'/>"
                            : "<" + name + ">some value of it " + i * 7919 + "</" + name + ">");
        }
        item.append("</p:Win32_Process>");
        return ("<Items xmlns:p='urn:p' xmlns:xsi='" + Namespaces.XSI + "'>"
                        + item.toString().repeat(ITEMS) + "</Items>")
                .getBytes(StandardCharsets.UTF_8);
    }
}
