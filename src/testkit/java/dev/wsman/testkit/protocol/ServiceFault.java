package dev.wsman.testkit.protocol;

import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.namespace.QName;

/**
 * A SOAP fault that the service sends. Immutable. {@link FaultKind} has the faults of the specifications; {@link #of}
 * creates any other:
 *
 * <pre>{@code
 * service.on(ServiceOperation.GET).fault(FaultKind.ACCESS_DENIED.fault().reason("not today"));
 * }</pre>
 */
public final class ServiceFault {
    private final QName code;
    private final QName subcode;
    private final String reason;
    private final String detail;
    private final Long nativeCode;
    private final ProviderError provider;
    private final String xml;
    private final QName notUnderstood;

    private ServiceFault(
            QName code,
            QName subcode,
            String reason,
            String detail,
            Long nativeCode,
            ProviderError provider,
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

    /** Creates a fault with a code of SOAP 1.2 and a subcode. The subcode may be null. */
    public static ServiceFault of(QName code, QName subcode) {
        return new ServiceFault(code, subcode, "", null, null, null, "", null);
    }

    public ServiceFault reason(String text) {
        return new ServiceFault(code, subcode, text, detail, nativeCode, provider, xml, notUnderstood);
    }

    /** Sets the content of {@code wsman:FaultDetail}: a name of DSP8015, or a whole URI. */
    public ServiceFault detail(String name) {
        String uri = name.contains(":") ? name : ServiceNamespaces.FAULT_DETAIL + name;
        return new ServiceFault(code, subcode, reason, uri, nativeCode, provider, xml, notUnderstood);
    }

    /** Sets the Code of {@code f:WSManFault}. */
    public ServiceFault nativeCode(long number) {
        return new ServiceFault(code, subcode, reason, detail, number, provider, xml, notUnderstood);
    }

    /** Sets the message of the provider, which is sent in an {@code f:ProviderFault}. */
    public ServiceFault provider(String message) {
        return provider(new ProviderError(message, Optional.empty(), Provider.WMI));
    }

    /** Sets the message of the provider and the query that it could not execute. */
    ServiceFault provider(String message, String query) {
        return provider(new ProviderError(message, Optional.of(query), Provider.WMI));
    }

    /** Sets the message of the plug-in that runs cmd.exe. It is also the Reason. */
    ServiceFault shellPlugin(String message) {
        return provider(new ProviderError(message, Optional.empty(), Provider.SHELL_CMD));
    }

    private ServiceFault provider(ProviderError error) {
        return new ServiceFault(code, subcode, reason, detail, nativeCode, error, xml, notUnderstood);
    }

    /** Adds content to {@code s:Detail}: well-formed XML that declares its own namespaces. */
    public ServiceFault xml(String content) {
        return new ServiceFault(code, subcode, reason, detail, nativeCode, provider, xml + content, notUnderstood);
    }

    /** Sets the header block that {@code s:NotUnderstood} names. */
    public ServiceFault notUnderstood(QName header) {
        return new ServiceFault(code, subcode, reason, detail, nativeCode, provider, xml, header);
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

    Optional<ProviderError> provider() {
        return Optional.ofNullable(provider);
    }

    /** The message of a provider, the query that it could not execute, and the provider. */
    record ProviderError(String message, Optional<String> query, Provider provider) {}

    /** A provider of Windows, by its name and path. */
    enum Provider {
        WMI("WMI Provider", "%systemroot%\\system32\\WsmWmiPl.dll"),
        SHELL_CMD("Shell cmd plugin", "%systemroot%\\system32\\winrscmd.dll");

        private final String title;
        private final String path;

        Provider(String title, String path) {
            this.title = title;
            this.path = path;
        }

        String title() {
            return title;
        }

        String path() {
            return path;
        }
    }

    String xml() {
        return xml;
    }

    Optional<QName> notUnderstood() {
        return Optional.ofNullable(notUnderstood);
    }

    boolean is(FaultKind kind) {
        ServiceFault other = kind.fault();
        return code.equals(other.code) && subcode().equals(other.subcode());
    }

    ServiceFaultException exception() {
        return new ServiceFaultException(this);
    }

    @Override
    public String toString() {
        return (subcode == null ? code : subcode).getLocalPart() + (detail == null ? "" : " " + detail) + ": " + reason;
    }
}
