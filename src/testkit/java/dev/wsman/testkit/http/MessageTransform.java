package dev.wsman.testkit.http;

/** Opens the bodies of requests and seals those of answers, on connections where messages are encrypted. */
public interface MessageTransform {
    /** Bodies as they are. */
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
     * A body and its type.
     *
     * @param contentType the Content-Type header
     * @param body the octets
     */
    record MessageBody(String contentType, byte[] body) {}

    /** The plain body of a request. */
    byte[] decrypt(String contentType, byte[] body);

    /** The body of an answer as it goes out. */
    MessageBody encrypt(String contentType, byte[] body);
}
