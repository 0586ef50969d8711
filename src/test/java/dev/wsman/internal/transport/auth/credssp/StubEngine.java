package dev.wsman.internal.transport.auth.credssp;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLSession;

/**
 * An engine that consumes and produces a fixed number of bytes in each step, reports OK for every step, and never
 * changes its handshake status.
 */
final class StubEngine extends SSLEngine {
    private final HandshakeStatus status;
    private final int consumed;
    private final int produced;

    StubEngine(HandshakeStatus status, int consumed, int produced) {
        this.status = status;
        this.consumed = consumed;
        this.produced = produced;
    }

    private SSLEngineResult step(ByteBuffer from, ByteBuffer to) {
        int taken = Math.min(consumed, from.remaining());
        from.position(from.position() + taken);
        to.put(new byte[produced]);
        return new SSLEngineResult(Status.OK, status, taken, produced);
    }

    @Override
    public SSLEngineResult wrap(ByteBuffer[] texts, int offset, int length, ByteBuffer record) {
        return step(texts[offset], record);
    }

    @Override
    public SSLEngineResult unwrap(ByteBuffer records, ByteBuffer[] texts, int offset, int length) {
        return step(records, texts[offset]);
    }

    @Override
    public Runnable getDelegatedTask() {
        return null;
    }

    @Override
    public void closeInbound() {}

    @Override
    public boolean isInboundDone() {
        return false;
    }

    @Override
    public void closeOutbound() {}

    @Override
    public boolean isOutboundDone() {
        return false;
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return new String[0];
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedProtocols() {
        return new String[0];
    }

    @Override
    public String[] getEnabledProtocols() {
        return new String[0];
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    /** Returns a session whose buffers have the usual sizes. */
    @Override
    public SSLSession getSession() {
        try {
            return SSLContext.getDefault().createSSLEngine().getSession();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public void beginHandshake() {}

    @Override
    public HandshakeStatus getHandshakeStatus() {
        return status;
    }

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
        return true;
    }

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
