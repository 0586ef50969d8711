package dev.wsman.bench;

import dev.wsman.bench.cim.Win32Process;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads properties of a process through its generated class, and returns how many of them have a value. */
final class CimProperties {
    private CimProperties() {}

    static int five(Win32Process process) {
        return present(process.handle())
                + present(process.name())
                + present(process.processId())
                + present(process.creationDate())
                + present(process.workingSetSize());
    }

    static int all(Win32Process process) {
        return present(process.caption())
                + present(process.commandLine())
                + present(process.creationClassName())
                + present(process.creationDate())
                + present(process.csCreationClassName())
                + present(process.csName())
                + present(process.description())
                + present(process.executablePath())
                + present(process.executionState())
                + present(process.handle())
                + present(process.handleCount())
                + present(process.installDate())
                + present(process.kernelModeTime())
                + present(process.maximumWorkingSetSize())
                + present(process.minimumWorkingSetSize())
                + present(process.name())
                + present(process.osCreationClassName())
                + present(process.osName())
                + present(process.otherOperationCount())
                + present(process.otherTransferCount())
                + present(process.pageFaults())
                + present(process.pageFileUsage())
                + present(process.parentProcessId())
                + present(process.peakPageFileUsage())
                + present(process.peakVirtualSize())
                + present(process.peakWorkingSetSize())
                + present(process.priority())
                + present(process.privatePageCount())
                + present(process.processId())
                + present(process.quotaNonPagedPoolUsage())
                + present(process.quotaPagedPoolUsage())
                + present(process.quotaPeakNonPagedPoolUsage())
                + present(process.quotaPeakPagedPoolUsage())
                + present(process.readOperationCount())
                + present(process.readTransferCount())
                + present(process.sessionId())
                + present(process.status())
                + present(process.terminationDate())
                + present(process.threadCount())
                + present(process.userModeTime())
                + present(process.virtualSize())
                + present(process.windowsVersion())
                + present(process.workingSetSize())
                + present(process.writeOperationCount())
                + present(process.writeTransferCount());
    }

    private static int present(String value) {
        return value.isEmpty() ? 0 : 1;
    }

    private static int present(Optional<?> value) {
        return value.isPresent() ? 1 : 0;
    }

    private static int present(OptionalLong value) {
        return value.isPresent() ? 1 : 0;
    }

    private static int present(OptionalInt value) {
        return value.isPresent() ? 1 : 0;
    }
}
