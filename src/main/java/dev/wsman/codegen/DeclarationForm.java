package dev.wsman.codegen;

import dev.wsman.WsmanFaultException;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import java.util.List;
import java.util.function.Consumer;

/** One of the forms in which servers serve class declarations. A server that does not serve it answers faults. */
interface DeclarationForm {
    /** How many names of classes a list may have; the largest namespaces of Windows have some thousand. */
    int MOST_NAMES = 20_000;

    /**
     * Reads one class.
     *
     * @param notes where what was read in an unexpected way is told
     * @throws WsmanFaultException where there is no such class, or no such form
     */
    CimClass read(CimName name, Consumer<String> notes);

    /**
     * The names of all classes of the namespace; empty where the server cannot tell. If there are more than
     * {@link #MOST_NAMES}, at least one more than that is returned, and the others may be left out. A name may come
     * several times.
     *
     * @throws WsmanFaultException where there is no such form
     */
    List<CimName> names();
}
