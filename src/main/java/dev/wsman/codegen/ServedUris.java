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
 * Finds out under which resource URIs a server has the classes that were read from it. A declaration does not say, and
 * a class with a URI that its server does not know compiles and never works. For each schema the server is asked to
 * enumerate one or a few of its classes, one item at a time, until a prefix is known to it.
 *
 * <p>openwsman refuses a class under another prefix than that of its schema, which is configured there, with
 * InvalidResourceURI. OMI takes the CIM namespace from the selector {@code __cimnamespace} only: under Windows'
 * resource URIs, which name the namespace themselves and go without that selector, it looks into its own default
 * namespace, {@code interop}.
 */
final class ServedUris {
    /** How many classes of a schema are tried: some have no provider. */
    private static final int MOST_CLASSES = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** How long all requests may take: the server decides how many schemas there are. */
    private static final Duration MOST_TIME = Duration.ofMinutes(3);

    private enum Outcome {
        /** The class is served there. */
        SERVED,
        /** An answer came that may be about another namespace. */
        DOUBTFUL,
        /** The server does not know the resource URI. */
        UNKNOWN,
        /** The server refused for another reason. */
        UNDECIDED
    }

    /**
     * What was found out.
     *
     * @param prefixes the prefixes that are not those that are documented, by schema
     * @param warnings the schemas that are served nowhere, and that time was up before all were asked about
     */
    record Result(Map<String, String> prefixes, List<String> warnings) {}

    private final Session session;
    private final ResourceUris uris;
    private final boolean windows;
    private final Duration time;
    private final long begin = System.nanoTime();

    private ServedUris(Session session, ResourceUris uris, Duration time) {
        this.session = session;
        this.uris = uris;
        this.time = time;
        this.windows = isWindows(session);
    }

    /** Asks about the schemas of these classes. */
    static Result ask(Session session, ResourceUris uris, Collection<CimClass> classes) {
        return ask(session, uris, classes, MOST_TIME);
    }

    static Result ask(Session session, ResourceUris uris, Collection<CimClass> classes, Duration time) {
        ServedUris asking = new ServedUris(session, uris, time);
        Map<String, String> prefixes = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        Map<String, List<CimClass>> schemas = classes.stream()
                .collect(Collectors.groupingBy(c -> ResourceUris.schema(c.name()), TreeMap::new, Collectors.toList()));
        List<String> unasked = new ArrayList<>();
        schemas.forEach((schema, members) -> {
            if (asking.isTimeUp()) {
                unasked.add(members.get(0).name().text());
                return;
            }
            Optional<String> served = asking.served(schema, members);
            served.filter(prefix -> !prefix.equals(uris.prefix(schema)))
                    .ifPresent(prefix -> prefixes.put(schema, prefix));
            if (served.isEmpty()) {
                warnings.add(asking.warning(schema, members));
            }
        });
        if (!unasked.isEmpty()) {
            warnings.add(asking.late(unasked));
        }
        return new Result(prefixes, warnings);
    }

    private boolean isTimeUp() {
        return System.nanoTime() - begin >= time.toNanos();
    }

    private String late(List<String> unasked) {
        return "class " + unasked.get(0)
                + (unasked.size() > 1 ? " and those of " + (unasked.size() - 1) + " other schemas" : "")
                + ": the server was not asked for its resource URI, since earlier requests took "
                + Math.max(time.toSeconds(), 0) + " s; the documented one is taken";
    }

    /** The prefix that a server knows, or that at least is not refused as unknown. */
    private Optional<String> served(String schema, List<CimClass> members) {
        List<CimClass> asked = members.stream()
                .sorted(Comparator.comparing((CimClass c) -> c.is("Abstract")).thenComparing(CimClass::isAssociation))
                .limit(MOST_CLASSES)
                .toList();
        String undecided = null;
        for (CimClass member : asked) {
            for (String prefix : candidates(schema)) {
                if (undecided != null && isTimeUp()) {
                    return Optional.of(undecided);
                }
                Outcome outcome = ask(prefix, member);
                if (outcome == Outcome.SERVED) {
                    return Optional.of(prefix);
                }
                boolean better = undecided == null || outcome == Outcome.UNDECIDED && isDoubtful(undecided);
                undecided = outcome != Outcome.UNKNOWN && better ? prefix : undecided;
            }
        }
        return Optional.ofNullable(undecided);
    }

    /** Windows' resource URIs are doubtful elsewhere, since what they say of the namespace may be ignored. */
    private boolean isDoubtful(String prefix) {
        return !windows && ResourceUris.tellsNamespace(prefix);
    }

    private Set<String> candidates(String schema) {
        Set<String> candidates = new LinkedHashSet<>(List.of(uris.prefix(schema)));
        if (uris.given().isEmpty()) {
            candidates.add(ResourceUris.DMTF);
            if (windows) {
                candidates.add(uris.wmi());
            }
        }
        return candidates;
    }

    private Outcome ask(String prefix, CimClass member) {
        ResourceLocator resource = ResourceLocator.of(prefix + member.name());
        if (!uris.namespace().isEmpty() && !ResourceUris.tellsNamespace(prefix)) {
            resource = resource.selector("__cimnamespace", uris.namespace());
        }
        EnumerateRequest<Instance> request =
                session.enumerate(resource).batchItems(1).timeout(PATIENCE);
        try {
            Optional<Instance> first = request.first();
            boolean sameFamily = first.map(item -> item.name().getNamespaceURI().toLowerCase(Locale.ROOT))
                    .filter(namespace -> namespace.startsWith(prefix.toLowerCase(Locale.ROOT)))
                    .isPresent();
            return isDoubtful(prefix) && !sameFamily ? Outcome.DOUBTFUL : Outcome.SERVED;
        } catch (WsmanFaultException fault) {
            boolean unknown = fault.error().kind() == WsmanError.Kind.DESTINATION_UNREACHABLE;
            return unknown ? Outcome.UNKNOWN : Outcome.UNDECIDED;
        } catch (WsmanException noAnswer) {
            return Outcome.UNDECIDED;
        }
    }

    private String warning(String schema, List<CimClass> members) {
        String example = members.get(0).name().text();
        String tried =
                candidates(schema).stream().map(prefix -> prefix + example).collect(Collectors.joining(" or "));
        return "class " + example + (members.size() > 1 ? " and " + (members.size() - 1) + " others of its schema" : "")
                + ": the server does not know " + tried
                + ", so that requests of the generated class will fail; name the prefix of its resource URIs"
                + " (--resource-uri-prefix, resourceUriPrefix)";
    }

    /** Windows reports this vendor, or at least versions that begin so. */
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
