package dev.wsman;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.FaultReader;
import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes faults as text, and reads them as the library reads a reply: from the envelope to the exception. */
final class FaultText {

    private static final String DECLARATIONS = "xmlns:s='" + Namespaces.SOAP + "' xmlns:wsa='" + Namespaces.ADDRESSING
            + "' xmlns:wxf='" + Namespaces.TRANSFER + "' xmlns:wsen='" + Namespaces.ENUMERATION + "' xmlns:wse='"
            + Namespaces.EVENTING + "' xmlns:wsman='" + Namespaces.WSMAN + "' xmlns:wsmb='" + Namespaces.CIM_BINDING
            + "' xmlns:f='" + Namespaces.MS_FAULT + "' xmlns:p='" + Namespaces.MS_WSMAN + "'";

    private FaultText() {}

    static String fault(String code, @Nullable String subcode, String reason, String detail) {
        String sub = subcode == null ? "" : "<s:Subcode><s:Value>" + subcode + "</s:Value></s:Subcode>";
        return envelope(
                "",
                "<s:Fault><s:Code><s:Value>" + code + "</s:Value>" + sub
                        + "</s:Code><s:Reason><s:Text xml:lang='en-US'>" + reason + "</s:Text></s:Reason>"
                        + (detail.isEmpty() ? "" : "<s:Detail>" + detail + "</s:Detail>") + "</s:Fault>");
    }

    static String envelope(String headers, String body) {
        return "<s:Envelope " + DECLARATIONS + "><s:Header>" + headers + "</s:Header><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }

    static String wsmanFault(String code, String message) {
        return "<f:WSManFault Code='" + code + "' Machine='srv1.example'><f:Message>" + message
                + "</f:Message></f:WSManFault>";
    }

    static ServerFault read(String envelope) {
        return read(envelope, null);
    }

    static ServerFault read(String envelope, @Nullable Locale preferred) {
        Tree root = XmlFactories.parse(envelope);
        Tree body = root.firstChild("Body");
        Tree header = root.firstChild("Header");
        List<Tree> headers = new ArrayList<>();
        if (header != null) {
            header.elements().forEach(headers::add);
        }
        Tree fault = body == null ? null : FaultReader.faultIn(body);
        if (fault == null) {
            throw new AssertionError("no fault in " + envelope);
        }
        return FaultReader.read(fault, headers, preferred);
    }

    static WsmanError error(String envelope) {
        return error(envelope, 500);
    }

    static WsmanError error(String envelope, int httpStatus) {
        return exception(envelope, httpStatus).error();
    }

    static WsmanException exception(String envelope, int httpStatus) {
        return WsmanExceptions.of(
                ExchangeException.fault(read(envelope), httpStatus), "Get", "wmicimv2/Win32_Service?Name=winmgmt");
    }
}
