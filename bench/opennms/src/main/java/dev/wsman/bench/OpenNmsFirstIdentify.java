package dev.wsman.bench;

import org.opennms.core.wsman.cxf.CXFWSManClientFactory;

/** From the start of the JVM to the first answer: prints a line when it is there. */
public final class OpenNmsFirstIdentify {
    private OpenNmsFirstIdentify() {}

    public static void main(String[] arguments) {
        new CXFWSManClientFactory()
                .getClient(OpenNmsContender.endpoint(arguments[0]))
                .identify();
        System.out.println("identified");
    }
}
