package dev.wsman.shell;

import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Other forms of a recorded reply, which mean the same. */
enum ReplyVariation {
    /** As txwinrm's recordings. */
    WHITE_SPACE_BETWEEN_ELEMENTS(reply -> reply.replaceAll("><", ">\n    <")),
    /** As OMI. */
    WHITE_SPACE_AROUND_IDS(
            reply -> reply.replaceAll("(<(?:\\w+:)?(?:CommandId|ExitCode)(?:\\s[^>]*)?>)([^<]+)<", "$1\n  $2\n  <")),
    WHITE_SPACE_WITHIN_BASE64(reply -> streams(reply, text -> text.replaceAll("(.{3})", "$1\r\n "))),
    /** In the order of the schema's wildcard: before and after the known elements. */
    UNKNOWN_ELEMENTS(reply -> reply.replaceAll(
                    "(<(?:\\w+:)?(?:ReceiveResponse|CommandResponse|Shell|CommandState)(?:\\s[^>]*[^/>])?>)",
                    "$1<u:Unknown xmlns:u=\"urn:unknown\"><u:ExitCode>7</u:ExitCode></u:Unknown>")
            .replaceAll(
                    "(</(?:\\w+:)?(?:ReceiveResponse|CommandResponse|Shell)>)",
                    "<Unknown Name=\"stdout\">QQ==</Unknown>$1")),
    UNKNOWN_ATTRIBUTES(reply -> reply.replaceAll(
            "<((?:\\w+:)?(?:Stream|CommandState|CommandResponse|ReceiveResponse)) ",
            "<$1 xmlns:u=\"urn:unknown\" u:End=\"true\" u:Name=\"x\" Unit=\"7\" ")),
    /** As the requests of winrm4j. */
    QUALIFIED_ATTRIBUTES(reply -> Pattern.compile("<rsp:(Stream|CommandState) [^>]*")
            .matcher(reply)
            .replaceAll(found -> quoted(found.group().replaceAll(" (Name|CommandId|End|State)=", " rsp:$1=")))),
    /** As OMI, which ends a command by Done alone (SHELL-AND-CLI 1.4). */
    NO_END_MARKS(reply -> reply.replaceAll("<rsp:Stream [^>]*End=\"true\"[^>]*(?:/>|>[^<]*</rsp:Stream>)", "")),
    /** As OMI. */
    NO_COMMAND_IDS(reply -> reply.replaceAll("(<rsp:(?:Stream|CommandState)[^>]*) CommandId=\"[^\"]*\"", "$1")),
    /** As Windows 7. */
    NO_SHELL_ELEMENT(reply -> reply.replaceAll("(?s)<rsp:Shell[ >].*</rsp:Shell>", "")),
    END_IN_UPPER_CASE(reply -> reply.replace("End=\"true\"", "End=\"TRUE\"")),
    SINGLE_QUOTES(reply -> reply.replaceAll("=\"([^\"']*)\"", "='$1'")),
    OTHER_PREFIX(reply -> reply.replaceAll("(</?|xmlns:)rsp\\b", "$1ns7")),
    COMMENTS_BETWEEN_ELEMENTS(reply -> reply.replaceAll("><", "><!-- a > b -->\n<")),
    CHARACTER_DATA_SECTIONS(reply -> streams(reply, text -> text.isBlank() ? text : "<![CDATA[" + text + "]]>")),
    EMPTY_STREAMS_BETWEEN(reply -> reply.replaceAll(
            "(<rsp:ReceiveResponse>)", "$1<rsp:Stream Name=\"stderr\"/><rsp:Stream Name=\"stdout\"></rsp:Stream>")),
    /** MS-WSMV's example has ExitCode 0 while the command runs. */
    EXIT_CODE_WHILE_RUNNING(reply -> reply.replaceAll(
            "(<rsp:CommandState[^>]*/Running\"[^>]*)(/>|>\\s*</rsp:CommandState>)",
            "$1><rsp:ExitCode>3</rsp:ExitCode></rsp:CommandState>")),
    NO_STATE_WHILE_RUNNING(
            reply -> reply.replaceAll("<rsp:CommandState[^>]*/Running\"[^>]*(/>|>\\s*</rsp:CommandState>)", "")),
    /** Characters of several bytes are split. */
    ONE_BYTE_PER_STREAM(ReplyVariation::split),
    STATE_BEFORE_STREAMS(reply ->
            reply.replaceAll("(?s)(<rsp:ReceiveResponse>)(.*)(<rsp:CommandState.*</rsp:CommandState>)", "$1$3$2"));

    private static final String OPEN = "<rsp:Stream [^>]*[^/]>";

    private final UnaryOperator<String> change;

    ReplyVariation(UnaryOperator<String> change) {
        this.change = change;
    }

    String apply(String reply) {
        return change.apply(reply);
    }

    private static String streams(String reply, UnaryOperator<String> text) {
        return Pattern.compile("(" + OPEN + ")([^<]*)<")
                .matcher(reply)
                .replaceAll(found -> quoted(found.group(1) + text.apply(found.group(2)) + "<"));
    }

    private static String split(String reply) {
        return Pattern.compile("(" + OPEN + ")([^<]+)(</rsp:Stream>)")
                .matcher(reply)
                .replaceAll(found -> quoted(split(found)));
    }

    private static String split(MatchResult stream) {
        byte[] bytes = Base64.getMimeDecoder().decode(stream.group(2));
        StringBuilder split = new StringBuilder();
        for (byte each : bytes) {
            String one = Base64.getEncoder().encodeToString(new byte[] {each});
            split.append(stream.group(1)).append(one).append(stream.group(3));
        }
        return bytes.length == 0 ? stream.group() : split.toString();
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }
}
