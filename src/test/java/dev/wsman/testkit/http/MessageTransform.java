package dev.wsman.testkit.http;

/** Opens the bodies of requests and seals those of answers, on connections where messages are encrypted. */
public interface MessageTransform {
    /** Bodies as they are. */
    MessageTransform PLAIN = new MessageTransform() {
        @Override
        public byte[] open(String contentType, byte[] body) {
            return body;
        }

        @Override
        public Message seal(String contentType, byte[] body) {
            return new Message(contentType, body);
        }
    };

    /**
     * A body and its type.
     *
     * @param contentType the Content-Type header
     * @param body the octets
     */
    record Message(String contentType, byte[] body) {}

    /** The plain body of a request. */
    byte[] open(String contentType, byte[] body);

    /** The body of an answer as it goes out. */
    Message seal(String contentType, byte[] body);
}
