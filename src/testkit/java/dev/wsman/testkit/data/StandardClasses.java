package dev.wsman.testkit.data;

import dev.wsman.testkit.model.ManagedClass;
import java.util.ArrayList;
import java.util.List;

/**
 * The classes that every service has by default: data about this machine, and services and listeners in memory.
 *
 * <p>Data about the machine is read when it is requested, once per enumeration. Win32_Process,
 * Win32_OperatingSystem, Win32_ComputerSystem, Win32_LogicalDisk, Win32_NetworkAdapter and
 * Win32_NetworkAdapterConfiguration have the properties, types and keys of Windows (MicrosoftDocs/win32,
 * desktop-src/CIMWin32Prov). The first five extend CIM_Process and so on, which describe the same objects with the keys
 * of the DMTF. Properties that are not known are NULL. Environment variables and command lines are never read,
 * because both may contain secrets. The methods of these classes do not change the machine.
 *
 * <p>Win32_Service has nine services, such as winmgmt, Spooler and W32Time, and methods that change their states as
 * on Windows. CIM_ServiceProcess associates each running service (Service) with the Win32_Process in which it runs
 * (Process), which is this Java process. Listener is the resource {@code winrm/config/Listener} with Create, Put and
 * Delete.
 *
 * <p>{@link AllTypesClass} and {@link ManyInstancesClass} are classes for tests; a service does not have them by
 * default.
 */
public final class StandardClasses {
    private StandardClasses() {}

    /** Creates classes that share no state with others. */
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
