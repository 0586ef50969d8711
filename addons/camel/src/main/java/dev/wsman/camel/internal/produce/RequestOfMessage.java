package dev.wsman.camel.internal.produce;

import dev.wsman.Filter;
import dev.wsman.ResourceLocator;
import dev.wsman.camel.WsmanConstants;
import dev.wsman.camel.WsmanEndpoint;
import dev.wsman.camel.WsmanOperation;
import dev.wsman.camel.WsmanRequestConfiguration;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What a message requests: its headers, and the endpoint's options where it has no header. */
final class RequestOfMessage {
    private final WsmanEndpoint endpoint;
    private final WsmanRequestConfiguration options;
    private final Message message;
    private final RequestHeaders headers;

    RequestOfMessage(WsmanEndpoint endpoint, Message message) {
        this.endpoint = endpoint;
        this.options = endpoint.getRequest();
        this.message = message;
        this.headers = new RequestHeaders(message, options.isHeaderOverrides());
    }

    WsmanRequestConfiguration options() {
        return options;
    }

    Message message() {
        return message;
    }

    RequestHeaders headers() {
        return headers;
    }

    WsmanOperation operation() {
        return headers.operation(endpoint.getOperation());
    }

    /** Returns the resource with selectors, options and fragment. */
    ResourceLocator resource() {
        ResourceLocator resource = resourceOr(null);
        if (resource == null) {
            throw missing("resource", WsmanConstants.RESOURCE);
        }
        return resource;
    }

    /** Returns the resource with selectors, options and fragment; the default if there is none. */
    @Nullable
    ResourceLocator resourceOr(@Nullable ResourceLocator otherwise) {
        Object header = headers.get(WsmanConstants.RESOURCE, options.getResource());
        if (header instanceof ResourceLocator locator) {
            return detailed(locator, Map.of());
        }
        String text = header == null ? options.getResource() : header.toString();
        if (text == null) {
            return otherwise;
        }
        // The selectors of the endpoint belong to its own resource.
        return detailed(ResourceLocator.parse(text), header == null ? options.getSelectors() : Map.of());
    }

    private ResourceLocator detailed(ResourceLocator resource, Map<String, Object> selectors) {
        ResourceLocator fixed = with(resource, selectors);
        ResourceLocator result = with(fixed, selectorsOfHeader(fixed));
        for (Map.Entry<String, Object> option : options.getOptions().entrySet()) {
            result = result.option(option.getKey(), String.valueOf(option.getValue()));
        }
        String fragment = text(WsmanConstants.FRAGMENT, options.getFragment());
        return fragment == null ? result : result.fragment(fragment);
    }

    private Map<?, ?> selectorsOfHeader(ResourceLocator fixed) {
        Object header = headers.get(WsmanConstants.SELECTORS, null);
        if (header == null) {
            return Map.of();
        }
        if (header instanceof Map<?, ?> map) {
            for (Object name : map.keySet()) {
                headers.get(
                        WsmanConstants.SELECTORS,
                        fixed.selector(String.valueOf(name)).orElse(null));
            }
            return map;
        }
        throw new IllegalArgumentException("header " + WsmanConstants.SELECTORS + ": is a "
                + header.getClass().getName() + " and not a map from names to values");
    }

    private static ResourceLocator with(ResourceLocator resource, Map<?, ?> selectors) {
        ResourceLocator result = resource;
        for (Map.Entry<?, ?> selector : selectors.entrySet()) {
            String name = String.valueOf(selector.getKey());
            result = selector.getValue() instanceof ResourceLocator reference
                    ? result.selector(name, reference)
                    : result.selector(name, String.valueOf(selector.getValue()));
        }
        return result;
    }

    String method() {
        return required(WsmanConstants.METHOD, options.getMethod(), "method");
    }

    @Nullable
    String query() {
        return text(WsmanConstants.QUERY, options.getQuery());
    }

    @Nullable
    Filter filter() {
        Object header = headers.get(WsmanConstants.FILTER, options.getFilter());
        if (header == null) {
            return options.getFilter();
        }
        if (header instanceof Filter filter) {
            return filter;
        }
        throw new IllegalArgumentException("header " + WsmanConstants.FILTER + ": is a "
                + header.getClass().getName() + " and not a dev.wsman.Filter");
    }

    /** Returns the content to send: files, streams and bytes as an element, other bodies as they are; null without. */
    @Nullable
    Object content() {
        return XmlBody.of(message);
    }

    /** Returns the text of a header, or else of an option; null if both are absent. */
    @Nullable
    String text(String header, @Nullable String option) {
        return headers.get(header, option) == null ? option : message.getHeader(header, String.class);
    }

    private String required(String header, @Nullable String option, String name) {
        String value = text(header, option);
        if (value == null) {
            throw missing(name, header);
        }
        return value;
    }

    static IllegalArgumentException missing(String option, String header) {
        return new IllegalArgumentException(
                option + ": missing. Set the option " + option + " of the endpoint or the header " + header);
    }
}
