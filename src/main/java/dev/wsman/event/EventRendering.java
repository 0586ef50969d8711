package dev.wsman.event;

import java.util.List;
import java.util.Optional;

/**
 * The texts of an event in the language of the subscription ({@code RenderingInfo}), which the source adds if the
 * subscription requests them. A text is empty if the element is absent or has no content.
 *
 * @param culture the language, for example {@code en-US}
 * @param message the message with the values of the event; a line break is CR LF if the source escapes the CR, or else
 *     LF, because XML parsers replace line breaks
 * @param level the name of the level, for example {@code Information}
 * @param task the name of the task
 * @param opcode the name of the opcode, for example {@code Info}
 * @param channel the display name of the channel
 * @param provider the display name of the provider; the schema calls it {@code Publisher}, Windows sends
 *     {@code Provider}
 * @param keywords the names of the keywords, in their order
 */
public record EventRendering(
        Optional<String> culture,
        Optional<String> message,
        Optional<String> level,
        Optional<String> task,
        Optional<String> opcode,
        Optional<String> channel,
        Optional<String> provider,
        List<String> keywords) {
    /** Creates a rendering with a copy of the list. */
    public EventRendering {
        keywords = List.copyOf(keywords);
    }
}
