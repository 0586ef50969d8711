package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.Secret;
import dev.wsman.internal.transport.auth.WindowsAccount;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.kerberos.KerberosTicket;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * The source of the user's ticket: a password, a keytab, the ticket cache, or the caller's own Subject. A login is
 * kept until its ticket expires. Reads no login.conf. Thread-safe.
 */
public final class KerberosLogin implements AutoCloseable {
    private static final long MARGIN_MILLIS = 60_000;

    private final String description;
    private final String user;
    private final @Nullable Secret password;
    private final Map<String, String> moduleOptions;
    private final @Nullable Subject given;
    /** Held while the KDC is asked, which may take long. The state has its own lock, so that closing never waits. */
    private final Object turn = new Object();

    private @Nullable LoginContext login;
    private @Nullable AuthenticationFailedException failure;
    private long failedAt;
    private boolean closed;

    private KerberosLogin(
            String description,
            String user,
            @Nullable Secret password,
            Map<String, String> moduleOptions,
            @Nullable Subject given) {
        this.description = description;
        this.user = user;
        this.password = password;
        this.moduleOptions = moduleOptions;
        this.given = given;
    }

    /**
     * Logs in with a password, which is copied. The user is {@code user@realm}, {@code DOMAIN\\user} or {@code user}.
     */
    public static KerberosLogin password(String user, char[] password) {
        WindowsAccount.parse(user);
        return new KerberosLogin("password", user, new Secret(password), Map.of(), null);
    }

    /** Logs in with a key table. */
    public static KerberosLogin keytab(Path keytab, String principal) {
        WindowsAccount.parse(principal);
        Map<String, String> options =
                Map.of("useKeyTab", "true", "keyTab", keytab.toAbsolutePath().toString());
        return new KerberosLogin("keytab " + keytab, principal, null, options, null);
    }

    /** Uses the ticket that {@code kinit} left in the user's cache. */
    public static KerberosLogin ticketCache() {
        return new KerberosLogin("ticket cache", "", null, Map.of("useTicketCache", "true"), null);
    }

    /** Uses the ticket in that cache file. */
    public static KerberosLogin ticketCache(Path cache) {
        Map<String, String> options = Map.of(
                "useTicketCache", "true", "ticketCache", cache.toAbsolutePath().toString());
        return new KerberosLogin("ticket cache " + cache, "", null, options, null);
    }

    /** Uses the tickets of a Subject, which the caller keeps valid. */
    public static KerberosLogin subject(Subject subject) {
        return new KerberosLogin("subject", "", null, Map.of(), subject);
    }

    @Nullable
    Secret password() {
        return password;
    }

    boolean isGiven() {
        return given != null;
    }

    /** Returns the Subject with a ticket that is valid for at least a minute; logs in if there is none. */
    Subject subject(KerberosOptions options) throws AuthenticationFailedException {
        return given != null ? given : subject(options, System.nanoTime());
    }

    /**
     * Logs in, one thread at a time. A thread that waited while another thread's login failed gets that failure too,
     * so that a dead KDC costs its timeout only once.
     */
    private Subject subject(KerberosOptions options, long asked) throws AuthenticationFailedException {
        synchronized (turn) {
            Subject known = known(asked);
            if (known != null) {
                return known;
            }
            try {
                return adopt(logIn(options));
            } catch (AuthenticationFailedException failed) {
                remember(failed);
                throw failed;
            }
        }
    }

    /** Returns the Subject of the present login; null if another login is needed. */
    private synchronized @Nullable Subject known(long asked) throws AuthenticationFailedException {
        requireOpen();
        LoginContext current = login;
        if (current != null && isFresh(current.getSubject())) {
            return current.getSubject();
        }
        AuthenticationFailedException shared = failure;
        if (shared != null && failedAt - asked > 0) {
            throw new AuthenticationFailedException(String.valueOf(shared.getMessage()), shared);
        }
        login = null; // not logged out: other sessions may be using its tickets, which expire within a minute
        return null;
    }

