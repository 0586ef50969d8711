package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Tree;
import java.util.List;

/**
 * The parts of a reply that are read before its body.
 *
 * @param status the HTTP status
 * @param headers the SOAP headers, in order
 */
public record ReplyHead(int status, List<Tree> headers) {}
