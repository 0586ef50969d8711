package dev.wsman.testkit.data;

import dev.wsman.testkit.model.ManagedClass;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes that every service has: real data about this machine, and services and listeners that live in memory.
 *
 * <p>What is told about the machine is read through OSHI when it is asked for, once for each enumeration.
 * Win32_Process, Win32_OperatingSystem, Win32_ComputerSystem, Win32_LogicalDisk, Win32_NetworkAdapter and
 * Win32_NetworkAdapterConfiguration have the properties, types and keys of Windows; the first five extend CIM_Process
 * and so on, which tell the same under the keys of the DMTF. What OSHI cannot tell is NULL. No environment variable and
 * no command line is ever read, for both may hold secrets; the methods of these classes change nothing on the machine.
 *
 * <p>Win32_Service holds nine services (winmgmt, Spooler, W32Time and so on) whose states the methods change as Windows
 * does; CIM_ServiceProcess associates each running one (Service) with the Win32_Process that it runs in (Process), which
 * is this Java process. Listener is the resource {@code winrm/config/Listener} with Create, Put and Delete.
 *
 * <p>For classes made for tests see {@link AllTypesClass} and {@link ManyInstancesClass}.
 */
public final class StandardClasses {
    private StandardClasses() {}

    /** A fresh set, which shares no state with any other. */
    public static List<ManagedClass> create() {
        LocalMachine machine = new LocalMachine();
        List<ManagedClass> classes = new ArrayList<>();
        classes.addAll(ProcessClass.of(machine));
        classes.addAll(OperatingSystemClasses.of(machine));
        classes.addAll(ComputerSystemClasses.of(machine));
        classes.addAll(LogicalDiskClasses.of(machine));
        classes.addAll(NetworkAdapterClasses.of(machine));
        classes.addAll(ServiceClass.of(machine.name()));
        classes.add(new ListenerClass());
        return List.copyOf(classes);
    }
}
