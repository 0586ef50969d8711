package dev.wsman.bench.jaxb;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.time.OffsetDateTime;

/** A process on Windows with all of its 45 properties. */
@XmlRootElement(name = "Win32_Process")
@XmlAccessorType(XmlAccessType.FIELD)
public class Win32Process {
    @XmlElement(name = "Caption")
    private String caption;

    @XmlElement(name = "CommandLine")
    private String commandLine;

    @XmlElement(name = "CreationClassName")
    private String creationClassName;

    @XmlElement(name = "CreationDate")
    private OffsetDateTime creationDate;

    @XmlElement(name = "CSCreationClassName")
    private String csCreationClassName;

    @XmlElement(name = "CSName")
    private String csName;

    @XmlElement(name = "Description")
    private String description;

    @XmlElement(name = "ExecutablePath")
    private String executablePath;

    @XmlElement(name = "ExecutionState")
    private Integer executionState;

    @XmlElement(name = "Handle")
    private String handle;

    @XmlElement(name = "HandleCount")
    private Long handleCount;

    @XmlElement(name = "InstallDate")
    private OffsetDateTime installDate;

    @XmlElement(name = "KernelModeTime")
    private Long kernelModeTime;

    @XmlElement(name = "MaximumWorkingSetSize")
    private Long maximumWorkingSetSize;

    @XmlElement(name = "MinimumWorkingSetSize")
    private Long minimumWorkingSetSize;

    @XmlElement(name = "Name")
    private String name;

    @XmlElement(name = "OSCreationClassName")
    private String osCreationClassName;

    @XmlElement(name = "OSName")
    private String osName;

    @XmlElement(name = "OtherOperationCount")
    private Long otherOperationCount;

    @XmlElement(name = "OtherTransferCount")
    private Long otherTransferCount;

    @XmlElement(name = "PageFaults")
    private Long pageFaults;

    @XmlElement(name = "PageFileUsage")
    private Long pageFileUsage;

    @XmlElement(name = "ParentProcessId")
    private Long parentProcessId;

    @XmlElement(name = "PeakPageFileUsage")
    private Long peakPageFileUsage;

    @XmlElement(name = "PeakVirtualSize")
    private Long peakVirtualSize;

    @XmlElement(name = "PeakWorkingSetSize")
    private Long peakWorkingSetSize;

    @XmlElement(name = "Priority")
    private Long priority;

    @XmlElement(name = "PrivatePageCount")
    private Long privatePageCount;

    @XmlElement(name = "ProcessId")
    private Long processId;

    @XmlElement(name = "QuotaNonPagedPoolUsage")
    private Long quotaNonPagedPoolUsage;

    @XmlElement(name = "QuotaPagedPoolUsage")
    private Long quotaPagedPoolUsage;

    @XmlElement(name = "QuotaPeakNonPagedPoolUsage")
    private Long quotaPeakNonPagedPoolUsage;

    @XmlElement(name = "QuotaPeakPagedPoolUsage")
    private Long quotaPeakPagedPoolUsage;

    @XmlElement(name = "ReadOperationCount")
    private Long readOperationCount;

    @XmlElement(name = "ReadTransferCount")
    private Long readTransferCount;

    @XmlElement(name = "SessionId")
    private Long sessionId;

    @XmlElement(name = "Status")
    private String status;

    @XmlElement(name = "TerminationDate")
    private OffsetDateTime terminationDate;

    @XmlElement(name = "ThreadCount")
    private Long threadCount;

    @XmlElement(name = "UserModeTime")
    private Long userModeTime;

    @XmlElement(name = "VirtualSize")
    private Long virtualSize;

    @XmlElement(name = "WindowsVersion")
    private String windowsVersion;

    @XmlElement(name = "WorkingSetSize")
    private Long workingSetSize;

    @XmlElement(name = "WriteOperationCount")
    private Long writeOperationCount;

    @XmlElement(name = "WriteTransferCount")
    private Long writeTransferCount;

    public String getHandle() {
        return handle;
    }

    public String getName() {
        return name;
    }

    public Long getProcessId() {
        return processId;
    }

    public OffsetDateTime getCreationDate() {
        return creationDate;
    }

    public Long getWorkingSetSize() {
        return workingSetSize;
    }
}
