package dev.wsman.bench;

import dev.wsman.bench.cim.Win32Process;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads a process through its generated class; answers how many of the properties were there. */
final class CimReading {
    private CimReading() {}

    static int five(Win32Process process) {
        return there(process.handle())
                + there(process.name())
                + there(process.processId())
                + there(process.creationDate())
                + there(process.workingSetSize());
    }

    static int all(Win32Process process) {
        return there(process.caption())
                + there(process.commandLine())
                + there(process.creationClassName())
                + there(process.creationDate())
                + there(process.csCreationClassName())
                + there(process.csName())
                + there(process.description())
                + there(process.executablePath())
                + there(process.executionState())
                + there(process.handle())
                + there(process.handleCount())
                + there(process.installDate())
                + there(process.kernelModeTime())
                + there(process.maximumWorkingSetSize())
                + there(process.minimumWorkingSetSize())
                + there(process.name())
                + there(process.osCreationClassName())
                + there(process.osName())
                + there(process.otherOperationCount())
                + there(process.otherTransferCount())
                + there(process.pageFaults())
                + there(process.pageFileUsage())
                + there(process.parentProcessId())
                + there(process.peakPageFileUsage())
                + there(process.peakVirtualSize())
                + there(process.peakWorkingSetSize())
                + there(process.priority())
                + there(process.privatePageCount())
                + there(process.processId())
                + there(process.quotaNonPagedPoolUsage())
                + there(process.quotaPagedPoolUsage())
                + there(process.quotaPeakNonPagedPoolUsage())
                + there(process.quotaPeakPagedPoolUsage())
                + there(process.readOperationCount())
                + there(process.readTransferCount())
                + there(process.sessionId())
                + there(process.status())
                + there(process.terminationDate())
                + there(process.threadCount())
                + there(process.userModeTime())
                + there(process.virtualSize())
                + there(process.windowsVersion())
                + there(process.workingSetSize())
                + there(process.writeOperationCount())
                + there(process.writeTransferCount());
    }

    private static int there(String value) {
        return value.isEmpty() ? 0 : 1;
    }

    private static int there(Optional<?> value) {
        return value.isPresent() ? 1 : 0;
    }

    private static int there(OptionalLong value) {
        return value.isPresent() ? 1 : 0;
    }

    private static int there(OptionalInt value) {
        return value.isPresent() ? 1 : 0;
    }
}
