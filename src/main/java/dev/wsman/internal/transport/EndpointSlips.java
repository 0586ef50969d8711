package dev.wsman.internal.transport;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The usual slips in a connection string. Some of these texts have a valid form, but mean something else, such as a
 * host named {@code wmicimv2}.
 */
final class EndpointSlips {
    private static final String IPV6 = "[0-9A-Fa-f]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[^/\\]]+)?";

    /**
     * One slip.
     *
     * @param form matches the whole text
     * @param advice what to write instead; {@code $1} is a group of the form
     */
    private record Slip(Pattern form, String advice) {
        static Slip of(String form, String advice) {
            return new Slip(Pattern.compile(form, Pattern.CASE_INSENSITIVE), advice);
        }
    }

    /**
     * A usual URL, which is none of the slips: a scheme, a name that does not begin with {@code schemas.} or an IPv4
     * address, perhaps a port, and a path without colons. Most sessions have one, and need only this expression.
     */
    private static final Pattern USUAL = Pattern.compile(
            "https?://(?!schemas\\.)[a-z0-9][a-z0-9.-]*(?::\\d+)?(?:/[a-z0-9._/-]*)?", Pattern.CASE_INSENSITIVE);

    private static final List<Slip> SLIPS = List.of(
            Slip.of("\\\\\\\\([^\\\\/]+).*", "this is a UNC name; give only the host: \"$1\""),
            Slip.of("//([^/].*)", "the scheme is missing; write \"http://$1\" or \"https://$1\""),
            Slip.of("(https?):/?([^/:\\d][^/].*)", "two slashes follow the scheme: \"$1://$2\""),
            Slip.of("(https?)//:?(.+)", "a colon and two slashes follow the scheme: \"$1://$2\""),
            Slip.of("(?:wsmans?|winrms?)://(.+)", "the scheme is http or https: \"http://$1\" or \"https://$1\""),
            Slip.of(
                    "https?://schemas\\.[^/]+/.*|(?:wmicimv2|cimv2|wmi/root|winrm/config|shell/cmd)(?:/.*)?",
                    "this names a resource, as ResourceLocator does, and not a server; write the name or address of the"
                            + " server"),
            Slip.of("((?:https?://)?)(" + IPV6 + ")(/.*)?", "an IPv6 address goes in brackets: \"$1[$2]\""),
            Slip.of(
                    "((?:https?://)?[^/]+?)(?::\\d*)?(/(?!/)[^?]*?)/?:(\\d{1,5})/?",
                    "the port goes before the path: \"$1:$3$2\""),
            Slip.of("(?:https?://)?[*+](?:[:/].*)?", "this is the address of a listener for all hosts; name one host"));

    private EndpointSlips() {}

    /** Returns what to write instead of a text; empty if it is none of the slips. */
    static Optional<String> advice(String text) {
        return USUAL.matcher(text).matches() ? Optional.empty() : slip(text);
    }

    /** Compares a text with each of the slips. */
    static Optional<String> slip(String text) {
        for (Slip slip : SLIPS) {
            Matcher form = slip.form.matcher(text);
            if (form.matches()) {
                return Optional.of(form.replaceFirst(slip.advice));
            }
        }
        return Optional.empty();
    }
}
