package dev.wsman;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.Excerpt;
import dev.wsman.internal.fault.NativeCodes;
import dev.wsman.internal.value.XmlNumbers;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * The return value of a method: {@code ReturnValue} in its output (DSP0230). The server called the method and did not
 * reply with a fault; with this value, the method itself reports success or failure. Immutable, serializable and
 * thread-safe.
 *
 * <p><b>Success.</b> The method succeeded if it returned one of these:
 *
 * <ul>
 *   <li>0;
 *   <li>4096, {@link #JOB_STARTED}: the method started a job, to which the output {@code Job} refers. The CIM schema
 *       defines it so, for example in {@code CIM_EnabledLogicalElement.RequestStateChange};
 *   <li>true, if it returns a boolean, as {@code SCX_OperatingSystem.ExecuteCommand} does;
 *   <li>nothing: a method without a return value has no {@code ReturnValue} in its output.
 * </ul>
 *
 * <p>A label in the declaration takes precedence over the number: a label with "no error", or one that begins with
 * "success", means success; one with "error" or "fail" does not. For example, {@code
 * CIM_ApplicationSystem.StartApplication} returns 1 for "Completed with No Error" and 0 for "Unspecified Error".
 * Generated classes know the labels; {@code Instance.returnValue()} has none.
 */
public final class ReturnValue implements Serializable {

    /** The value of a method that started a job ("Method Parameters Checked - Job Started" in the CIM schema). */
    public static final long JOB_STARTED = 4096;

    private static final long serialVersionUID = 1L;

    static final String PROPERTY = "ReturnValue";

    private static final String OUTPUT = "_OUTPUT";
    private static final int LONGEST_SUBJECT = 200;
    private static final long FIRST_HRESULT = 0x8000_0000L;
    private static final long LAST_HRESULT = 0xFFFF_FFFFL;

    private final boolean present;
    private final @Nullable String text;
    /** The text as a number; null if it is not one. */
    private final @Nullable Long number;

    private final @Nullable String label;
    private final @Nullable String message;
    private final String method;
    private final @Nullable String resource;
    private final String subject;

    /**
     * What an output has.
     *
     * @param present whether it has a return value, even NULL
     * @param text the return value; empty for NULL
     * @param message the server's explanation; empty if there is none
     * @param messageId the identifier of the explanation; empty if there is none
     */
    record Sent(boolean present, String text, String message, String messageId) {}

    private ReturnValue(Sent sent, String method, @Nullable String resource, String subject) {
        this.present = sent.present();
        this.text = sent.text().isBlank() ? null : sent.text().strip();
        this.number = text == null ? null : number(text);
        this.label = null;
        this.message = message(sent);
        this.method = method;
        this.resource = resource;
        this.subject = subject;
    }

    private ReturnValue(ReturnValue other, String label) {
        this.present = other.present;
        this.text = other.text;
        this.number = other.number;
        this.label = label;
        this.message = other.message;
        this.method = other.method;
        this.resource = other.resource;
        this.subject = other.subject;
    }

    /**
     * Returns the return value of a call.
     *
     * @param uri the resource URI of the resource whose method was called
     * @param resource that resource as text, which begins with the URI
     * @param action the method's name, or a complete action URI
     */
    static ReturnValue of(Sent sent, String uri, String resource, String action) {
        String method = afterLastSlash(action);
        return new ReturnValue(sent, method, resource, method + " of " + resource.substring(uri.lastIndexOf('/') + 1));
    }

    /** Returns the return value in an output whose resource is not known; messages show the output's name instead. */
    static ReturnValue of(Sent sent, QName output) {
        String name = output.getLocalPart();
        String method = name.endsWith(OUTPUT) ? name.substring(0, name.length() - OUTPUT.length()) : name;
        String type = afterLastSlash(output.getNamespaceURI());
        return new ReturnValue(sent, method, null, type.isEmpty() ? method : method + " of " + type);
    }

    private static String afterLastSlash(String text) {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    private static @Nullable Long number(String text) {
        try {
            return XmlNumbers.integer(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    private static @Nullable String message(Sent sent) {
        String id = Excerpt.of(sent.messageId());
        String shown = (Excerpt.of(sent.message()) + (id.isEmpty() ? "" : " (" + id + ")")).strip();
        return shown.isEmpty() ? null : shown;
    }

    /**
     * Returns the number; empty if the method returned NULL, a boolean or nothing.
     *
     * @throws WsmanProtocolException if the value is neither an integer of 64 bits nor a boolean
     */
    public OptionalLong value() {
        if (number != null) {
            return OptionalLong.of(number);
        } else if (text == null || isBoolean()) {
            return OptionalLong.empty();
        }
        throw Conversions.mismatch(PROPERTY, text, "an integer of 64 bits or a boolean");
    }

    private boolean isBoolean() {
        return "true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text);
    }

    /** Returns the name of the value in the declaration of the method; empty if it is not known. */
    public Optional<String> label() {
        return Optional.ofNullable(label);
    }

    /** Returns the same value with its name in the declaration of the method. */
    public ReturnValue withLabel(String name) {
        return new ReturnValue(this, Excerpt.of(Arguments.present(name, "name")));
    }

    /**
     * Returns whether the value means success.
     *
     * @throws WsmanProtocolException if the value is neither an integer of 64 bits nor a boolean
     */
    public boolean isSuccess() {
        OptionalLong value = value();
        if (value.isEmpty()) {
            return text == null ? !present : text.equalsIgnoreCase("true");
        }
        String words = label == null ? "" : label.toLowerCase(Locale.ROOT);
        if (words.contains("no error") || words.startsWith("success")) {
            return true;
        }
        boolean failure = words.contains("error") || words.contains("fail");
        return !failure && (value.getAsLong() == 0 || value.getAsLong() == JOB_STARTED);
    }

    /**
     * Returns this value if it means success.
     *
     * @param alsoAccepted numbers that do not cause an exception either, for example 10 if a service that is to be
     *     started may be running already
     * @throws WsmanReturnValueException if it is another value; the message names the method, the resource, the value
     *     and its label, and shows the server's explanation if the output has one
     * @throws WsmanProtocolException if the value is neither an integer of 64 bits nor a boolean
     */
    public ReturnValue orThrow(long... alsoAccepted) {
        OptionalLong value = value();
        if (isSuccess() || value.isPresent() && contains(alsoAccepted, value.getAsLong())) {
            return this;
        }
        Long hresult = value.isPresent() && isHresult(value.getAsLong()) ? value.getAsLong() : null;
        WsmanError error = WsmanError.local(Kind.RETURN_VALUE, hresult, reason(), 0, "Invoke " + method, resource);
        throw new WsmanReturnValueException(error, number, label);
    }

    private static boolean contains(long[] values, long value) {
        return Arrays.stream(values).anyMatch(each -> each == value);
    }

    /** Returns whether the value is an HRESULT of a failure, whose meaning does not depend on the class. */
    private static boolean isHresult(long value) {
        return value >= FIRST_HRESULT && value <= LAST_HRESULT;
    }

    private String reason() {
        String explained = message == null ? "" : ": " + message;
        return Excerpt.cut(subject, LONGEST_SUBJECT) + " returned " + this + explained;
    }

    /** Returns the value with its label: {@code 5 (Service Cannot Accept Control)}, {@code NULL}, {@code nothing}. */
    @Override
    public String toString() {
        if (text == null) {
            return present ? "NULL" : "nothing";
        }
        String shown = number != null && isHresult(number) ? NativeCodes.describe(number) : Excerpt.of(text);
        return label == null || label.isEmpty() || label.equals(text) ? shown : shown + " (" + label + ")";
    }
}
