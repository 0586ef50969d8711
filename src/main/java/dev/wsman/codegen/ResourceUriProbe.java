package dev.wsman.codegen;

import dev.wsman.EnumerateRequest;
import dev.wsman.Identity;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import dev.wsman.WsmanFaultException;
import dev.wsman.codegen.model.CimClass;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds out under which resource URIs a server has the classes that were read from it. The declarations do not contain
 * them, and a class with a wrong URI compiles but its requests fail. For each schema, the server is asked to enumerate
 * one item of up to three classes, until it knows one of the prefixes.
 *
 * <p>openwsman configures a prefix for each schema and rejects a class under any other prefix with InvalidResourceURI.
 * OMI takes the CIM namespace only from the selector {@code __cimnamespace}. The resource URIs of Windows contain the
 * namespace and are sent without that selector, so that OMI looks for the class in its own default namespace, {@code
 * interop}.
 */
final class ResourceUriProbe {
    /** How many classes of a schema are tried: some classes have no provider. */
    private static final int MOST_CLASSES = 3;

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);

    /** The limit for all requests together: the server decides how many schemas there are. */
    private static final Duration TOTAL_TIMEOUT = Duration.ofMinutes(3);

    private enum Outcome {
        /** The class is served there. */
        SERVED,
        /** The server replied, but possibly for another namespace. */
        DOUBTFUL,
        /** The server does not know the resource URI. */
        UNKNOWN,
        /** The server rejected the request for another reason. */
        UNDECIDED
    }

    /**
     * The result of all requests.
     *
     * @param prefixes the prefixes that differ from the documented ones, by schema
     * @param warnings the schemas that the server does not have, and those that were not tried before the time limit
     */
    record Result(Map<String, String> prefixes, List<String> warnings) {}

    private final Session session;
    private final ResourceUris uris;
    private final boolean windows;
    private final Duration limit;
    private final long start = System.nanoTime();

    private ResourceUriProbe(Session session, ResourceUris uris, Duration limit) {
        this.session = session;
        this.uris = uris;
        this.limit = limit;
        this.windows = isWindows(session);
    }

    /** Probes the schemas of these classes. */
    static Result probe(Session session, ResourceUris uris, Collection<CimClass> classes) {
        return probe(session, uris, classes, TOTAL_TIMEOUT);
    }

    static Result probe(Session session, ResourceUris uris, Collection<CimClass> classes, Duration limit) {
        ResourceUriProbe probe = new ResourceUriProbe(session, uris, limit);
        Map<String, String> prefixes = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        Map<String, List<CimClass>> schemas = classes.stream()
                .collect(Collectors.groupingBy(c -> ResourceUris.schema(c.name()), TreeMap::new, Collectors.toList()));
        List<String> skipped = new ArrayList<>();
        schemas.forEach((schema, members) -> {
            if (probe.isTimeUp()) {
                skipped.add(members.get(0).name().text());
                return;
            }
            Optional<String> served = probe.served(schema, members);
            served.filter(prefix -> !prefix.equals(uris.prefix(schema)))
                    .ifPresent(prefix -> prefixes.put(schema, prefix));
            if (served.isEmpty()) {
                warnings.add(probe.warning(schema, members));
            }
        });
        if (!skipped.isEmpty()) {
            warnings.add(probe.notTried(skipped));
        }
        return new Result(prefixes, warnings);
    }

    private boolean isTimeUp() {
        return System.nanoTime() - start >= limit.toNanos();
    }

    private String notTried(List<String> skipped) {
        return "class " + skipped.get(0)
                + (skipped.size() > 1 ? " and the classes of " + (skipped.size() - 1) + " other schemas" : "")
                + ": its resource URI was not checked, because earlier requests took "
                + Math.max(limit.toSeconds(), 0) + " s; the documented resource URI is used";
    }

    /** Returns the prefix that the server knows, or else one that it does not reject as unknown. */
    private Optional<String> served(String schema, List<CimClass> members) {
        List<CimClass> candidateClasses = members.stream()
                .sorted(Comparator.comparing((CimClass c) -> c.is("Abstract")).thenComparing(CimClass::isAssociation))
                .limit(MOST_CLASSES)
                .toList();
        String undecided = null;
        for (CimClass member : candidateClasses) {
            for (String prefix : candidates(schema)) {
                if (undecided != null && isTimeUp()) {
                    return Optional.of(undecided);
                }
                Outcome outcome = enumerateOne(prefix, member);
                if (outcome == Outcome.SERVED) {
                    return Optional.of(prefix);
                }
                boolean better = undecided == null || outcome == Outcome.UNDECIDED && isDoubtful(undecided);
                undecided = outcome != Outcome.UNKNOWN && better ? prefix : undecided;
            }
        }
        return Optional.ofNullable(undecided);
    }

    /**
     * Returns whether a reply may be about another namespace: servers other than Windows may ignore the namespace in
     * the URI.
     */
    private boolean isDoubtful(String prefix) {
        return !windows && ResourceUris.containsNamespace(prefix);
    }

    private Set<String> candidates(String schema) {
        Set<String> candidates = new LinkedHashSet<>(List.of(uris.prefix(schema)));
        if (uris.commonPrefix().isEmpty()) {
            candidates.add(ResourceUris.DMTF);
            if (windows) {
                candidates.add(uris.wmi());
            }
        }
        return candidates;
    }

    private Outcome enumerateOne(String prefix, CimClass member) {
        ResourceLocator resource = ResourceLocator.of(prefix + member.name());
        if (!uris.namespace().isEmpty() && !ResourceUris.containsNamespace(prefix)) {
            resource = CimNamespaces.select(resource, uris.namespace());
        }
        EnumerateRequest<Instance> request =
                session.enumerate(resource).batchItems(1).timeout(REQUEST_TIMEOUT);
        try {
            Optional<Instance> first = request.first();
            boolean sameFamily = first.map(item -> item.name().getNamespaceURI().toLowerCase(Locale.ROOT))
                    .filter(namespace -> namespace.startsWith(prefix.toLowerCase(Locale.ROOT)))
                    .isPresent();
            return isDoubtful(prefix) && !sameFamily ? Outcome.DOUBTFUL : Outcome.SERVED;
        } catch (WsmanFaultException fault) {
            boolean unknown = fault.error().kind() == WsmanError.Kind.DESTINATION_UNREACHABLE;
            return unknown ? Outcome.UNKNOWN : Outcome.UNDECIDED;
        } catch (WsmanException noReply) {
            return Outcome.UNDECIDED;
        }
    }

    private String warning(String schema, List<CimClass> members) {
        String example = members.get(0).name().text();
        String tried =
                candidates(schema).stream().map(prefix -> prefix + example).collect(Collectors.joining(" or "));
        return "class " + example
                + (members.size() > 1 ? " and " + (members.size() - 1) + " others of the same schema" : "")
                + ": the server does not know " + tried
                + ", so that requests of the generated class will fail; set the prefix of its resource URIs"
                + " (--resource-uri-prefix, resourceUriPrefix)";
    }

    /**
     * Returns whether Identify reports Microsoft as the vendor, or a version in the form of Windows ({@code OS: ...}).
     */
    private static boolean isWindows(Session session) {
        try {
            Identity identity = session.identify();
            return identity.productVendor()
                            .filter("Microsoft Corporation"::equals)
                            .isPresent()
                    || identity.productVersion()
                            .filter(version -> version.startsWith("OS: "))
                            .isPresent();
        } catch (WsmanException notIdentified) {
            return false;
        }
    }
}
