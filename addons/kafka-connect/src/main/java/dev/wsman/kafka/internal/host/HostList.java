package dev.wsman.kafka.internal.host;

import dev.wsman.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The hosts of a connector or a task, by their complete URLs, each once, in alphabetical order. The URL is part of the
 * partition of offsets; its complete form keeps the offsets if only the spelling of a host changes.
 *
 * @param endpoints the URLs, such as {@code http://server:5985/wsman}
 */
public record HostList(List<String> endpoints) {
    /** Sorts the URLs and removes repeated ones. */
    public HostList {
        endpoints = endpoints.stream().distinct().sorted().toList();
    }

    /**
     * Reads hosts as the configuration has them.
     *
     * @throws IllegalArgumentException if one is not valid; the message contains it
     */
    public static HostList of(Collection<String> hosts) {
        return new HostList(hosts.stream().map(HostList::url).toList());
    }

    private static String url(String host) {
        if (host.isBlank()) {
            throw new IllegalArgumentException("an empty host; remove the comma before or after it");
        }
        if (host.contains(",")) {
            throw new IllegalArgumentException("one host in each line, without commas: " + host);
        }
        return Session.builder(host).endpoint().toString();
    }

    /** Returns these hosts and others. */
    public HostList and(HostList others) {
        Set<String> all = new LinkedHashSet<>(endpoints);
        all.addAll(others.endpoints);
        return new HostList(List.copyOf(all));
    }

    /**
     * Distributes the hosts over tasks so that their numbers differ by one at most.
     *
     * @param maxTasks the largest number of tasks
     * @return the hosts of each task; none is empty, so that there may be fewer tasks
     */
    public List<HostList> groups(int maxTasks) {
        int tasks = Math.min(maxTasks, endpoints.size());
        return IntStream.range(0, tasks).mapToObj(task -> group(task, tasks)).toList();
    }

    private HostList group(int task, int tasks) {
        List<String> group = new ArrayList<>();
        for (int i = task; i < endpoints.size(); i += tasks) {
            group.add(endpoints.get(i));
        }
        return new HostList(group);
    }
}
