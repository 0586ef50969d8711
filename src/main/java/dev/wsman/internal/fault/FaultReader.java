package dev.wsman.internal.fault;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import java.util.Locale;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Reads a SOAP fault into a {@link ServerFault}: SOAP 1.2 as defined by DSP0226 §14, SOAP 1.1 as sent by proxies, and
 * every irregular form that a server is known to send. It never fails: a part that cannot be read is absent.
 */
public final class FaultReader {

    private FaultReader() {}

    /**
     * Returns the fault in a SOAP Body; null if it does not contain one. Neither the HTTP status nor the Action
     * matters, because servers send faults with any of them (openwsman sends MustUnderstand with 200).
     */
    public static @Nullable Tree faultIn(Tree body) {
        for (Tree child : body.elements()) {
            if (isFault(child)) {
                return child;
            }
        }
        return null;
    }

    /** Returns whether {@code element} is a SOAP fault of either version. */
    public static boolean isFault(Tree element) {
        return element.is(Namespaces.SOAP, "Fault") || element.is(Namespaces.SOAP_11, "Fault");
    }

    /**
     * Reads {@code fault}.
     *
     * @param fault the {@code s:Fault} element, with the namespace declarations of its ancestors
     * @param headers the blocks of the reply's SOAP Header, of which only {@code s:NotUnderstood} is read
     * @param preferred the preferred language of the reason; null for English
     */
    public static ServerFault read(Tree fault, Iterable<Tree> headers, @Nullable Locale preferred) {
        FaultCodes codes = FaultCodes.of(fault);
        Tree detail = either(fault, "Detail", "detail");
        FaultDetails details = FaultDetails.of(detail);
        return new ServerFault(
                codes.code(),
                codes.subcode(),
                codes.subcodeAsSent(),
                reason(fault, preferred == null ? Locale.ENGLISH : preferred),
                details.faultDetail(),
                details.faultDetailAsSent(),
                details.nativeCode(),
                details.providerCode(),
                details.machine(),
                details.message(),
                details.cimStatus(),
                details.retryAfter(),
                notUnderstood(headers),
                FaultXml.of(details.wsmanFault()),
                FaultXml.of(detail));
    }

    private static String reason(Tree fault, Locale preferred) {
        Tree reason = fault.firstChild("Reason");
        if (reason != null) {
            return FaultReasons.best(reason, preferred);
        }
        Tree faultString = fault.firstChild("faultstring");
        return faultString == null ? "" : faultString.text().strip();
    }

    private static @Nullable QName notUnderstood(Iterable<Tree> headers) {
        for (Tree header : headers) {
            String name = header.localName().equals("NotUnderstood") ? header.attribute("", "qname") : null;
            if (name != null && !name.isBlank()) {
                return FaultCodes.resolve(header, name);
            }
        }
        return null;
    }

    private static @Nullable Tree either(Tree parent, String soap12, String soap11) {
        Tree child = parent.firstChild(soap12);
        return child != null ? child : parent.firstChild(soap11);
    }
}
