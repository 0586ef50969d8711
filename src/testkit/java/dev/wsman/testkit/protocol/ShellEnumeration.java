package dev.wsman.testkit.protocol;

import dev.wsman.testkit.shell.HostedShell;
import dev.wsman.testkit.shell.ShellTable;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.w3c.dom.Element;

/** Enumerates the open shells (captures/windows/psrp/test_psrp_disconnect_runspaces). */
final class ShellEnumeration {
    private static final int ENVELOPE_SIZE = 4096;

    private final ServiceSettings service;
    private final ShellTable shells;
    private final ExecutorService readers;
    private final EnumerationContextStore<HostedShell> contexts;

    ShellEnumeration(ServiceSettings service, ShellTable shells, ExecutorService readers) {
        this.service = service;
        this.shells = shells;
        this.readers = readers;
        this.contexts = new EnumerationContextStore<>(service.clock(), service.enumerationTimeout());
    }

    EnumerationContextStore<HostedShell> contexts() {
        return contexts;
    }

    void enumerate(ServiceRequest request, ReplyBuilder reply) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Enumerate");
        if (DomElements.child(content, ServiceNamespaces.WSMAN, "Filter").isPresent()
                || DomElements.child(content, ServiceNamespaces.ENUMERATION, "Filter")
                        .isPresent()) {
            throw FaultKind.FILTERING_NOT_SUPPORTED.fault().exception();
        }
        EnumerationContext<HostedShell> context = EnumerationContext.of(
                new ItemSource<>(shells.all().stream(), readers),
                request,
                EnumerationExpiration.of(content, service.clock().instant()));
        boolean optimized = DomElements.child(content, ServiceNamespaces.WSMAN, "OptimizeEnumeration")
                .isPresent();
        String items = optimized ? batch(request, content, ServiceNamespaces.WSMAN, context, reply) : "";
        boolean end = optimized && context.source().finished();
        XmlTextWriter xml = reply.body().open(ServiceNamespaces.ENUMERATION, "EnumerateResponse");
        context.expiration().write(xml);
        xml.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", end ? "" : context.id());
        if (!items.isEmpty()) {
            xml.open(ServiceNamespaces.WSMAN, "Items").raw(items).close();
        }
        if (end) {
            xml.open(ServiceNamespaces.WSMAN, "EndOfSequence").close();
        } else {
            contexts.keep(context);
        }
        xml.close();
    }

    void pull(ServiceRequest request, ReplyBuilder reply) {
        Element content = request.content(ServiceNamespaces.ENUMERATION, "Pull");
        EnumerationContext<HostedShell> context = contexts.take(request, content);
        String id = context.id();
        boolean end = false;
        try {
            String items = batch(request, content, ServiceNamespaces.ENUMERATION, context, reply);
            end = context.source().finished();
            if (service.quirks().has(ServerQuirk.NEW_CONTEXT_EACH_PULL)) {
                context.renewId();
            }
            pulled(reply.body(), context, items, end);
        } finally {
            // after a Pull that failed the context is unchanged, so that the client can repeat it
            contexts.giveBack(context, id, end);
        }
    }

    private static void pulled(XmlTextWriter xml, EnumerationContext<HostedShell> context, String items, boolean end) {
        xml.open(ServiceNamespaces.ENUMERATION, "PullResponse");
        if (!end) {
            xml.element(ServiceNamespaces.ENUMERATION, "EnumerationContext", context.id());
        }
        xml.open(ServiceNamespaces.ENUMERATION, "Items").raw(items).close();
        if (end) {
            xml.open(ServiceNamespaces.ENUMERATION, "EndOfSequence").close();
        }
        xml.close();
    }

    void release(ServiceRequest request) {
        contexts.release(request, request.content(ServiceNamespaces.ENUMERATION, "Release"));
    }

    /** Returns the next items as text, as many as the request allows and at least one. */
    private String batch(
            ServiceRequest request,
            Element content,
            String namespace,
            EnumerationContext<HostedShell> context,
            ReplyBuilder reply) {
        long max = DomElements.child(content, namespace, "MaxElements")
                .map(each -> ServiceRequest.positive(DomElements.text(each), "MaxElements"))
                .orElse(1L);
        int room = service.largestReply(request) - ENVELOPE_SIZE;
        List<HostedShell> taken = context.source()
                .take((int) Math.min(max, Integer.MAX_VALUE), request.timeout(service.maxTimeout()))
                .orElseThrow(() -> FaultKind.TIMED_OUT.fault().exception());
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < taken.size(); i++) {
            XmlTextWriter item = new XmlTextWriter(reply.body().prefixes());
            ShellXml.item(item, taken.get(i), service.machine(), shells.host());
            String text = item.toString();
            if (i > 0 && items.length() + text.length() > room) {
                context.source().giveBack(taken.subList(i, taken.size()));
                break;
            }
            items.append(text);
        }
        return items.toString();
    }
}
