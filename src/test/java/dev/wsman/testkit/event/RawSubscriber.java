package dev.wsman.testkit.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import java.util.List;

/** Subscribes to event logs by Pull with hand-written envelopes, as captures/windows/eventlog-pull. */
final class RawSubscriber {
    static final String EVENT_LOG = "http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog";
    static final String DIALECT = "http://schemas.microsoft.com/win/2004/08/events/eventquery";
    static final String MODE = "http://schemas.dmtf.org/wbem/wsman/1/wsman/";

    private final RawClient client;
    private String context;

    RawSubscriber(WsmanService service) {
        client = new RawClient(service);
    }

    static String query(String channel, String xpath) {
        return "<QueryList><Query Id=\"0\"><Select Path=\"" + channel + "\">" + xpath + "</Select></Query></QueryList>";
    }

    static String pullBody(String query, String rest) {
        return "<wse:Delivery Mode=\"" + MODE + "Pull\"><wsman:Heartbeats>PT0.2S</wsman:Heartbeats></wse:Delivery>"
                + RawClient.filter(DIALECT, query) + rest + "<wsman:SendBookmarks/>";
    }

    /** Sends a Subscribe with options by name; {@code name=value} has a value. */
    RawReply subscribe(String body, String... options) {
        RawClient.RequestMessage message = RawClient.subscribe(EVENT_LOG, body);
        if (options.length > 0) {
            StringBuilder set = new StringBuilder("<wsman:OptionSet>");
            for (String option : options) {
                String[] parts = option.split("=", 2);
                set.append("<wsman:Option Name=\"").append(parts[0]).append("\">");
                set.append(parts.length > 1 ? parts[1] : "").append("</wsman:Option>");
            }
            message.block("wsman:OptionSet", set + "</wsman:OptionSet>");
        }
        RawReply reply = client.send(message);
        context = reply.status() == 200 ? reply.context() : null;
        return reply;
    }

    RawSubscriber open(String query, String rest, String... options) {
        RawReply reply = subscribe(pullBody(query, rest), options);
        assertThat(reply.fault()).as(reply.text()).isEmpty();
        return this;
    }

    RawReply pull() {
        RawReply reply = pull(context);
        context = reply.status() == 200 ? reply.context() : context;
        return reply;
    }

    RawReply pull(String oldContext) {
        return client.send(RawClient.pull(EVENT_LOG, oldContext, 100));
    }

    String context() {
        return context;
    }

    RawReply on(String operation, String identifier) {
        return client.send(RawClient.onSubscription(operation, EVENT_LOG, identifier));
    }

    /** Pulls once and returns the numbers of the records. */
    List<String> records() {
        RawReply reply = pull();
        assertThat(reply.fault()).as(reply.text()).isEmpty();
        return records(reply);
    }

    static List<String> records(RawReply reply) {
        return reply.texts("//wsen:Items/*[local-name()='Event']//*[local-name()='EventRecordID']");
    }

    /** Returns the content of the header Bookmark. */
    static String bookmark(RawReply reply) {
        String text = reply.text();
        int start = text.indexOf("<BookmarkList");
        return "<wsman:Bookmark>" + text.substring(start, text.indexOf("</BookmarkList>"))
                + "</BookmarkList></wsman:Bookmark>";
    }
}
