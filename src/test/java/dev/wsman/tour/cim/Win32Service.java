package dev.wsman.tour.cim;

import dev.wsman.Instance;
import dev.wsman.ViewFactory;
import dev.wsman.cim.CimEnum;
import dev.wsman.cim.CimObject;
import dev.wsman.cim.CimOutput;
import dev.wsman.cim.CimType;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A service of Windows.
 *
 * <p>CIM class {@code Win32_Service}.
 */
@CimType(
        name = "Win32_Service",
        resourceUri = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service",
        namespace = "root/cimv2",
        keys = {"Name"}
)
public class Win32Service extends CimObject {
    /**
     * Creates an object without properties, to be filled and then created on a server.
     */
    public Win32Service() {
    }

    /**
     * Creates a view of an instance. Called by sessions.
     *
     * @param instance the instance that the server sent
     * @param origin the session and the resource of the instance
     */
    public Win32Service(Instance instance, ViewFactory.Origin origin) {
        super(instance, origin);
    }

    /**
     * The name by which the service is started and stopped.
     *
     * <p>{@code string Name}, a key.
     */
    public String name() {
        return values().required("Name", values().text("Name"));
    }

    /**
     * Sets {@code string Name} in this object, not on the server. A null value sets NULL.
     */
    public void setName(String value) {
        set("Name", value);
    }

    /**
     * The name that is shown to users.
     *
     * <p>{@code string DisplayName}.
     */
    public Optional<String> displayName() {
        return values().text("DisplayName");
    }

    /**
     * Sets {@code string DisplayName} in this object, not on the server. A null value sets NULL.
     */
    public void setDisplayName(String value) {
        set("DisplayName", value);
    }

    /**
     * The current state.
     *
     * <p>{@code string State}. Empty for a value without a name.
     */
    public Optional<State> state() {
        return values().constant("State", State.class);
    }

    /**
     * {@code string State} as the server sent it, including ranges and unknown values.
     */
    public Optional<String> stateValue() {
        return values().text("State");
    }

    /**
     * Sets {@code string State} in this object, not on the server. A null value sets NULL.
     */
    public void setState(State value) {
        set("State", value);
    }

    /**
     * Sets {@code string State} in this object, not on the server. A null value sets NULL.
     */
    public void setStateValue(String value) {
        set("State", value);
    }

    /**
     * The process of the service; 0 if it is stopped.
     *
     * <p>{@code uint32 ProcessId}.
     */
    public OptionalLong processId() {
        return values().number("ProcessId");
    }

    /**
     * Sets {@code uint32 ProcessId} in this object, not on the server. A null value sets NULL.
     */
    public void setProcessId(Long value) {
        set("ProcessId", value);
    }

    /**
     * Starts the service.
     *
     * <p>CIM method {@code StartService}. A return value that reports a failure causes an exception only if {@code
     * orThrow()} of the output is called.
     */
    public StartServiceOutput startService() {
        return invoke("StartService", null, StartServiceOutput::new);
    }

    /**
     * Stops the service.
     *
     * <p>CIM method {@code StopService}. A return value that reports a failure causes an exception only if {@code
     * orThrow()} of the output is called.
     */
    public StopServiceOutput stopService() {
        return invoke("StopService", null, StopServiceOutput::new);
    }

    /**
     * The named values of {@code State}. A server may send other values.
     */
    public enum State implements CimEnum {
        /**
         * Stopped: Stopped
         */
        STOPPED("Stopped", "Stopped"),

        /**
         * Start Pending: Start Pending
         */
        START_PENDING("Start Pending", "Start Pending"),

        /**
         * Stop Pending: Stop Pending
         */
        STOP_PENDING("Stop Pending", "Stop Pending"),

        /**
         * Running: Running
         */
        RUNNING("Running", "Running"),

        /**
         * Continue Pending: Continue Pending
         */
        CONTINUE_PENDING("Continue Pending", "Continue Pending"),

        /**
         * Pause Pending: Pause Pending
         */
        PAUSE_PENDING("Pause Pending", "Pause Pending"),

        /**
         * Paused: Paused
         */
        PAUSED("Paused", "Paused"),

        /**
         * Unknown: Unknown
         */
        UNKNOWN("Unknown", "Unknown");

        private final String value;

        private final String label;

        State(String value, String label) {
            this.value = value;
            this.label = label;
        }

        @Override
        public String value() {
            return value;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /**
     * The output of {@link #startService}.
     */
    public static final class StartServiceOutput extends CimOutput<StartServiceOutput> {
        /**
         * Creates a view of an output. Called by {@link #startService}.
         *
         * @param instance the output that the server sent
         * @param origin the session, and the resource whose method was called
         */
        public StartServiceOutput(Instance instance, ViewFactory.Origin origin) {
            super(instance, origin, "StartService", StartServiceResult.class);
        }

        /**
         * The return value.
         */
        public OptionalLong returnValue() {
            return values().number("ReturnValue");
        }

        /**
         * The return value.
         *
         * <p>Empty for a value without a name.
         */
        public Optional<StartServiceResult> result() {
            return values().constant("ReturnValue", StartServiceResult.class);
        }
    }

    /**
     * The named values of {@code StartService}. A server may send other values.
     */
    public enum StartServiceResult implements CimEnum {
        /**
         * 0: Success
         */
        SUCCESS("0", "Success"),

        /**
         * 2: Access Denied
         */
        ACCESS_DENIED("2", "Access Denied"),

        /**
         * 7: Service Request Timeout
         */
        SERVICE_REQUEST_TIMEOUT("7", "Service Request Timeout"),

        /**
         * 10: Service Already Running
         */
        SERVICE_ALREADY_RUNNING("10", "Service Already Running");

        private final String value;

        private final String label;

        StartServiceResult(String value, String label) {
            this.value = value;
            this.label = label;
        }

        @Override
        public String value() {
            return value;
        }

        @Override
        public String label() {
            return label;
        }
    }

    /**
     * The output of {@link #stopService}.
     */
    public static final class StopServiceOutput extends CimOutput<StopServiceOutput> {
        /**
         * Creates a view of an output. Called by {@link #stopService}.
         *
         * @param instance the output that the server sent
         * @param origin the session, and the resource whose method was called
         */
        public StopServiceOutput(Instance instance, ViewFactory.Origin origin) {
            super(instance, origin, "StopService", StopServiceResult.class);
        }

        /**
         * The return value.
         */
        public OptionalLong returnValue() {
            return values().number("ReturnValue");
        }

        /**
         * The return value.
         *
         * <p>Empty for a value without a name.
         */
        public Optional<StopServiceResult> result() {
            return values().constant("ReturnValue", StopServiceResult.class);
        }
    }

    /**
     * The named values of {@code StopService}. A server may send other values.
     */
    public enum StopServiceResult implements CimEnum {
        /**
         * 0: Success
         */
        SUCCESS("0", "Success"),

        /**
         * 2: Access Denied
         */
        ACCESS_DENIED("2", "Access Denied"),

        /**
         * 3: Dependent Services Running
         */
        DEPENDENT_SERVICES_RUNNING("3", "Dependent Services Running"),

        /**
         * 5: Service Cannot Accept Control
         */
        SERVICE_CANNOT_ACCEPT_CONTROL("5", "Service Cannot Accept Control");

        private final String value;

        private final String label;

        StopServiceResult(String value, String label) {
            this.value = value;
            this.label = label;
        }

        @Override
        public String value() {
            return value;
        }

        @Override
        public String label() {
            return label;
        }
    }
}
