package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/**
 * The events of a batch: logons of the Security log, in the form of Windows, with consecutive record numbers. Not
 * thread-safe.
 */
final class CannedEvents {
    /** The record before the first event. All record numbers have as many digits. */
    static final long BEFORE_FIRST = 100_000_000_000L;

    private static final int DIGITS = 12;
    private static final String SYSTEM_START =
            "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>"
                    + "<Provider Name='Microsoft-Windows-Security-Auditing'"
                    + " Guid='{54849625-5478-4994-A5BA-3E3B0328C30D}'/>"
                    + "<EventID>4624</EventID><Version>2</Version><Level>0</Level><Task>12544</Task>"
                    + "<Opcode>0</Opcode><Keywords>0x8020000000000000</Keywords>"
                    + "<TimeCreated SystemTime='2026-11-26T09:30:15.6986159Z'/><EventRecordID>";
    private static final String SYSTEM_END = "</EventRecordID><Correlation"
            + " ActivityID='{0D5C3F3A-9E0B-4C4E-8B7A-2B1E5A1F0C11}'/>"
            + "<Execution ProcessID='684' ThreadID='1452'/><Channel>" + EventContract.CHANNEL
            + "</Channel><Computer>host.bench.example</Computer><Security/></System><EventData>";
    private static final String[] DATA = {
        "SubjectUserSid", "S-1-5-18",
        "SubjectUserName", "HOST$",
        "SubjectDomainName", "BENCH",
        "SubjectLogonId", "0x3e7",
        "TargetUserSid", "S-1-5-21-1004336348-1177238915-682003330-1105",
        "TargetUserName", "operator",
        "TargetDomainName", "BENCH",
        "TargetLogonId", "0x51a0c3f",
        "LogonType", "3",
        "LogonProcessName", "Kerberos",
        "AuthenticationPackageName", "Kerberos",
        "WorkstationName", "-",
        "LogonGuid", "{7C1B0D52-3A1F-4B0E-9C59-2F6C8E0B7A41}",
        "TransmittedServices", "-",
        "LmPackageName", "-",
        "KeyLength", "0",
        "ProcessId", "0x2ac",
        "ProcessName", "C:\\Windows\\System32\\lsass.exe",
        "IpAddress", "10.20.30.40",
        "IpPort", "50123",
        "ImpersonationLevel", "%%1833",
        "RestrictedAdminMode", "-",
        "TargetOutboundUserName", "-",
        "TargetOutboundDomainName", "-",
        "VirtualAccount", "%%1843",
        "TargetLinkedLogonId", "0x0",
        "ElevatedToken", "%%1842"
    };

    private final byte[] batch;
    private final int[] numbers;

    /**
     * Prepares a batch.
     *
     * @param before the text before each event
     * @param after the text after each event
     */
    CannedEvents(int events, String before, String after) {
        numbers = new int[events];
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] start = (before + SYSTEM_START).getBytes(US_ASCII);
        byte[] end = (SYSTEM_END + data() + "</EventData></Event>" + after).getBytes(US_ASCII);
        for (int i = 0; i < events; i++) {
            all.writeBytes(start);
            numbers[i] = all.size();
            all.writeBytes(new byte[DIGITS]);
            all.writeBytes(end);
        }
        batch = all.toByteArray();
    }

    private static String data() {
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < DATA.length; i += 2) {
            data.append("<Data Name='").append(DATA[i]).append("'>").append(DATA[i + 1]);
            data.append("</Data>");
        }
        return data.toString();
    }

    /** Returns the events after a record. The array is reused by the next call. */
    byte[] after(long record) {
        for (int i = 0; i < numbers.length; i++) {
            long left = record + 1 + i;
            for (int digit = numbers[i] + DIGITS - 1; digit >= numbers[i]; digit--) {
                batch[digit] = (byte) ('0' + left % 10);
                left /= 10;
            }
        }
        return batch;
    }

    int count() {
        return numbers.length;
    }
}
