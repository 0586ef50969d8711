/**
 * Sends exchanges: the generated port types on Apache CXF's outbound chain, for all sessions on one private bus. The
 * only package that uses {@code org.apache.cxf} or {@code dev.wsman.schema}.
 * {@link dev.wsman.internal.cxf.RemoteService#send} is the whole path of an exchange, and runs on the caller's thread:
 *
 * <pre>
 * Session                       describes an Exchange: operation, target, body, reply reader
 *   |
 * OperationRunner               time limit, attempts, listener, errors
 *   |
 * RemoteService.send
 *   |-- OutgoingRequest.of      message identifier and OperationTimeout of this attempt
 *   |-- StubClient.write        the envelope, into a RequestBuffer
 *   |     '-- CXF's chain       AddressingCodec    wsa and wsman headers, into the header list
 *   |                           SoapOutInterceptor envelope and headers
 *   |                           BodyInterceptor    the body, by StreamingBinding
 *   |-- HttpTransport.exchange  the bytes out, the head of the reply in
 *   '-- EnvelopeReader.read     the reply's headers, then a fault or its body
 *         '-- ReplyReader.read  the body, into the result
 * </pre>
 *
 * <p>Nothing of an exchange outlives this call, and nothing is kept by thread. The result is what {@code send} returns;
 * a failure is the {@code ExchangeException} that it throws.
 */
@NullMarked
package dev.wsman.internal.cxf;

import org.jspecify.annotations.NullMarked;
