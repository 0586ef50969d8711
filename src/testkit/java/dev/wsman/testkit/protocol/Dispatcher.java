package dev.wsman.testkit.protocol;

import dev.wsman.testkit.event.EventSourceException;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.UnsupportedActionException;
import dev.wsman.testkit.shell.HostedShell;
import dev.wsman.testkit.shell.ShellFaultException;
import dev.wsman.testkit.shell.ShellTable;
import dev.wsman.testkit.wql.WqlException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.w3c.dom.Element;

/**
 * Handles requests: validates the headers, resolves the resource, performs the operation within its timeout, and
 * reports failures as faults.
 */
public final class Dispatcher {
    private final ServiceSettings service;
    private final ServerQuirks quirks;
    private final ExecutorService workers;
    private final TransferOperations transfer;
    private final EnumerationOperations enumeration;
    private final InvokeOperation invocation;
    private final DeclarationOperations declarations;
    private final ShellOperations shell;
    private final EventingOperations eventing;
    private final IdentifyOperation identification;
    private final FaultWriter faults;
    private final Map<String, AtomicInteger> operations = new ConcurrentHashMap<>();

    /**
     * Creates a dispatcher.
     *
     * @param service the settings that the operations use
     * @param workers the threads in which operations run
     * @param profiles the security profiles that Identify reports, such as {@code http/basic}
     */
    public Dispatcher(ServiceSettings service, ExecutorService workers, List<String> profiles) {
        this.service = service;
        this.quirks = service.quirks();
        this.workers = workers;
        this.transfer = new TransferOperations(service);
        this.enumeration = new EnumerationOperations(service, workers);
        this.invocation = new InvokeOperation(service);
        this.declarations = new DeclarationOperations(service);
        this.shell = new ShellOperations(service, workers);
        this.eventing = new EventingOperations(service, workers);
        this.identification = new IdentifyOperation(quirks, profiles);
        this.faults = new FaultWriter(service);
    }

    /** The number of enumerations that are open and not expired. */
    public int openContexts() {
        return enumeration.contexts().count() + shell.openContexts();
    }

    /** Closes all open enumerations. */
    public void clearContexts() {
        enumeration.contexts().clear();
        shell.clearContexts();
    }

    /** The shells that are open and not idle for too long. */
    public List<HostedShell> openShells() {
        return shell.shells().map(ShellTable::all).orElse(List.of());
    }

    /** Deletes all shells and kills their commands. */
    public void clearShells() {
        shell.shells().ifPresent(ShellTable::clear);
    }

    /** Deletes all shells as {@link #clearShells}. No shell can be created afterwards. */
    public void closeShells() {
        shell.shells().ifPresent(ShellTable::close);
    }

    /**
     * Replies to an envelope. The caller must have made sure that an anonymous client sends nothing but Identify.
     */
    public ServiceReply reply(Element envelope, boolean anonymous, ClientIdentity client, ReplyOverrides script) {
        ServiceRequest request = new ServiceRequest(envelope);
        AtomicInteger operations = operationsOf(client);
        try {
            checkQuota(operations.incrementAndGet());
            if (script.fault().isPresent()) {
                throw script.fault().get().exception();
            }
            return request.operation() == ServiceOperation.IDENTIFY
                    ? new ServiceReply(200, identification.reply(anonymous))
                    : new ServiceReply(200, checked(request, client, script.relatesTo()));
        } catch (EmptyReplyException empty) {
            return new ServiceReply(500, "");
        } catch (RuntimeException error) {
            return faults.write(request, fault(error), script.relatesTo());
        } finally {
            operations.decrementAndGet();
        }
    }

    private AtomicInteger operationsOf(ClientIdentity client) {
        return operations.computeIfAbsent(client.user(), user -> new AtomicInteger());
    }

    /** captures/windows/faults/max_concurrent. */
    private void checkQuota(int count) {
        if (count > service.maxOperations()) {
            throw FaultKind.INTERNAL_ERROR
                    .fault()
                    .nativeCode(2150859174L)
                    .reason("This user is allowed a maximum number of " + service.maxOperations()
                            + " concurrent operations, which has been exceeded.")
                    .exception();
        }
    }

    /** Returns the fault for a body that is not a SOAP 1.2 envelope. */
    public ServiceReply refuse(FaultKind kind) {
        return faults.write(new ServiceRequest(EnvelopeParser.empty()), kind.fault(), Optional.empty());
    }

    private String checked(ServiceRequest request, ClientIdentity client, Optional<String> relatesTo) {
        new HeaderValidator(request, quirks).run();
        if (shell.serves(request)) {
            ReplyBuilder reply = ReplyBuilder.to(request, quirks, responseAction(request), relatesTo);
            shell.operate(request, client, reply);
            return reply.envelope();
        }
        if (eventing.serves(request)) {
            checkNamespace(request);
            return fitting(request, eventing.reply(request, relatesTo));
        }
        TargetResource resource = resource(request);
        checkNamespace(request);
        ReplyBuilder reply = ReplyBuilder.to(request, quirks, responseAction(request), relatesTo);
        within(request, () -> operate(request, resource, reply));
        return fitting(request, reply);
    }

    private String fitting(ServiceRequest request, ReplyBuilder reply) {
        String envelope = reply.envelope();
        if (ReplyBuilder.utf8Length(envelope) > service.largestReply(request)) {
            throw FaultKind.ENCODING_LIMIT
                    .fault("MaxEnvelopeSize")
                    .nativeCode(2150858824L)
                    .exception();
        }
        return envelope;
    }

