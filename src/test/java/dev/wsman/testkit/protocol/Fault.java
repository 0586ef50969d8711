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
    private final String providerMessage;
    private final String xml;
    private final QName notUnderstood;

    private Fault(
            QName code,
            QName subcode,
            String reason,
            String detail,
            Long nativeCode,
            String providerMessage,
            String xml,
            QName notUnderstood) {
        this.code = code;
        this.subcode = subcode;
        this.reason = reason;
        this.detail = detail;
        this.nativeCode = nativeCode;
        this.providerMessage = providerMessage;
        this.xml = xml;
        this.notUnderstood = notUnderstood;
    }

    /** A fault with a code of SOAP 1.2 and a subcode, which may be null. */
    public static Fault of(QName code, QName subcode) {
        return new Fault(code, subcode, "", null, null, null, "", null);
    }

    public Fault reason(String text) {
        return new Fault(code, subcode, text, detail, nativeCode, providerMessage, xml, notUnderstood);
    }

    /** The content of {@code wsman:FaultDetail}: a name of DSP8015, or a whole URI. */
    public Fault detail(String name) {
        String uri = name.contains(":") ? name : Namespaces.FAULT_DETAIL + name;
        return new Fault(code, subcode, reason, uri, nativeCode, providerMessage, xml, notUnderstood);
    }

    /** The Code of {@code f:WSManFault}. */
    public Fault nativeCode(long number) {
        return new Fault(code, subcode, reason, detail, number, providerMessage, xml, notUnderstood);
    }

    /** What the provider behind the service says, in a {@code f:ProviderFault}. */
    public Fault provider(String message) {
        return new Fault(code, subcode, reason, detail, nativeCode, message, xml, notUnderstood);
    }

    /** More content of {@code s:Detail}: well-formed XML that declares its own namespaces. */
    public Fault xml(String content) {
        return new Fault(code, subcode, reason, detail, nativeCode, providerMessage, xml + content, notUnderstood);
    }

    /** The header block that is told in {@code s:NotUnderstood}. */
    public Fault notUnderstood(QName header) {
        return new Fault(code, subcode, reason, detail, nativeCode, providerMessage, xml, header);
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

    Optional<String> providerMessage() {
        return Optional.ofNullable(providerMessage);
    }

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
