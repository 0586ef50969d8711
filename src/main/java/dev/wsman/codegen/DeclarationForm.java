package dev.wsman.codegen;

import dev.wsman.WsmanFaultException;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import java.util.List;
import java.util.function.Consumer;

/** A form in which servers serve class declarations. A server that does not support the form replies with faults. */
interface DeclarationForm {
    /** The maximum number of names in a class list. The largest namespaces of Windows have a few thousand classes. */
    int MOST_NAMES = 20_000;

    /**
     * Reads one class.
     *
     * @param notes accepts notes about declarations that were read in an unexpected way
     * @throws WsmanFaultException if the server does not have the class, or does not support the form
     */
    CimClass read(CimName name, Consumer<String> notes);

    /**
     * Returns the names of all classes of the namespace; empty if the server cannot list them. If there are more than
     * {@link #MOST_NAMES}, returns at least one more than that, and may omit the others. A name may occur more than
     * once.
     *
     * @throws WsmanFaultException if the server does not support the form
     */
    List<CimName> names();
}
