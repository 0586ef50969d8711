package dev.wsman.camel;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Metadata;

/** The headers of messages. A header of a message replaces the option of the endpoint. */
public final class WsmanConstants {
    /** The operation: a {@link WsmanOperation} or its name. */
    @Metadata(
            label = "producer",
            description = "The operation, in place of that of the endpoint",
            javaType = "dev.wsman.camel.WsmanOperation or String")
    public static final String OPERATION = "CamelWsmanOperation";

    /** The resource: a {@link dev.wsman.ResourceLocator} or its text. */
    @Metadata(
            label = "producer",
            description = "The resource: a locator or its text, for instance wmicimv2/Win32_Service?Name=Spooler",
            javaType = "dev.wsman.ResourceLocator or String")
    public static final String RESOURCE = "CamelWsmanResource";

    /** A map of selectors; each replaces the selector with its name. */
    @Metadata(
            label = "producer",
            description = "The selectors, each of which replaces that of the endpoint with the same name",
            javaType = "Map<String, Object>")
    public static final String SELECTORS = "CamelWsmanSelectors";

    /** The fragment of the resource. */
    @Metadata(
            label = "producer",
            description = "The fragment for get and put, for instance State/text()",
            javaType = "String")
    public static final String FRAGMENT = "CamelWsmanFragment";

    /** The WQL query. */
    @Metadata(label = "producer", description = "The WQL query of query and enumerate", javaType = "String")
    public static final String QUERY = "CamelWsmanQuery";

    /** The filter of an enumeration. */
    @Metadata(label = "producer", description = "The filter of enumerate", javaType = "dev.wsman.Filter")
    public static final String FILTER = "CamelWsmanFilter";

    /** The method's name. */
    @Metadata(label = "producer", description = "The method of invoke", javaType = "String")
    public static final String METHOD = "CamelWsmanMethod";

    /** The command of {@code run}. */
    @Metadata(
            label = "producer",
            description = "The program, line or script of run; without it and the option, the body",
            javaType = "String")
    public static final String COMMAND = "CamelWsmanCommand";

    /** The arguments of the program of {@code run}. */
    @Metadata(label = "producer", description = "The arguments of the program of run", javaType = "List<String>")
    public static final String ARGUMENTS = "CamelWsmanArguments";

    /** The return value of a method. */
    @Metadata(
            label = "producer",
            description = "The return value of invoke as text; absent if the method has none",
            javaType = "String")
    public static final String RETURN_VALUE = "CamelWsmanReturnValue";

    /** The exit code of a command. */
    @Metadata(label = "producer", description = "The exit code of run", javaType = "Integer")
    public static final String EXIT_CODE = "CamelWsmanExitCode";

    /** The standard error of a command. */
    @Metadata(label = "producer", description = "The standard error of run; may be empty", javaType = "String")
    public static final String STDERR = "CamelWsmanStderr";

    /** What identifies an event of Windows. */
    @Metadata(
            label = "consumer",
            description =
                    "What identifies an event of Windows: computer/channel/record number/time; for an event without a record number, the SHA-256 of its XML",
            javaType = "String")
    public static final String EVENT_KEY = "CamelWsmanEventKey";

    /** The computer that wrote the event. */
    @Metadata(label = "consumer", description = "The computer that wrote the event", javaType = "String")
    public static final String EVENT_COMPUTER = "CamelWsmanEventComputer";

    /** The channel of the event. */
    @Metadata(label = "consumer", description = "The channel of the event", javaType = "String")
    public static final String EVENT_CHANNEL = "CamelWsmanEventChannel";

    /** The provider of the event. */
    @Metadata(label = "consumer", description = "The provider of the event", javaType = "String")
    public static final String EVENT_PROVIDER = "CamelWsmanEventProvider";

    /** The number of the event in its channel, unsigned. */
    @Metadata(label = "consumer", description = "The number of the event in its channel, unsigned", javaType = "String")
    public static final String EVENT_RECORD_ID = "CamelWsmanEventRecordId";

    /** The event ID. */
    @Metadata(label = "consumer", description = "The event ID", javaType = "Integer")
    public static final String EVENT_ID = "CamelWsmanEventId";

    /** The level. */
    @Metadata(
            label = "consumer",
            description = "The level: 1 critical, 2 error, 3 warning, 4 information, 5 verbose",
            javaType = "Integer")
    public static final String EVENT_LEVEL = "CamelWsmanEventLevel";

    /** Whether the event can be read. */
    @Metadata(
            label = "consumer",
            description =
                    "Whether the event can be read; if it cannot, the body is the XML that arrived. Indications have it only if it is false",
            javaType = "Boolean")
    public static final String EVENT_READABLE = "CamelWsmanEventReadable";

    /** Why an event cannot be read. */
    @Metadata(label = "consumer", description = "Why an event cannot be read", javaType = "String")
    public static final String EVENT_PROBLEM = "CamelWsmanEventProblem";

    /** The class of an indication. */
    @Metadata(label = "consumer", description = "The class of an indication", javaType = "String")
    public static final String EVENT_CLASS = "CamelWsmanEventClass";

    /** The number of events in a batch. */
    @Metadata(label = "consumer", description = "The number of events in a batch", javaType = "Integer")
    public static final String EVENT_COUNT = "CamelWsmanEventCount";

    /** The position after the batch of the event, as XML. */
    @Metadata(
            label = "consumer",
            description = "The position after the batch of the event, as XML; absent if the source has no bookmarks",
            javaType = "String")
    public static final String EVENT_BOOKMARK = "CamelWsmanEventBookmark";

    /** Why events before this message may be lost. */
    @Metadata(
            label = "consumer",
            description = "Why events before this message may be lost; only in the first message after a gap",
            javaType = "String")
    public static final String EVENT_GAP = "CamelWsmanEventGap";

    /** When the event was written. */
    @Metadata(
            label = "consumer",
            description = "When the event was written, in milliseconds since 1970 by the clock of the source",
            javaType = "Long")
    public static final String MESSAGE_TIMESTAMP = Exchange.MESSAGE_TIMESTAMP;

    private WsmanConstants() {}
}
