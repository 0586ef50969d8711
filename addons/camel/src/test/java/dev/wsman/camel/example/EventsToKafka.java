package dev.wsman.camel.example;

import dev.wsman.camel.WsmanConstants;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;

/** Sends the events of a host to a topic. */
public class EventsToKafka extends RouteBuilder {
    @Override
    public void configure() {
        from("wsman:subscribe?channels=System,Application&start=OLDEST&resultType=JSON&bookmarkRepository=#bookmarks")
                .setHeader(KafkaConstants.KEY, header(WsmanConstants.EVENT_KEY))
                .to("kafka:windows-events");
    }
}
