package dev.wsman.event;

/** Events of Windows as text. */
final class EventTexts {
    static final String NAMESPACE = "http://schemas.microsoft.com/win/2004/08/events/event";

    /** All parts that Windows sends, in its order. */
    static final String FULL = "<Event xmlns='" + NAMESPACE + "'><System>"
            + "<Provider Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'"
            + " EventSourceName='Security'/><EventID Qualifiers='16384'>4624</EventID><Version>2</Version>"
            + "<Level>0</Level><Task>12544</Task><Opcode>0</Opcode><Keywords>0x8020000000000000</Keywords>"
            + "<TimeCreated SystemTime='2022-09-21T14:48:21.6986159Z'/><EventRecordID>149141</EventRecordID>"
            + "<Correlation ActivityID='{c2115b6c-cdc7-0000-e5a0-11c2c7cdd801}'"
            + " RelatedActivityID='{c2115b6c-cdc7-0000-a47b-11c2c7cdd801}'/>"
            + "<Execution ProcessID='1100' ThreadID='4294967295' ProcessorID='3' SessionID='1' KernelTime='4'"
            + " UserTime='5' ProcessorTime='6'/><Channel>Security</Channel><Computer>win10.example.com</Computer>"
            + "<Container>{b}</Container><Security UserID='S-1-5-18'/></System>"
            + "<EventData Name='T'><Data Name='TargetUserName'>SYSTEM</Data><Data Name='Twice'>a</Data><Data>bare</Data>"
            + "<Data Name='Twice' Type='win:UnicodeString'>b</Data><Data Name='Empty'/><Binary>0AFF</Binary></EventData>"
            + "<RenderingInfo Culture='en-US'><Message>An account\r\nwas logged on.</Message><Level>Information</Level>"
            + "<Task></Task><Opcode>Info</Opcode><Channel>Security</Channel><Provider>Microsoft Windows security</Provider>"
            + "<Keywords><Keyword>Audit Success</Keyword><Keyword>Classic</Keyword></Keywords></RenderingInfo></Event>";

    /** An event whose only system property is its provider. */
    static final String BARE =
            "<Event xmlns='" + NAMESPACE + "'><System><Provider Name='EventCreate'/></System></Event>";

    private EventTexts() {}

    /** Returns an event with this content after its system properties. */
    static String with(String parts) {
        return BARE.replace("</System>", "</System>" + parts);
    }

    /** Returns an event with these system properties after its provider. */
    static String withSystem(String properties) {
        return BARE.replace("</System>", properties + "</System>");
    }
}
