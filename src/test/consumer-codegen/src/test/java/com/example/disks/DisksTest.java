package com.example.disks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.acme.AcmeDisk;
import com.example.cim.Win32Service;
import dev.wsman.cim.CimType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisksTest {
    @Test
    void writesAndReadsByGeneratedClass() {
        AcmeDisk disk = new AcmeDisk();
        disk.setKind(AcmeDisk.Kind.SOLID_STATE);
        disk.setSize(-1L);
        assertEquals(Optional.of(AcmeDisk.Kind.SOLID_STATE), disk.kind());
        assertEquals("18446744073709551615", disk.sizeExact().orElseThrow().toString());
    }

    @Test
    void generatesFromSnapshotWithoutServer() {
        assertEquals(
                "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service",
                Win32Service.class.getAnnotation(CimType.class).resourceUri());
    }

    @Test
    void generatesAndSnapshotsOnlyNamedClasses() throws Exception {
        assertFalse(Files.exists(Path.of("target/generated-sources/acme/com/example/acme/OtherClass.java")));
        String snapshot = Files.readString(Path.of("target/acme.xml"));
        assertTrue(snapshot.contains("NAME=\"ACME_Disk\""), snapshot);
        assertFalse(snapshot.contains("Other_Class"), snapshot);
    }
}