    private TargetResource resource(ServiceRequest request) {
        TargetResource found = service.registry()
                .resolve(request.resourceUri())
                .or(() -> declarations.resource(request.resourceUri()))
                .filter(resource -> isServed(resource, request))
                .orElseThrow(() -> KeySelectors.notFound("Unknown resource URI: " + request.resourceUri()));
        return quirks.has(ServerQuirk.DMTF_PREFIX_ONLY) ? found.withReplyPrefix(ServiceNamespaces.DMTF_CLASSES) : found;
    }

    private boolean isServed(TargetResource resource, ServiceRequest request) {
        if (!resource.cim() || resource.allClasses()) {
            return true;
        }
        if (quirks.has(ServerQuirk.DMTF_CLASSES_UNDER_DMTF_PREFIX)
                && resource.prefix().equals(ServiceNamespaces.DMTF_CLASSES)
                && !isOfSchema(resource)) {
            throw FaultKind.DESTINATION_UNREACHABLE
                    .fault("InvalidResourceURI")
                    .nativeCode(2150859065L)
                    .reason("The class is not one of the DMTF: " + request.resourceUri())
                    .exception();
        }
        boolean inInterop = quirks.has(ServerQuirk.NAMESPACE_BY_SELECTOR_ONLY)
                && request.selectors().cimNamespace().isEmpty()
                && !service.cimNamespace().equalsIgnoreCase("interop");
        return !inInterop && (!quirks.has(ServerQuirk.PREFIX_OF_SCHEMA) || isOfSchema(resource));
    }

    private static boolean isOfSchema(TargetResource resource) {
        String name = resource.required().name().toLowerCase(Locale.ROOT);
        if (resource.prefix().equals(ServiceNamespaces.DMTF_CLASSES)) {
            return name.startsWith("cim_");
        }
        return !resource.prefix().startsWith(ServiceNamespaces.WMI)
                || name.startsWith("win32_")
                || name.startsWith("cim_");
    }

    private void checkNamespace(ServiceRequest request) {
        if (quirks.has(ServerQuirk.EMPTY_NAMESPACE_IN_PROPERTIES) && request.hasEmptyNamespace()) {
            throw FaultKind.INTERNAL_ERROR
                    .fault()
                    .reason("invalid imethodcall XML")
                    .exception();
        }
        if (quirks.has(ServerQuirk.NAMESPACE_REQUIRED)
                && request.selectors().cimNamespace().isEmpty()) {
            throw KeySelectors.notFound("There is no such class in the namespace interop.");
        }
        request.selectors().cimNamespace().ifPresent(requested -> {
            if (!requested.replace('\\', '/').equalsIgnoreCase(service.cimNamespace()) && !requested.isEmpty()) {
                throw KeySelectors.notFound("There is no CIM namespace " + requested + ".");
            }
        });
    }

    private String responseAction(ServiceRequest request) {
        boolean repeated = request.operation() == ServiceOperation.INVOKE && quirks.has(ServerQuirk.ACTION_REPEATED);
        return repeated ? request.action() : request.action() + "Response";
    }

    private void operate(ServiceRequest request, TargetResource resource, ReplyBuilder reply) {
        if (declarations.serves(request)) {
            declarations.reply(request, reply);
            return;
        }
        switch (request.operation()) {
            case GET -> transfer.get(request, resource, reply);
            case PUT -> transfer.put(request, resource, reply);
            case CREATE -> transfer.create(request, resource, reply);
            case DELETE -> transfer.delete(request, resource);
            case ENUMERATE -> enumeration.enumerate(request, resource, reply);
            case PULL -> enumeration.pull(request, reply);
            case RENEW -> enumeration.renew(request, reply);
            case GET_STATUS -> enumeration.status(request, reply);
            case RELEASE -> enumeration.release(request);
            case INVOKE -> invocation.invoke(request, resource, reply);
            case SUBSCRIBE,
                    RENEW_SUBSCRIPTION,
                    SUBSCRIPTION_STATUS,
                    UNSUBSCRIBE,
                    IDENTIFY,
                    UNKNOWN,
                    COMMAND,
                    RECEIVE,
                    SEND,
                    SIGNAL,
                    DISCONNECT,
                    RECONNECT,
                    CONNECT ->
                throw FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").exception();
        }
    }

    /**
     * Runs an operation and reports TimedOut if it takes too long. Pull is an exception: it has its own timeout,
     * after which it returns the items that it has.
     */
    private void within(ServiceRequest request, Runnable operation) {
        if (request.operation() == ServiceOperation.PULL) {
            operation.run();
            return;
        }
        Duration timeout = request.timeout(service.maxTimeout());
        Future<?> done = workers.submit(operation);
        try {
            done.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            done.cancel(true);
            throw FaultKind.TIMED_OUT.fault().exception();
        } catch (InterruptedException stopping) {
            done.cancel(true);
            Thread.currentThread().interrupt();
            throw FaultKind.ENDPOINT_UNAVAILABLE.fault().exception();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause
                    ? cause
                    : new IllegalStateException(failed.getCause());
        }
    }

    private static ServiceFault fault(RuntimeException error) {
        if (error instanceof ServiceFaultException raised) {
            return raised.fault();
        }
        if (error instanceof ShellFaultException raised) {
            return ShellFaults.fault(raised);
        }
        if (error instanceof EventSourceException raised) {
            return EventFaults.fault(raised);
        }
        if (error instanceof UnsupportedActionException) {
            return FaultKind.ACTION_NOT_SUPPORTED.fault("ActionMismatch").reason(error.getMessage());
        }
        if (error instanceof ModelException refused) {
            return ModelExceptionMapper.fault(refused);
        }
        if (error instanceof WqlException) {
            return FaultKind.CANNOT_PROCESS_FILTER
                    .fault()
                    .reason(error.getMessage())
                    .provider(error.getMessage());
        }
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        return FaultKind.INTERNAL_ERROR.fault().reason(message).provider(message);
    }
}
