package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;

/**
 * Keeps passwords that a scheme hands over from going in plain HTTP to another machine, unless the caller allows it.
 * Checks the server's name before a request, and each address that a connection is made to. Thread-safe.
 */
final class PlainPasswordGuard {
    private final TransportSettings settings;

    PlainPasswordGuard(TransportSettings settings) {
        this.settings = settings;
    }

    /**
     * Checks the endpoint before anything is looked up.
     *
     * @throws ExchangeException if the password would be readable on the way
     */
    void check() {
        EndpointAddress address = settings.address();
        if (settings.login().handsOverPassword()
                && !address.https()
                && !address.isLoopback()
                && !settings.allowUnencrypted()) {
            throw ExchangeException.unencrypted(settings.login().scheme(), address.toString());
        }
    }

    /**
     * Checks the next hop, which is known only when the proxy selector has been asked.
     *
     * @param loopback whether the hop is on this machine
     * @param at the address for the message, such as {@code " at 192.0.2.1"}; empty before the name is looked up
     * @throws ExchangeException if the server's or the proxy's password would be readable on the way
     */
    void check(ProxyHop hop, boolean loopback, String at) {
        if (loopback || settings.allowUnencrypted()) {
            return;
        }
        Authentication proxyLogin = settings.proxyLogin();
        if (hop.isProxy() && proxyLogin.handsOverPassword()) {
            throw ExchangeException.unencryptedProxy(proxyLogin.scheme(), hop.authority() + at);
        }
        if (settings.login().handsOverPassword() && !settings.address().https()) {
            throw ExchangeException.unencrypted(settings.login().scheme(), settings.address() + at);
        }
    }
}
