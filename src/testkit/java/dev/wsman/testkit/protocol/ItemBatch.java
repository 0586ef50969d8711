package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.protocol.ReferenceXml.ReferencePosition;
import java.time.Duration;
import java.util.List;

/** The items of one answer, as many as the request's limits let in. */
final class ItemBatch {
    /**
     * The limits.
     *
     * @param items how many
     * @param bytes how large the whole envelope may be
     * @param characters how much text all items may be
     */
    record BatchLimits(int items, int bytes, int characters) {}

    /** What the elements around the items need, their context included. */
    static final int FRAME = 700;

    private final ServiceSettings service;
    private final EnumerationContext context;
    private final ReplyBuilder answer;
    private final BatchLimits limits;
    private final StringBuilder text = new StringBuilder();
    private final int room;
    private int bytes;

    ItemBatch(ServiceSettings service, EnumerationContext context, ReplyBuilder answer, BatchLimits limits) {
        this.service = service;
        this.context = context;
        this.answer = answer;
        this.limits = limits;
        this.room = limits.bytes() - answer.size() - FRAME + declarations();
    }

    private int declarations() {
        return ReplyBuilder.utf8Length(answer.body().prefixes().declarations());
    }

    /** Takes what fits; what does not stays for the next batch. */
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
        boolean fits = bytes + declarations() <= room && text.length() + xml.length() <= limits.characters();
        if (fits) {
            text.append(xml);
        }
        return fits;
    }

    private String write(CimInstance item) {
        XmlTextWriter xml = new XmlTextWriter(answer.body().prefixes());
        if (DeclarationOperations.isAddressedBy(context.begun())) {
            new DeclarationOperations(service).write(xml, item.className(), context.begun());
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
