package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.protocol.ReferenceXml.ReferencePosition;
import java.time.Duration;
import java.util.List;

/** The items of one reply, as many as the limits of the request allow. */
final class ItemBatch {
    /**
     * The limits of a batch.
     *
     * @param items the maximum number of items
     * @param bytes the largest size of the whole envelope
     * @param characters the maximum number of characters of all items together
     */
    record BatchLimits(int items, int bytes, int characters) {}

    /** Bytes reserved for the elements around the items, including the context. */
    static final int FRAME = 700;

    private final ServiceSettings service;
    private final EnumerationContext<CimInstance> context;
    private final ReplyBuilder reply;
    private final BatchLimits limits;
    private final StringBuilder text = new StringBuilder();
    /** The number of bytes for the items and the namespace declarations of the envelope. */
    private final int capacity;

    private int bytes;

    ItemBatch(
            ServiceSettings service, EnumerationContext<CimInstance> context, ReplyBuilder reply, BatchLimits limits) {
        this.service = service;
        this.context = context;
        this.reply = reply;
        this.limits = limits;
        this.capacity = limits.bytes() - reply.size() - FRAME + declarations();
    }

    private int declarations() {
        return ReplyBuilder.utf8Length(reply.body().prefixes().declarations());
    }

    /** Takes the items that fit. The others remain for the next batch. */
    ItemBatch read(Duration timeout) {
        List<CimInstance> items = context.source()
                .take(limits.items(), timeout)
                .orElseThrow(() -> FaultKind.TIMED_OUT.fault().exception());
        for (int i = 0; i < items.size(); i++) {
            if (!add(items.get(i))) {
                context.source().giveBack(items.subList(i, items.size()));
                if (i == 0) {
                    throw FaultKind.ENCODING_LIMIT
                            .fault("MaxEnvelopeSize")
                            .nativeCode(2150858824L)
                            .reason("An item does not fit into the largest envelope that the request allows.")
                            .exception();
                }
                break;
            }
        }
        return this;
    }

    private boolean add(CimInstance item) {
        String xml = write(item);
        bytes += ReplyBuilder.utf8Length(xml);
        boolean fits = bytes + declarations() <= capacity && text.length() + xml.length() <= limits.characters();
        if (fits) {
            text.append(xml);
        }
        return fits;
    }

    private String write(CimInstance item) {
        XmlTextWriter xml = new XmlTextWriter(reply.body().prefixes());
        if (DeclarationOperations.isAddressedBy(context.enumerateRequest())) {
            new DeclarationOperations(service).write(xml, item.className(), context.enumerateRequest());
            return xml.toString();
        }
        RepresentationWriter writer = new RepresentationWriter(service, context.resource());
        switch (context.mode()) {
            case OBJECT -> writer.write(xml, item, context.projection());
            case EPR -> reference(xml, item, ReferencePosition.ITEM);
            case OBJECT_AND_EPR -> {
                xml.open(ServiceNamespaces.WSMAN, "Item");
                writer.write(xml, item, context.projection());
                reference(xml, item, ReferencePosition.NEW);
                xml.close();
            }
        }
        return xml.toString();
    }

    private void reference(XmlTextWriter xml, CimInstance item, ReferencePosition place) {
        ReferenceXml.write(xml, service, context.resource(), service.registry().referenceTo(item), place);
    }

    /** Writes the Items element in the namespace of the operation. */
    void write(XmlTextWriter body, String namespace) {
        body.open(namespace, "Items").raw(text).close();
    }
}
