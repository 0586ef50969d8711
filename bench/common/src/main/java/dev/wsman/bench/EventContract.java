package dev.wsman.bench;

/** Constants that the canned event source and its clients share. */
public final class EventContract {
    public static final String CHANNEL = "Security";
    public static final String RESOURCE_URI = "http://schemas.microsoft.com/wbem/wsman/1/windows/EventLog";

    /** The identifier of the events before the last one, where connections break. */
    public static final int ORDINARY = 100;

    /** The identifier of the last event. */
    public static final int LAST = 999;

    private EventContract() {}

    /** Returns the path of a source whose batches have this number of events. */
    public static String path(int batch) {
        return "/wsman/" + batch;
    }
}
