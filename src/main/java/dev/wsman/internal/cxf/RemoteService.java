package dev.wsman.internal.cxf;

import static dev.wsman.internal.xml.Namespaces.CIM_BINDING;
import static dev.wsman.internal.xml.Namespaces.WSMAN;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.EnumerateParameters;
import dev.wsman.internal.protocol.EnumerationBatch;
import dev.wsman.internal.protocol.RequestDefaults;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.transport.Deadline;
import dev.wsman.internal.transport.HttpTransport;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import dev.wsman.schema.enumeration.Enumerate;
import dev.wsman.schema.enumeration.EnumerateResponse;
import dev.wsman.schema.enumeration.EnumerationContextType;
import dev.wsman.schema.enumeration.ItemListType;
import dev.wsman.schema.enumeration.Pull;
import dev.wsman.schema.enumeration.PullResponse;
import dev.wsman.schema.enumeration.Release;
import dev.wsman.schema.identity.IdentifyType;
import dev.wsman.schema.transfer.AnyXmlType;
import jakarta.xml.ws.WebServiceException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The operations of a WS-Management service as one session calls them. Thread-safe; every call blocks until its deadline
 * at the latest, and fails with {@link ExchangeException} alone, or with what its own arguments throw while they are written.
 */
public final class RemoteService implements AutoCloseable {
    private final HttpTransport transport;
    private final RequestDefaults wire;
    private final Stubs stubs;
    private final AtomicBoolean closed = new AtomicBoolean();

    public RemoteService(HttpTransport transport, RequestDefaults wire) {
        this.transport = transport;
        this.wire = wire;
        this.stubs = Stubs.acquire();
    }

    /** Identify, without any addressing header; {@code anonymously} tells Windows to answer whoever asks. */
    public Tree identify(boolean anonymously, Deadline deadline) {
        Tree[] answer = new Tree[1];
        StubCall call = call(deadline)
                .repeatable()
                .httpHeaders(anonymously ? Map.of("WSMANIDENTIFY", "unauthenticated") : Map.of())
                .reads(reader -> {
                    answer[0] = element(reader, "an IdentifyResponse");
                    return null;
                })
                .build();
        run(call, () -> stubs.identification().identify(new IdentifyType()));
        return answer[0];
    }

    public <T> T get(RequestTarget target, ElementReader.Factory<T> representation, Deadline deadline) {
        StubCall call = call(deadline)
                .action(RequestNames.GET)
                .target(target)
                .repeatable()
                .reads(reader -> open(required(reader, representation, "a representation")))
                .build();
        return content(run(call, () -> stubs.resource().get()).getAny());
    }

    /** Put; null where the service answers an empty body. */
    public <T> @Nullable T put(
            RequestTarget target, BodyContent content, ElementReader.Factory<T> representation, Deadline deadline) {
        Object[] answer = new Object[1];
        StubCall call = call(deadline)
                .action(RequestNames.PUT)
                .target(target)
                .reads(reader -> {
                    answer[0] = optional(reader, representation);
                    return null;
                })
                .build();
        run(call, () -> stubs.resource().put(open(content)));
        return content(answer[0]);
    }

    /** Create; answers {@code wxf:ResourceCreated} as it came. */
    public Tree create(RequestTarget target, BodyContent content, Deadline deadline) {
        Tree[] answer = new Tree[1];
        StubCall call = call(deadline)
                .action(RequestNames.CREATE)
                .target(target)
                .reads(reader -> {
                    answer[0] = element(reader, "a ResourceCreated");
                    return null;
                })
                .build();
        run(call, () -> stubs.resource().create(open(content)));
        return answer[0];
    }

    public void delete(RequestTarget target, Deadline deadline) {
        StubCall call =
                call(deadline).action(RequestNames.DELETE).target(target).build();
        run(call, () -> {
            stubs.resource().delete();
            return null;
        });
    }

    public <T> T invoke(
            RequestTarget target,
            String action,
            BodyContent input,
            ElementReader.Factory<T> output,
            Deadline deadline) {
        StubCall call = call(deadline)
                .action(action)
                .target(target)
                .reads(reader -> open(required(reader, output, "the method's output")))
                .build();
        return content(run(call, () -> stubs.management().invoke(open(input))).getAny());
    }

    public <T> EnumerationBatch<T> enumerate(
            RequestTarget target, EnumerateParameters spec, ElementReader.Factory<T> items, Deadline deadline) {
        StubCall call = call(deadline)
                .action(RequestNames.ENUMERATE)
                .target(target)
                .repeatable()
                .estimateTotal(spec.estimateTotal())
                .reads(reader -> new EnumerationReader<>(items).readEnumerate(reader))
                .build();
        EnumerateResponse response = run(call, () -> stubs.dataSource().enumerate(request(spec)));
        ItemListType list = (ItemListType) response.getAny().get(0);
        boolean ended = response.getAny().size() > 1;
        return batch(list, response.getEnumerationContext(), ended, call);
    }

    public <T> EnumerationBatch<T> pull(
            RequestTarget target,
            List<Object> context,
            long maxElements,
            ElementReader.Factory<T> items,
            Deadline deadline) {
        StubCall call = call(deadline)
                .action(RequestNames.PULL)
                .target(target)
                .reads(reader -> new EnumerationReader<>(items).readPull(reader))
                .build();
        Pull request = new Pull();
        request.setEnumerationContext(context(context));
        request.setMaxElements(maxElements);
        PullResponse response = run(call, () -> stubs.dataSource().pull(request));
        return batch(response.getItems(), response.getEnumerationContext(), response.getEndOfSequence() != null, call);
    }

