package dev.wsman.camel;

/** What an endpoint does: an operation that a producer performs for each message, or the source of a consumer. */
public enum WsmanOperation {
    /** Reads an instance. */
    GET,
    /** Changes an instance: the body is the new representation. */
    PUT,
    /** Creates an instance from the body; the body becomes its locator. */
    CREATE,
    /** Deletes an instance; the body remains. */
    DELETE,
    /** Calls a method with the body as its input; the body becomes its output. */
    INVOKE,
    /** Reads all instances of a class, or those that a filter selects. A consumer polls them. */
    ENUMERATE,
    /** Reads the results of a WQL query. A consumer polls them. */
    QUERY,
    /** Asks the server for its product and version. */
    IDENTIFY,
    /** Runs a program, a command line or a PowerShell script in a remote shell of Windows. */
    RUN,
    /** Receives events; only for consumers. */
    SUBSCRIBE
}
