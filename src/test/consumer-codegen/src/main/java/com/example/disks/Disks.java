package com.example.disks;

import com.example.acme.AcmeDisk;
import com.example.cim.Win32Service;
import dev.wsman.Session;
import java.util.List;
import java.util.Optional;

/** Uses the generated classes. */
public final class Disks {
    private Disks() {}

    public static List<AcmeDisk> solid(Session session) {
        return session.enumerate(AcmeDisk.class).list().stream()
                .filter(disk -> disk.kind().equals(Optional.of(AcmeDisk.Kind.SOLID_STATE)))
                .toList();
    }

    public static void stopAll(Session session) {
        session.enumerate(Win32Service.class).list().stream()
                .filter(service -> service.state().equals(Optional.of(Win32Service.State.RUNNING)))
                .forEach(Win32Service::stopService);
    }
}
