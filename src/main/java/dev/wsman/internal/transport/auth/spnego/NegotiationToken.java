package dev.wsman.internal.transport.auth.spnego;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Der;
import dev.wsman.internal.transport.auth.MechanismOid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of SPNEGO (RFC 4178 4.2). Absent fields are null. */
final class NegotiationToken {
    private static final int RESPONSE = Der.context(1);

    private NegotiationToken() {}

    /** The states of a response, in the order of their numbers. */
    enum State {
        ACCEPT_COMPLETED,
        ACCEPT_INCOMPLETE,
        REJECT,
        REQUEST_MIC
    }

    /** A NegTokenResp; the mechanism is the content of its object identifier. */
    record Response(
            @Nullable State state, byte @Nullable [] mechanism, byte @Nullable [] token, byte @Nullable [] mic) {
        byte[] encode() {
            List<byte[]> fields = new ArrayList<>();
            if (state != null) {
                fields.add(Der.write(Der.context(0), Der.write(Der.ENUMERATED, new byte[] {(byte) state.ordinal()})));
            }
            add(fields, 1, Der.OBJECT_IDENTIFIER, mechanism);
            add(fields, 2, Der.OCTET_STRING, token);
            add(fields, 3, Der.OCTET_STRING, mic);
            return Der.write(RESPONSE, Der.write(Der.SEQUENCE, fields.toArray(new byte[0][])));
        }

        static Response parse(byte[] bytes) throws AuthenticationFailedException {
            Der fields = Der.read(bytes).enter(RESPONSE).enter(Der.SEQUENCE);
            State state = fields.nextIs(Der.context(0)) ? state(fields.enter(Der.context(0))) : null;
            byte[] mechanism = optional(fields, 1, Der.OBJECT_IDENTIFIER);
            byte[] token = optional(fields, 2, Der.OCTET_STRING);
            return new Response(state, mechanism, token, optional(fields, 3, Der.OCTET_STRING));
        }

        private static State state(Der field) throws AuthenticationFailedException {
            int number = field.integer(Der.ENUMERATED);
            if (number < 0 || number >= State.values().length) {
                throw new AuthenticationFailedException(
                        "Negotiate: the server's negotiation state " + number + " is unknown");
            }
            return State.values()[number];
        }

        @Override
        public String toString() {
            return "Response[" + state + "]";
        }
    }

    /** A NegTokenInit: the mechanisms as the contents of their object identifiers, the preferred one first. */
    record Initial(List<byte[]> mechanisms, byte @Nullable [] token) {
        byte[] encode() {
            List<byte[]> fields = new ArrayList<>();
            fields.add(Der.write(Der.context(0), mechanismList(mechanisms)));
            add(fields, 2, Der.OCTET_STRING, token);
            return Der.write(
                    Der.APPLICATION_0,
                    Der.write(Der.OBJECT_IDENTIFIER, MechanismOid.SPNEGO.content()),
                    Der.write(Der.context(0), Der.write(Der.SEQUENCE, fields.toArray(new byte[0][]))));
        }

        static Initial parse(byte[] bytes) throws AuthenticationFailedException {
            Der token = Der.read(bytes).enter(Der.APPLICATION_0);
            if (!Arrays.equals(token.contents(Der.OBJECT_IDENTIFIER), MechanismOid.SPNEGO.content())) {
                throw new AuthenticationFailedException("Negotiate: the token is not one of SPNEGO");
            }
            Der fields = token.enter(Der.context(0)).enter(Der.SEQUENCE);
            List<byte[]> mechanisms = readMechanismList(fields.enter(Der.context(0)));
            if (fields.nextIs(Der.context(1))) {
                fields.skip();
            }
            return new Initial(mechanisms, optional(fields, 2, Der.OCTET_STRING));
        }

        @Override
        public String toString() {
            return "Initial[" + mechanisms.size() + " mechanisms]";
        }
    }

    /** Encodes the MechTypeList that both sides sign. */
    static byte[] mechanismList(List<byte[]> mechanisms) {
        List<byte[]> elements = new ArrayList<>();
        for (byte[] content : mechanisms) {
            elements.add(Der.write(Der.OBJECT_IDENTIFIER, content));
        }
        return Der.write(Der.SEQUENCE, elements.toArray(new byte[0][]));
    }

    /** Decodes a MechTypeList. */
    private static List<byte[]> readMechanismList(Der field) throws AuthenticationFailedException {
        Der list = field.enter(Der.SEQUENCE);
        List<byte[]> mechanisms = new ArrayList<>();
        while (list.hasNext()) {
            mechanisms.add(list.contents(Der.OBJECT_IDENTIFIER));
        }
        return List.copyOf(mechanisms);
    }

    private static void add(List<byte[]> fields, int number, int tag, byte @Nullable [] contents) {
        if (contents != null) {
            fields.add(Der.write(Der.context(number), Der.write(tag, contents)));
        }
    }

    private static byte @Nullable [] optional(Der fields, int number, int tag) throws AuthenticationFailedException {
        return fields.nextIs(Der.context(number))
                ? fields.enter(Der.context(number)).contents(tag)
                : null;
    }
}
