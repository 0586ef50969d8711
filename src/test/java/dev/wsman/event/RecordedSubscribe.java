package dev.wsman.event;

import dev.wsman.Filter;
import dev.wsman.ResourceLocator;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a recorded Subscribe request that a caller of the API chooses. */
record RecordedSubscribe(
        ResourceLocator resource,
        Optional<Filter> filter,
        Optional<Duration> heartbeat,
        Optional<Duration> expires,
        Optional<String> bookmark) {
    private static final Pattern BOOKMARK = Pattern.compile("<w:Bookmark>(.*)</w:Bookmark>");
    private static final Pattern SELECTOR = Pattern.compile("<w:Selector Name=\"([^\"]*)\">([^<]*)<");
    private static final Pattern FILTER = Pattern.compile("<w:Filter Dialect=\"([^\"]*)\">([^<]*)<");

    static RecordedSubscribe of(String request) {
        ResourceLocator resource =
                ResourceLocator.of(text(request, "ResourceURI").orElseThrow());
        Matcher selector = SELECTOR.matcher(request);
        while (selector.find()) {
            resource = resource.selector(selector.group(1), selector.group(2));
        }
        Matcher filter = FILTER.matcher(request);
        Matcher bookmark = BOOKMARK.matcher(request);
        return new RecordedSubscribe(
                resource,
                filter.find() ? Optional.of(Filter.of(filter.group(1), filter.group(2))) : Optional.empty(),
                text(request, "Heartbeats").map(Duration::parse),
                text(request, "Expires").map(Duration::parse),
                bookmark.find() ? Optional.of(bookmark.group(1)) : Optional.empty());
    }

    private static Optional<String> text(String request, String element) {
        Matcher found = Pattern.compile("<\\w+:" + element + "[^>]*>([^<]*)<").matcher(request);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
