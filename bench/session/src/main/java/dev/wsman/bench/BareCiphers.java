package dev.wsman.bench;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * The same cipher over the same number of messages of the same size as an enumeration, by JCE or JSSE alone: encrypts
 * each request and decrypts each reply, with arrays that are reused.
 */
final class BareCiphers {
    private static final byte[] KEY = new byte[32];
    /** The length of the confounder and of the encrypted header of Kerberos (RFC 4121 4.2.4). */
    private static final int KERBEROS_BLOCKS = 32;

    private final byte[] request;
    private final byte[] reply;
    private final byte[] out;

    /** Prepares messages of these sizes. */
    BareCiphers(int request, int reply) {
        this.request = new byte[request];
        this.reply = new byte[reply + KERBEROS_BLOCKS];
        this.out = new byte[reply + KERBEROS_BLOCKS];
    }

    /** NTLM: RC4, and HMAC-MD5 of the plain text. Its key stream continues from message to message. */
    SecureSide rc4(int messages) throws GeneralSecurityException {
        Cipher outgoing = Cipher.getInstance("ARCFOUR");
        outgoing.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, 0, 16, "ARCFOUR"));
        Cipher incoming = Cipher.getInstance("ARCFOUR");
        incoming.init(Cipher.DECRYPT_MODE, new SecretKeySpec(KEY, 0, 16, "ARCFOUR"));
        Mac mac = mac("HmacMD5");
        return () -> {
            for (int i = 0; i < messages; i++) {
                outgoing.update(request, 0, request.length, out);
                mac.update(request);
                mac.doFinal();
                incoming.update(reply, 0, reply.length - KERBEROS_BLOCKS, out);
                mac.update(out, 0, reply.length - KERBEROS_BLOCKS);
                mac.doFinal();
            }
            return messages;
        };
    }

    /** Kerberos: AES-256 in CBC mode with cipher text stealing, and HMAC-SHA1 of the plain text (RFC 3962). */
    SecureSide aes256(int messages) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CTS/NoPadding");
        SecretKeySpec key = new SecretKeySpec(KEY, "AES");
        IvParameterSpec initial = new IvParameterSpec(new byte[16]);
        Mac mac = mac("HmacSHA1");
        return () -> {
            for (int i = 0; i < messages; i++) {
                cipher.init(Cipher.ENCRYPT_MODE, key, initial);
                cipher.doFinal(request, 0, request.length, out);
                mac.update(request);
                mac.doFinal();
                cipher.init(Cipher.DECRYPT_MODE, key, initial);
                cipher.doFinal(reply, 0, reply.length, out);
                mac.update(out);
                mac.doFinal();
            }
            return messages;
        };
    }

    private static Mac mac(String algorithm) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(KEY, 0, 16, algorithm));
        return mac;
    }

    /**
     * TLS: two engines that have shaken hands. The server's engine encrypts the replies on another thread, whose time
     * is not measured.
     */
    SecureSide tls(int messages, SSLContext clients, SSLContext servers) throws SSLException {
        EnginePair pair = new EnginePair(clients, servers);
        ExecutorService server = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "tls-server");
            thread.setDaemon(true);
            return thread;
        });
        ByteBuffer plain = ByteBuffer.allocate(reply.length + 32 * 1024);
        ByteBuffer encrypted = ByteBuffer.allocate(32 * 1024);
        return () -> {
            List<ByteBuffer> replies =
                    server.submit(() -> pair.replies(reply, messages)).get();
            for (ByteBuffer records : replies) {
                pair.client().wrap(ByteBuffer.wrap(request), encrypted.clear());
                plain.clear();
                while (records.hasRemaining()) {
                    SSLEngineResult result = pair.client().unwrap(records, plain);
                    if (result.getStatus() != SSLEngineResult.Status.OK) {
                        throw new SSLException(result.toString());
                    }
                }
            }
            return messages;
        };
    }

    /** The two ends of a TLS connection in memory. */
    private static final class EnginePair {
        private final SSLEngine client;
        private final SSLEngine server;

        EnginePair(SSLContext clients, SSLContext servers) throws SSLException {
            client = clients.createSSLEngine("localhost", 1);
            server = servers.createSSLEngine();
            client.setUseClientMode(true);
            server.setUseClientMode(false);
            ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
            ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
            for (int i = 0; i < 20; i++) {
                advance(client, toClient, toServer);
                advance(server, toServer, toClient);
            }
        }

        private static void advance(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
            ByteBuffer data = ByteBuffer.allocate(64 * 1024);
            in.flip();
            engine.unwrap(in, data);
            in.compact();
            runTasks(engine);
            engine.wrap(ByteBuffer.allocate(0), out);
        }

        private static void runTasks(SSLEngine engine) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        }

        SSLEngine client() {
            return client;
        }

        List<ByteBuffer> replies(byte[] text, int number) throws SSLException {
            List<ByteBuffer> replies = new ArrayList<>();
            for (int i = 0; i < number; i++) {
                ByteBuffer in = ByteBuffer.wrap(text);
                ByteBuffer out = ByteBuffer.allocate(text.length + text.length / 8 + 64 * 1024);
                while (in.hasRemaining()) {
                    server.wrap(in, out);
                }
                replies.add(out.flip());
            }
            return replies;
        }
    }
}
