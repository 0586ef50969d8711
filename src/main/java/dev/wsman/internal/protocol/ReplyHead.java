package dev.wsman.internal.protocol;

import dev.wsman.internal.xml.Tree;
import java.util.List;

/**
 * What is known about a reply before its body is read.
 *
 * @param status the HTTP status
 * @param headers the SOAP headers, in order
 */
public record ReplyHead(int status, List<Tree> headers) {}
