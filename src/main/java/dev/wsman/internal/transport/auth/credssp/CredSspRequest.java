package dev.wsman.internal.transport.auth.credssp;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Der;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The TSRequest of MS-CSSP 2.2.1. Absent fields are null; the error is an NTSTATUS, 0 for none. */
record CredSspRequest(
        int version,
        byte @Nullable [] negotiation,
        byte @Nullable [] authInfo,
        byte @Nullable [] publicKeyProof,
        int error,
        byte @Nullable [] nonce) {

    byte[] encode() {
        List<byte[]> fields = new ArrayList<>();
        fields.add(Der.write(Der.context(0), Der.writeInteger(version)));
        if (negotiation != null) {
            byte[] element = Der.write(Der.context(0), Der.write(Der.OCTET_STRING, negotiation));
            fields.add(Der.write(Der.context(1), Der.write(Der.SEQUENCE, Der.write(Der.SEQUENCE, element))));
        }
        add(fields, 2, authInfo);
        add(fields, 3, publicKeyProof);
        if (error != 0) {
            fields.add(Der.write(Der.context(4), Der.writeInteger(error)));
        }
        add(fields, 5, nonce);
        return Der.write(Der.SEQUENCE, fields.toArray(new byte[0][]));
    }

    static CredSspRequest parse(byte[] bytes) throws AuthenticationFailedException {
        Der fields = Der.read(bytes).enter(Der.SEQUENCE);
        int version = fields.enter(Der.context(0)).integer(Der.INTEGER);
        byte[] negotiation = fields.nextIs(Der.context(1)) ? negotiation(fields.enter(Der.context(1))) : null;
        byte[] authInfo = optional(fields, 2);
        byte[] proof = optional(fields, 3);
        int error = fields.nextIs(Der.context(4)) ? fields.enter(Der.context(4)).integer(Der.INTEGER) : 0;
        return new CredSspRequest(version, negotiation, authInfo, proof, error, optional(fields, 5));
    }

    private static byte[] negotiation(Der field) throws AuthenticationFailedException {
        return field.enter(Der.SEQUENCE)
                .enter(Der.SEQUENCE)
                .enter(Der.context(0))
                .contents(Der.OCTET_STRING);
    }

    private static void add(List<byte[]> fields, int number, byte @Nullable [] contents) {
        if (contents != null) {
            fields.add(Der.write(Der.context(number), Der.write(Der.OCTET_STRING, contents)));
        }
    }

    private static byte @Nullable [] optional(Der fields, int number) throws AuthenticationFailedException {
        return fields.nextIs(Der.context(number))
                ? fields.enter(Der.context(number)).contents(Der.OCTET_STRING)
                : null;
    }

    @Override
    public String toString() {
        return "CredSspRequest[version=" + version + "]";
    }
}
