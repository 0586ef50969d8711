package dev.wsman.camel;

import dev.wsman.Filter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The resource of an endpoint's requests, and the form of their results. Headers of a message replace some of these,
 * see {@link WsmanConstants}. Not thread-safe: Camel sets the options before it starts the endpoint.
 */
@UriParams
public class WsmanRequestConfiguration {

    @UriParam(label = "common")
    private @Nullable String resource;

    @UriParam(label = "common", prefix = "selector.", multiValue = true)
    private Map<String, Object> selectors = new LinkedHashMap<>();

    @UriParam(label = "advanced", prefix = "option.", multiValue = true)
    private Map<String, Object> options = new LinkedHashMap<>();

    @UriParam(label = "producer")
    private @Nullable String fragment;

    @UriParam(label = "common")
    private @Nullable String query;

    @UriParam(label = "advanced")
    private @Nullable Filter filter;

    @UriParam(label = "producer")
    private @Nullable String method;

    @UriParam(label = "common", defaultValue = "INSTANCE")
    private WsmanResultType resultType = WsmanResultType.INSTANCE;

    @UriParam(label = "common")
    private @Nullable String resultClass;

    @UriParam(label = "common", defaultValue = "NONE")
    private WsmanReferences references = WsmanReferences.NONE;

    @UriParam(label = "producer")
    private boolean streaming = false;

    @UriParam(label = "common", defaultValue = "0")
    private int batchItems = 0;

    @UriParam(label = "producer", defaultValue = "true")
    private boolean throwExceptionOnFailure = true;

    @UriParam(label = "producer,security", defaultValue = "true")
    private boolean headerOverrides = true;

    public @Nullable String getResource() {
        return resource;
    }

    /**
     * Sets the resource: a URI or its short form, such as wmicimv2/Win32_Service, with selectors after a question mark
     * if it has any. For query it is all classes of a namespace, by default those of root/cimv2 of Windows.
     */
    public void setResource(@Nullable String resource) {
        this.resource = resource;
    }

    public Map<String, Object> getSelectors() {
        return selectors;
    }

    /**
     * Sets the selectors, which pick one instance, for example selector.Name=Spooler.
     */
    public void setSelectors(Map<String, Object> selectors) {
        this.selectors = selectors;
    }

    public Map<String, Object> getOptions() {
        return options;
    }

    /**
     * Sets the options of requests, which are additional instructions to the server.
     */
    public void setOptions(Map<String, Object> options) {
        this.options = options;
    }

    public @Nullable String getFragment() {
        return fragment;
    }

    /**
     * Sets the part of the instance that get and put read and change, such as State/text().
     */
    public void setFragment(@Nullable String fragment) {
        this.fragment = fragment;
    }

    public @Nullable String getQuery() {
        return query;
    }

    /**
     * Sets the WQL query of query and enumerate.
     */
    public void setQuery(@Nullable String query) {
        this.query = query;
    }

    public @Nullable Filter getFilter() {
        return filter;
    }

    /**
     * Sets the filter of enumerate, for associations and query languages other than WQL.
     */
    public void setFilter(@Nullable Filter filter) {
        this.filter = filter;
    }

    public @Nullable String getMethod() {
        return method;
    }

    /**
     * Sets the method of invoke: its name, or a complete action URI.
     */
    public void setMethod(@Nullable String method) {
        this.method = method;
    }

    public WsmanResultType getResultType() {
        return resultType;
    }

    /**
     * Sets the form of instances in the body.
     */
    public void setResultType(WsmanResultType resultType) {
        this.resultType = resultType;
    }

    public @Nullable String getResultClass() {
        return resultClass;
    }

    /**
     * Sets the class of instances in the body, in place of the result type: a record, or a class with JAXB annotations
     * or public fields.
     */
    public void setResultClass(@Nullable String resultClass) {
        this.resultClass = resultClass;
    }

    public WsmanReferences getReferences() {
        return references;
    }

    /**
     * Sets whether query and enumerate return instances, their locators, or both.
     */
    public void setReferences(WsmanReferences references) {
        this.references = references;
    }

    public boolean isStreaming() {
        return streaming;
    }

    /**
     * Sets whether the body of query and enumerate is an iterator that fetches batches as a split consumes them. It is
     * closed when the exchange completes. Otherwise the body is a list.
     */
    public void setStreaming(boolean streaming) {
        this.streaming = streaming;
    }

    public int getBatchItems() {
        return batchItems;
    }

    /**
     * Sets the largest number of items in a batch of query and enumerate; with 0 the server decides.
     */
    public void setBatchItems(int batchItems) {
        this.batchItems = batchItems;
    }

    public boolean isThrowExceptionOnFailure() {
        return throwExceptionOnFailure;
    }

    /**
     * Sets whether an exit code of run other than 0, and a return value of invoke that means failure, are exceptions.
     * Otherwise the headers have them.
     */
    public void setThrowExceptionOnFailure(boolean throwExceptionOnFailure) {
        this.throwExceptionOnFailure = throwExceptionOnFailure;
    }

    public boolean isHeaderOverrides() {
        return headerOverrides;
    }

    /**
     * Sets whether headers of a message replace the operation and options of the endpoint. With false, a header that
     * replaces one is rejected; headers still supply what the endpoint does not set. In neither case does a header turn
     * an endpoint into one that can do more: one that reads changes nothing, and only run runs commands.
     */
    public void setHeaderOverrides(boolean headerOverrides) {
        this.headerOverrides = headerOverrides;
    }
}
