package dev.wsman.bench;

import org.opennms.core.wsman.cxf.CXFWSManClientFactory;

/** Prints a line after the first reply to OpenNMS's client. */
public final class OpenNmsFirstIdentify {
    private OpenNmsFirstIdentify() {}

    public static void main(String[] arguments) {
        new CXFWSManClientFactory()
                .getClient(OpenNmsContender.endpoint(arguments[0]))
                .identify();
        System.out.println("identified");
    }
}
