package dev.wsman.testkit.http;

/** Decrypts request bodies and encrypts reply bodies. Windows says "sealed" for encrypted. */
public interface MessageTransform {
    /** Leaves bodies as they are. */
    MessageTransform PLAIN = new MessageTransform() {
        @Override
        public byte[] decrypt(String contentType, byte[] body) {
            return body;
        }

        @Override
        public MessageBody encrypt(String contentType, byte[] body) {
            return new MessageBody(contentType, body);
        }
    };

    /**
     * A body and its content type.
     *
     * @param contentType the Content-Type header
     * @param body the bytes
     */
    record MessageBody(String contentType, byte[] body) {}

    /** Returns the plain body of a request. */
    byte[] decrypt(String contentType, byte[] body);

    /** Returns the body of a reply in the form in which it is sent. */
    MessageBody encrypt(String contentType, byte[] body);
}
