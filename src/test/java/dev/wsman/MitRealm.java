package dev.wsman;

import java.io.IOException;
import java.nio.file.Path;

/** A realm of MIT Kerberos: a database and a KDC of its own, in a directory of its own. */
final class MitRealm {
    static final String REALM = "MIT.TEST";

    private final Programs programs;
    private final int port;
    private final String kadmin;

    private MitRealm(Programs programs, int port, String kadmin) {
        this.programs = programs;
        this.port = port;
        this.kadmin = kadmin;
    }

    static MitRealm start(Programs programs) throws IOException, InterruptedException {
        String kdb5Util = Programs.need("kdb5_util");
        String kadmin = Programs.need("kadmin.local");
        String krb5kdc = Programs.need("krb5kdc");
        int port = Programs.freePort();
        Path directory = programs.directory();
        programs.environment("KRB5_CONFIG", programs.write("krb5.conf", """
                [libdefaults]
                  default_realm = %1$s
                  dns_lookup_realm = false
                  dns_lookup_kdc = false
                  rdns = false
                [realms]
                  %1$s = {
                    kdc = localhost:%2$d
                  }
                [domain_realm]
                  localhost = %1$s
                """.formatted(REALM, port)));
        programs.environment("KRB5_KDC_PROFILE", programs.write("kdc.conf", """
                [realms]
                  %1$s = {
                    database_name = %2$s/principal
                    key_stash_file = %2$s/stash
                    kdc_listen = 127.0.0.1:%3$d
                    kdc_tcp_listen = 127.0.0.1:%3$d
                    supported_enctypes = aes256-cts:normal aes128-cts:normal
                  }
                [logging]
                  kdc = FILE:%2$s/kdc.log
                """.formatted(REALM, directory, port)));
        programs.run(kdb5Util, "create", "-s", "-r", REALM, "-P", "master of the database");
        Process kdc = programs.start("krb5kdc", krb5kdc, "-n", "-r", REALM);
        programs.awaitPort("krb5kdc", kdc, port);
        return new MitRealm(programs, port, kadmin);
    }

    String kdc() {
        return "localhost:" + port;
    }

    void user(String name, String password) throws IOException, InterruptedException {
        programs.run(kadmin, "-r", REALM, "-q", "addprinc -pw \"" + password + "\" " + name);
    }

    /** Registers a service with a random key; answers the key table. */
    Path service(String principal) throws IOException, InterruptedException {
        Path keytab = programs.directory().resolve("service.keytab");
        programs.run(kadmin, "-r", REALM, "-q", "addprinc -randkey " + principal);
        programs.run(kadmin, "-r", REALM, "-q", "ktadd -k " + keytab + " " + principal);
        return keytab;
    }
}
