package dev.wsman.internal.fault;

import dev.wsman.internal.fault.ErrorTable.Row;
import dev.wsman.internal.fault.ErrorTable.Section;
import dev.wsman.internal.xml.Namespaces;
import java.util.Optional;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * Determines what a fault means. The subcode decides, unless it is absent, unknown or {@code wsman:InternalError}. Then
 * a native code or a CIM status decides, and last the SOAP code and the HTTP status.
 */
public final class FaultKinds {
    private static final String INTERNAL_ERROR = "INTERNAL_ERROR";
    private static final Set<String> SOAP_NAMESPACES = Set.of(Namespaces.SOAP, Namespaces.SOAP_11);

    private FaultKinds() {}

    /**
     * Returns the name of the {@code WsmanError.Kind} of {@code fault}; empty if none of its codes has one.
     *
     * @param httpStatus the status of the reply, or 0
     */
    public static Optional<String> of(ServerFault fault, int httpStatus) {
        Optional<String> bySubcode = FaultSubcodes.kind(fault.subcode());
        return bySubcode
                .filter(kind -> !kind.equals(INTERNAL_ERROR))
                .or(() -> byNumber(fault))
                .or(() -> fault.subcode() == null ? bySoapCodeOrStatus(fault.code(), httpStatus) : bySubcode);
    }

    private static Optional<String> byNumber(ServerFault fault) {
        return kind(Section.NATIVE, fault.nativeCode())
                .or(() -> kind(Section.NATIVE, fault.providerCode()))
                .or(() -> kind(Section.CIM, fault.cimStatus()));
    }

    private static Optional<String> bySoapCodeOrStatus(@Nullable QName code, int httpStatus) {
        boolean ofSoap = code != null && SOAP_NAMESPACES.contains(code.getNamespaceURI());
        return kind(Section.SOAP, ofSoap ? code.getLocalPart() : null).or(() -> kind(Section.HTTP, httpStatus));
    }

    private static Optional<String> kind(Section section, @Nullable Object code) {
        return ErrorTable.row(section, code).map(Row::kind);
    }
}