    private synchronized Subject adopt(LoginContext renewed) {
        if (closed) {
            close(renewed);
        }
        requireOpen();
        login = renewed;
        return renewed.getSubject();
    }

    private synchronized void remember(AuthenticationFailedException failed) {
        failure = failed;
        failedAt = System.nanoTime();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the credentials are closed");
        }
    }

    private LoginContext logIn(KerberosOptions options) throws AuthenticationFailedException {
        if (options.realm() != null) {
            KerberosRealms.add(options.realm(), options.kdcs());
        }
        String principal = principal(options);
        try {
            LoginContext context = new LoginContext(
                    "dev.wsman", new Subject(), this::handle, new KerberosModule(moduleOptions(principal)));
            context.login();
            return context;
        } catch (LoginException failed) {
            throw new AuthenticationFailedException(
                    "Kerberos: no ticket for " + (principal.isEmpty() ? "the current user" : principal) + " with the "
                            + description + ": " + KerberosFailure.explain(failed),
                    failed);
        }
    }

    /** Returns {@code user@REALM}; without a realm the JDK uses the default one. */
    private String principal(KerberosOptions options) {
        if (user.isEmpty()) {
            return "";
        }
        WindowsAccount account = WindowsAccount.parse(user);
        int at = account.user().lastIndexOf('@');
        String name = at < 0 ? account.user() : account.user().substring(0, at);
        String named = at < 0 ? account.domain() : account.user().substring(at + 1);
        String realm = options.realm() != null ? options.realm() : realm(named);
        return realm.isEmpty() ? name : name + "@" + realm;
    }

    /**
     * Returns the realm of a domain. By convention, and in Windows, the realm of a DNS name is in capitals. A name
     * without dots is the short name of a Windows domain, with which the default realm may begin.
     */
    private static String realm(String named) {
        if (named.isEmpty() || named.equals(".")) {
            return "";
        }
        String upper = named.toUpperCase(Locale.ROOT);
        return KerberosServiceRealm.defaultRealm()
                .filter(realm ->
                        named.indexOf('.') < 0 && realm.toUpperCase(Locale.ROOT).startsWith(upper + "."))
                .orElse(upper);
    }

    private Map<String, String> moduleOptions(String principal) {
        Map<String, String> options = new HashMap<>(moduleOptions);
        options.put("isInitiator", "true");
        if (password == null) {
            options.put("doNotPrompt", "true");
        }
        if (!principal.isEmpty()) {
            options.put("principal", principal);
        }
        return options;
    }

    private void handle(Callback[] callbacks) throws UnsupportedCallbackException {
        for (Callback callback : callbacks) {
            if (callback instanceof PasswordCallback wanted && password != null) {
                char[] copy = password.copy();
                wanted.setPassword(copy);
                Arrays.fill(copy, '\0');
            } else if (callback instanceof NameCallback wanted) {
                wanted.setName(user);
            } else {
                throw new UnsupportedCallbackException(callback);
            }
        }
    }

    private static boolean isFresh(Subject subject) {
        Date soon = new Date(System.currentTimeMillis() + MARGIN_MILLIS);
        return subject.getPrivateCredentials(KerberosTicket.class).stream()
                .filter(ticket -> !ticket.isDestroyed())
                .filter(ticket -> ticket.getServer().getName().startsWith("krbtgt/"))
                .anyMatch(ticket -> ticket.getEndTime().after(soon));
    }

    /** Destroys the tickets of this login and wipes the password. Does not touch the caller's Subject. */
    @Override
    public synchronized void close() {
        closed = true;
        close(login);
        login = null;
        if (password != null) {
            password.close();
        }
    }

    private static void close(@Nullable LoginContext context) {
        if (context != null) {
            try {
                context.logout();
            } catch (LoginException alreadyGone) {
                context.getSubject().getPrivateCredentials().clear();
            }
        }
    }

    @Override
    public String toString() {
        return "KerberosLogin[" + (user.isEmpty() ? "" : user + ", ") + description + "]";
    }
}
