package dev.wsman.bench;

/** What the canned server and the contenders agree upon. */
public final class CannedContract {
    public static final String RESOURCE_URI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Process";
    public static final String CLASS = "Win32_Process";
    public static final String KEY = "Handle";
    public static final String CONTENT_TYPE = "application/soap+xml;charset=UTF-8";

    private CannedContract() {}

    /** The path below which an enumeration has so many batches of so many items. */
    public static String path(int batch, int batches) {
        return "/wsman/" + batch + "/" + batches;
    }
}
