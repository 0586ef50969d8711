package dev.wsman.testkit.protocol;

import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.namespace.QName;

/**
 * A SOAP fault as the service sends it. Immutable. {@link FaultKind} has those of the specification; {@link #of} makes
 * any other.
 */
public final class Fault {
    private final QName code;
    private final QName subcode;
    private final String reason;
    private final String detail;
    private final Long nativeCode;
    private final Provider provider;
    private final String xml;
    private final QName notUnderstood;

    private Fault(
            QName code,
            QName subcode,
            String reason,
            String detail,
            Long nativeCode,
            Provider provider,
            String xml,
            QName notUnderstood) {
        this.code = code;
        this.subcode = subcode;
        this.reason = reason;
        this.detail = detail;
        this.nativeCode = nativeCode;
        this.provider = provider;
        this.xml = xml;
        this.notUnderstood = notUnderstood;
    }

    /** A fault with a code of SOAP 1.2 and a subcode, which may be null. */
    public static Fault of(QName code, QName subcode) {
        return new Fault(code, subcode, "", null, null, null, "", null);
    }

    public Fault reason(String text) {
        return new Fault(code, subcode, text, detail, nativeCode, provider, xml, notUnderstood);
    }

    /** The content of {@code wsman:FaultDetail}: a name of DSP8015, or a whole URI. */
    public Fault detail(String name) {
        String uri = name.contains(":") ? name : ServiceNamespaces.FAULT_DETAIL + name;
        return new Fault(code, subcode, reason, uri, nativeCode, provider, xml, notUnderstood);
    }

    /** The Code of {@code f:WSManFault}. */
    public Fault nativeCode(long number) {
        return new Fault(code, subcode, reason, detail, number, provider, xml, notUnderstood);
    }

    /** What the provider behind the service says, in a {@code f:ProviderFault}. */
    public Fault provider(String message) {
        return provider(new Provider(message, Optional.empty()));
    }

    /** The same of a query that the provider could not execute. */
    Fault provider(String message, String query) {
        return provider(new Provider(message, Optional.of(query)));
    }

    private Fault provider(Provider said) {
        return new Fault(code, subcode, reason, detail, nativeCode, said, xml, notUnderstood);
    }

    /** More content of {@code s:Detail}: well-formed XML that declares its own namespaces. */
    public Fault xml(String content) {
        return new Fault(code, subcode, reason, detail, nativeCode, provider, xml + content, notUnderstood);
    }

    /** The header block that is told in {@code s:NotUnderstood}. */
    public Fault notUnderstood(QName header) {
        return new Fault(code, subcode, reason, detail, nativeCode, provider, xml, header);
    }

    public QName code() {
        return code;
    }

    public Optional<QName> subcode() {
        return Optional.ofNullable(subcode);
    }

    public String reason() {
        return reason;
    }

    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    public OptionalLong nativeCode() {
        return nativeCode == null ? OptionalLong.empty() : OptionalLong.of(nativeCode);
    }

    Optional<Provider> provider() {
        return Optional.ofNullable(provider);
    }

    /** What the provider says, and the query that it could not execute. */
    record Provider(String message, Optional<String> query) {}

    String xml() {
        return xml;
    }

    Optional<QName> notUnderstood() {
        return Optional.ofNullable(notUnderstood);
    }

    boolean is(FaultKind kind) {
        Fault other = kind.fault();
        return code.equals(other.code) && subcode().equals(other.subcode());
    }

    FaultException exception() {
        return new FaultException(this);
    }

    @Override
    public String toString() {
        return (subcode == null ? code : subcode).getLocalPart() + (detail == null ? "" : " " + detail) + ": " + reason;
    }
}
