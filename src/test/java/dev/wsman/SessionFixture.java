package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** What the end-to-end tests of sessions share: the service's classes, canned envelopes, and waiting for a condition. */
final class SessionFixture {
    static final String WMI = ServiceNamespaces.WMI + "root/cimv2/";
    static final String TYPES_URI = WMI + "Lab_AllTypes";
    static final ResourceLocator TYPES = ResourceLocator.of(TYPES_URI);
    static final ResourceLocator ONE = TYPES.selector("Id", "one");
    static final String MANY_URI = WMI + "Lab_Many";
    static final ResourceLocator MANY = ResourceLocator.of(MANY_URI);
    static final String SOAP_TYPE = "application/soap+xml;charset=UTF-8";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private SessionFixture() {}

    /** The types' class, and twenty-five numbered instances. */
    static WsmanServiceBuilder service() {
        return WsmanService.builder()
                .withoutStandardClasses()
                .add(AllTypesClass.create())
                .add(ManyInstancesClass.of(25));
    }

    /** An envelope with that body, as a server might send it. */
    static String envelope(String body) {
        return envelope("", body);
    }

    static String envelope(String headers, String body) {
        return "<s:Envelope xmlns:s='" + ServiceNamespaces.SOAP + "' xmlns:a='" + ServiceNamespaces.ADDRESSING
                + "' xmlns:n='"
                + ServiceNamespaces.ENUMERATION + "' xmlns:w='" + ServiceNamespaces.WSMAN + "' xmlns:x='"
                + ServiceNamespaces.TRANSFER
                + "' xmlns:xsi='" + ServiceNamespaces.XSI + "'><s:Header>" + headers + "</s:Header><s:Body>" + body
                + "</s:Body></s:Envelope>";
    }

    /** Numbered items of {@code Lab_Many}, as a server might send them. */
    static String items(int first, int last) {
        StringBuilder items = new StringBuilder();
        IntStream.rangeClosed(first, last).forEach(number -> items.append("<p:Lab_Many xmlns:p='")
                .append(MANY_URI)
                .append("'><p:Id>")
                .append(number)
                .append("</p:Id></p:Lab_Many>"));
        return items.toString();
    }

    static List<String> ids(List<Instance> items) {
        return items.stream().map(item -> item.text("Id").orElseThrow()).toList();
    }

    static List<String> ids(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toList();
    }

    /** The names of the header blocks, in order. */
    static List<String> headerNames(RecordedRequest request) {
        int count = Integer.parseInt(request.xpath("count(/s:Envelope/s:Header/*)"));
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> request.xpath("local-name(/s:Envelope/s:Header/*[" + i + "])"))
                .toList();
    }

    static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        assertThat(condition.getAsBoolean()).as(what).isTrue();
    }
}