    public void release(RequestTarget target, List<Object> context, Deadline deadline) {
        StubCall call =
                call(deadline).action(RequestNames.RELEASE).target(target).build();
        Release request = new Release();
        request.setEnumerationContext(context(context));
        run(call, () -> {
            stubs.dataSource().release(request);
            return null;
        });
    }

    /** The failure as a user may see it: what the server or a proxy echoed of the session's secrets is masked in it. */
    public ExchangeException withoutSecrets(ExchangeException failure) {
        return failure.withoutSecrets(this::masked);
    }

    /** A text from the server as an error may show it. */
    public String masked(String text) {
        return transport.masked(text);
    }

    private StubCall.Builder call(Deadline deadline) {
        return new StubCall.Builder(transport, deadline, wire.endpoint(), wire);
    }

    /** Calls a stub and tells what became of it: what it returned, or why the call failed. */
    private <R> R run(StubCall call, Supplier<R> stub) {
        if (closed.get()) {
            throw ExchangeException.closed();
        }
        call.enter();
        try {
            R result = stub.get();
            if (call.failure() != null) {
                throw call.failure();
            }
            return result;
        } catch (WebServiceException e) {
            throw call.failure() != null ? call.failure() : refused(e);
        } finally {
            call.leave();
        }
    }

    /** What the arguments threw while they were written, out of CXF's wrappings. */
    private static RuntimeException refused(WebServiceException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException argument) {
                return argument;
            }
        }
        return new IllegalStateException("CXF refused the call", e);
    }

    private static Enumerate request(EnumerateParameters spec) {
        Enumerate request = new Enumerate();
        List<Object> any = request.getAny();
        if (spec.filter() != null) {
            any.add(spec.filter());
        }
        if (spec.optimized()) {
            any.add((BodyContent)
                    writer -> writer.writeEmptyElement(RequestNames.WSMAN_PREFIX, "OptimizeEnumeration", WSMAN));
            any.add(element("MaxElements", Long.toString(spec.maxElements())));
        }
        if (spec.mode() != null) {
            any.add(element("EnumerationMode", spec.mode()));
        }
        if (spec.polymorphism() != null) {
            String mode = spec.polymorphism();
            any.add((BodyContent) writer -> {
                writer.writeStartElement(RequestNames.CIM_BINDING_PREFIX, "PolymorphismMode", CIM_BINDING);
                writer.writeNamespace(RequestNames.CIM_BINDING_PREFIX, CIM_BINDING);
                writer.writeCharacters(mode);
                writer.writeEndElement();
            });
        }
        return request;
    }

    private static BodyContent element(String name, String text) {
        return writer -> {
            writer.writeStartElement(RequestNames.WSMAN_PREFIX, name, WSMAN);
            writer.writeCharacters(text);
            writer.writeEndElement();
        };
    }

    private static EnumerationContextType context(List<Object> nodes) {
        EnumerationContextType context = new EnumerationContextType();
        context.getContent().addAll(nodes);
        return context;
    }

    /** No context, an empty one, or EndOfSequence: nothing more will come (each of them alone, on some server). */
    private static <T> EnumerationBatch<T> batch(
            ItemListType list, @Nullable EnumerationContextType context, boolean ended, StubCall call) {
        List<Object> nodes = context == null || isBlank(context) ? null : context.getContent();
        return new EnumerationBatch<>(content(list.getAny()), nodes, ended || nodes == null, total(call));
    }

    private static boolean isBlank(EnumerationContextType context) {
        return context.getContent().stream().allMatch(node -> node instanceof String text && text.isBlank());
    }

    private static long total(StubCall call) {
        for (Tree header : call.replyHeaders()) {
            if (header.is(WSMAN, "TotalItemsCountEstimate")
                    && header.text().trim().matches("\\d{1,18}")) {
                return Long.parseLong(header.text().trim());
            }
        }
        return -1;
    }

    private static AnyXmlType open(@Nullable Object content) {
        AnyXmlType open = new AnyXmlType();
        open.setAny(content);
        return open;
    }

    private static Tree element(XMLStreamReader reader, String expected) throws XMLStreamException {
        return required(reader, RemoteService::trees, expected);
    }

    /** Reads elements as they are. */
    public static ElementReader<Tree> trees(XMLStreamReader reader) {
        TreeReader trees = new TreeReader(reader);
        return ignored -> trees.read();
    }

    private static <T> T required(XMLStreamReader reader, ElementReader.Factory<T> factory, String expected)
            throws XMLStreamException {
        T read = optional(reader, factory);
        if (read == null) {
            throw ExchangeException.protocol(expected, "an empty Body", null);
        }
        return read;
    }

    private static <T> @Nullable T optional(XMLStreamReader reader, ElementReader.Factory<T> factory)
            throws XMLStreamException {
        return reader.getEventType() == START_ELEMENT ? factory.on(reader).read(reader) : null;
    }

    @SuppressWarnings("unchecked")
    private static <T> T content(@Nullable Object any) {
        return (T) any;
    }

    /** Gives the stubs back and ends the connections, those in use too. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            transport.close();
            Stubs.release();
        }
    }
}
