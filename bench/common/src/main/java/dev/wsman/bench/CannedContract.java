package dev.wsman.bench;

/** Constants that the canned server and the contenders share. */
public final class CannedContract {
    public static final String RESOURCE_URI = "http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Process";
    public static final String CLASS = "Win32_Process";
    public static final String KEY = "Handle";
    public static final String CONTENT_TYPE = "application/soap+xml;charset=UTF-8";

    private CannedContract() {}

    /** Returns the path for an enumeration with a number of batches, each with a number of items. */
    public static String path(int batch, int batches) {
        return "/wsman/" + batch + "/" + batches;
    }
}
