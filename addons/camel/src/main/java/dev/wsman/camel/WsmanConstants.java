package dev.wsman.camel;

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

    private WsmanConstants() {}
}
