package dev.wsman.bench;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The items of all enumerations, in the form of a Win32_Process from Windows: 45 properties and about 2.4 kB each. */
final class CannedItems {
    /** Names and kinds: s for a text, n for a number, d for a datetime, x for a null. */
    private static final String[][] PROPERTIES = {
        {"Caption", "s"},
        {"CommandLine", "s"},
        {"CreationClassName", "s"},
        {"CreationDate", "d"},
        {"CSCreationClassName", "s"},
        {"CSName", "s"},
        {"Description", "s"},
        {"ExecutablePath", "s"},
        {"ExecutionState", "x"},
        {"Handle", "n"},
        {"HandleCount", "n"},
        {"InstallDate", "x"},
        {"KernelModeTime", "n"},
        {"MaximumWorkingSetSize", "n"},
        {"MinimumWorkingSetSize", "n"},
        {"Name", "s"},
        {"OSCreationClassName", "s"},
        {"OSName", "s"},
        {"OtherOperationCount", "n"},
        {"OtherTransferCount", "n"},
        {"PageFaults", "n"},
        {"PageFileUsage", "n"},
        {"ParentProcessId", "n"},
        {"PeakPageFileUsage", "n"},
        {"PeakVirtualSize", "n"},
        {"PeakWorkingSetSize", "n"},
        {"Priority", "n"},
        {"PrivatePageCount", "n"},
        {"ProcessId", "n"},
        {"QuotaNonPagedPoolUsage", "n"},
        {"QuotaPagedPoolUsage", "n"},
        {"QuotaPeakNonPagedPoolUsage", "n"},
        {"QuotaPeakPagedPoolUsage", "n"},
        {"ReadOperationCount", "n"},
        {"ReadTransferCount", "n"},
        {"SessionId", "n"},
        {"Status", "x"},
        {"TerminationDate", "x"},
        {"ThreadCount", "n"},
        {"UserModeTime", "n"},
        {"VirtualSize", "n"},
        {"WindowsVersion", "s"},
        {"WorkingSetSize", "n"},
        {"WriteOperationCount", "n"},
        {"WriteTransferCount", "n"},
    };

    private static final Map<String, String> TEXTS = Map.of(
            "Caption", "svchost.exe",
            "CommandLine", "C:\\Windows\\system32\\svchost.exe -k netsvcs -p -s Schedule -instance %d",
            "CreationClassName", "Win32_Process",
            "CSCreationClassName", "Win32_ComputerSystem",
            "CSName", "WIN-8F2K1QGN5TD",
            "ExecutablePath", "C:\\Windows\\system32\\svchost.exe",
            "OSCreationClassName", "Win32_OperatingSystem",
            "OSName",
                    "Microsoft Windows Server 2019 Standard|C:\\Windows|\\Device\\Harddisk0\\Partition4"
                            + " &amp; \\Device\\Harddisk1\\Partition1",
            "WindowsVersion", "10.0.17763");

    private CannedItems() {}

    /**
     * Returns an item.
     *
     * @param layout the form of the item
     */
    static byte[] item(int number, CannedLayout layout) {
        StringBuilder xml = new StringBuilder(4000).append(layout.line(CannedLayout.ITEM));
        xml.append("<p:Win32_Process xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:p=\"")
                .append(CannedContract.RESOURCE_URI)
                .append("\" xmlns:cim=\"http://schemas.dmtf.org/wbem/wscim/1/common\"")
                .append(" xsi:type=\"p:Win32_Process_Type\">");
        for (int i = 0; i < PROPERTIES.length; i++) {
            if (!layout.omits(number, i, PROPERTIES.length)) {
                xml.append(layout.line(CannedLayout.ITEM + 1));
                property(xml, PROPERTIES[i][0], PROPERTIES[i][1], number, i);
            }
        }
        xml.append(layout.line(CannedLayout.ITEM)).append("</p:Win32_Process>");
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void property(StringBuilder xml, String name, String kind, int number, int position) {
        if (kind.equals("x")) {
            xml.append("<p:").append(name).append(" xsi:nil=\"true\"/>");
            return;
        }
        xml.append("<p:").append(name).append('>');
        switch (kind) {
            case "s" -> xml.append(TEXTS.getOrDefault(name, "svchost.exe").replace("%d", Integer.toString(number)));
            case "d" ->
                xml.append("<cim:Datetime>2026-11-20T08:")
                        .append(10 + number % 50)
                        .append(":12.345678+01:00</cim:Datetime>");
            default -> xml.append(value(name, number, position));
        }
        xml.append("</p:").append(name).append('>');
    }

    private static long value(String name, int number, int position) {
        return switch (name) {
            case "Handle", "ProcessId" -> 1000 + number;
            case "Priority", "SessionId", "ThreadCount" -> number % 32;
            default -> 1_000L + number * 7L + position * 131L;
        };
    }
}
