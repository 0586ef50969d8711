/**
 * A typed WS-Management client. Applications use {@code dev.wsman}; generated CIM classes extend types of
 * {@code dev.wsman.cim}; {@code dev.wsman.codegen} generates them. {@code dev.wsman.shell} is the remote shell, and
 * {@code dev.wsman.event} has event subscriptions.
 *
 * <p>JAXB reads and writes the caller's classes by reflection: their packages must be open to
 * {@code org.glassfish.jaxb.runtime}. Packages of generated classes must be exported to {@code dev.wsman}.
 */
// CXF, HttpCore and Micrometer have no module descriptors; Yasson is not there when this is compiled
@SuppressWarnings({"module", "requires-automatic"})
module dev.wsman {
    requires transitive jakarta.xml.bind;
    requires transitive java.xml;
    requires transitive org.jspecify;
    requires com.ctc.wstx;
    requires jakarta.xml.ws;
    requires java.compiler;
    requires java.logging;
    requires java.security.jgss;
    requires java.security.sasl;
    requires org.apache.cxf.binding.soap;
    requires org.apache.cxf.core;
    requires org.apache.cxf.ws.addr;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.codehaus.stax2;
    requires org.glassfish.jaxb.core;
    requires org.glassfish.jaxb.runtime;

    // requirements of CXF, which automatic modules cannot declare
    requires jakarta.annotation;
    requires java.management;
    requires java.naming;
    requires java.rmi;
    requires java.sql;

    // used only by MicrometerListener
    requires static micrometer.core;

    // used only by EventSink; its module requires those of jetty-http, jetty-io and jetty-util
    requires static org.eclipse.jetty.server;

    // used only by JSON libraries, which find the JSON form of values by these annotations
    requires static com.fasterxml.jackson.annotation;
    requires static jakarta.json;
    requires static jakarta.json.bind;

    exports dev.wsman;
    exports dev.wsman.cim;
    exports dev.wsman.codegen;
    exports dev.wsman.codegen.java;
    exports dev.wsman.codegen.model;
    exports dev.wsman.codegen.mof;
    exports dev.wsman.codegen.xml;
    exports dev.wsman.event;
    exports dev.wsman.shell;
    exports dev.wsman.internal.json to
            org.eclipse.yasson;
}
