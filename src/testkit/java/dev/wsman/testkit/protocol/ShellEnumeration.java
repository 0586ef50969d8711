package dev.wsman.testkit.protocol;

import dev.wsman.testkit.shell.HostedShell;
import dev.wsman.testkit.shell.ShellTable;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.w3c.dom.Element;

/** Enumerates the open shells (captures/windows/psrp/test_psrp_disconnect_runspaces). */
final class ShellEnumeration {
    private static final int ENVELOPE_SIZE = 4096;

    private final ServiceSettings service;
    private final ShellTable shells;
    private final Map<String, Deque<HostedShell>> contexts = new ConcurrentHashMap<>();

    ShellEnumeration(ServiceSettings service, ShellTable shells) {
        this.service = service;
        this.shells = shells;
    }

    void enumerate(ServiceRequest request, ReplyBuilder reply) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Enumerate");
        if (DomElements.child(content, ServiceNamespaces.WSMAN, "Filter").isPresent()
                || DomElements.child(content, ServiceNamespaces.ENUMERATION, "Filter")
                        .isPresent()) {
            throw FaultKind.FILTERING_NOT_SUPPORTED.fault().exception();
        }
        boolean optimized = DomElements.child(content, ServiceNamespaces.WSMAN, "OptimizeEnumeration")
                .isPresent();
        Deque<HostedShell> open = new ArrayDeque<>(shells.all());
        String items = optimized ? batch(request, content, ServiceNamespaces.WSMAN, open, reply) : "";
        XmlTextWriter xml = reply.body().open(ServiceNamespaces.ENUMERATION, "EnumerateResponse");
        boolean end = optimized && open.isEmpty();
        xml.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", end ? "" : keep(open));
        if (!items.isEmpty()) {
            xml.open(ServiceNamespaces.WSMAN, "Items").raw(items).close();
        }
        if (end) {
            xml.open(ServiceNamespaces.WSMAN, "EndOfSequence").close();
        }
        xml.close();
    }

    void pull(ServiceRequest request, ReplyBuilder reply) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Pull");
        Deque<HostedShell> left = take(content);
        String items = batch(request, content, ServiceNamespaces.ENUMERATION, left, reply);
        XmlTextWriter xml = reply.body().open(ServiceNamespaces.ENUMERATION, "PullResponse");
        if (!left.isEmpty()) {
            xml.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", keep(left));
        }
        xml.open(ServiceNamespaces.ENUMERATION, "Items").raw(items).close();
        if (left.isEmpty()) {
            xml.open(ServiceNamespaces.ENUMERATION, "EndOfSequence").close();
        }
        xml.close();
    }

    void release(ServiceRequest request) {
        take(request.content(ServiceNamespaces.ENUMERATION, "Release"));
    }

    /** Whether a context is one of shells. */
    boolean has(String context) {
        return contexts.containsKey(context);
    }

    private Deque<HostedShell> take(Element content) {
        String id = DomElements.child(content, ServiceNamespaces.ENUMERATION, "EnumerationContext")
                .map(DomElements::text)
                .orElse("");
        Deque<HostedShell> left = contexts.remove(id);
        if (left == null) {
            throw FaultKind.INVALID_ENUMERATION_CONTEXT.fault().exception();
        }
        return left;
    }

    private String keep(Collection<HostedShell> left) {
        String id = "uuid:" + UUID.randomUUID();
        contexts.put(id, new ArrayDeque<>(left));
        return id;
    }

    private String batch(
            ServiceRequest request, Element content, String namespace, Deque<HostedShell> left, ReplyBuilder reply) {
        long max = DomElements.child(content, namespace, "MaxElements")
                .map(each -> ServiceRequest.positive(DomElements.text(each), "MaxElements"))
                .orElse(1L);
        int room = service.largestReply(request) - ENVELOPE_SIZE;
        StringBuilder items = new StringBuilder();
        for (int count = 0; count < max && !left.isEmpty(); count++) {
            XmlTextWriter item = new XmlTextWriter(reply.body().prefixes());
            ShellXml.item(item, left.peek(), service.machine(), shells.host());
            String text = item.toString();
            if (count > 0 && items.length() + text.length() > room) {
                break;
            }
            items.append(text);
            left.remove();
        }
        return items.toString();
    }
}
