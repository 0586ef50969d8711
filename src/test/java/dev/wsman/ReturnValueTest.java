package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.WsmanError.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnValueTest {
    private static final ResourceLocator SPOOLER =
            ResourceLocator.of("wmicimv2/Win32_Service").selector("Name", "Spooler");

    private static Instance output(String content) {
        return Instance.parse("<p:Do_OUTPUT xmlns:p='http://x.example/2/LAB_Thing'"
                + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'>" + content + "</p:Do_OUTPUT>");
    }

    private static ReturnValue of(String content) {
        return output(content).returnValue(SPOOLER, "StopService");
    }

    private static ReturnValue returned(Object value) {
        return of("<p:ReturnValue>" + value + "</p:ReturnValue>");
    }

    private static WsmanReturnValueException thrownBy(ReturnValue value) {
        return catchThrowableOfType(WsmanReturnValueException.class, value::orThrow);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", " 0 ", "4096", "true", "TRUE"})
    void acceptsZeroStartedJobAndTrue(String value) {
        ReturnValue returned = returned(value);
        assertThat(returned.isSuccess()).isTrue();
        assertThat(returned.orThrow()).isSameAs(returned);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "5", "4095", "4097", "-1", "4294967295", "false", "FALSE"})
    void rejectsOtherNumbersAndFalse(String value) {
        ReturnValue returned = returned(value);
        assertThat(returned.isSuccess()).isFalse();
        assertThat(thrownBy(returned).value()).isEqualTo(returned.value());
    }

    @Test
    void acceptsOutputOfMethodWithoutReturnValueAndRejectsNull() {
        assertThat(of("<p:Total>1</p:Total>").orThrow()).hasToString("nothing");
        assertThat(thrownBy(of("<p:ReturnValue xsi:nil='true'/>")))
                .hasMessageStartingWith("StopService of Win32_Service?Name=Spooler returned NULL - ");
        assertThat(of("<p:ReturnValue/>").isSuccess()).isFalse();
    }

    @Test
    void acceptsNumbersThatCallerNames() {
        assertThat(returned(5).orThrow(6, 5).value()).hasValue(5);
        assertThatThrownBy(() -> returned(7).orThrow(6, 5)).isInstanceOf(WsmanReturnValueException.class);
    }

    @ParameterizedTest
    @CsvSource({
        // CIM_ApplicationSystem.StartApplication of the CIM schema 2.41
        "0, Unspecified Error, false",
        "1, Completed with No Error, true",
        "2, Start Already in Progress, false",
        // CIM_EnabledLogicalElement.RequestStateChange
        "0, Completed with No Error, true",
        "4096, Method Parameters Checked - Job Started, true",
        "4, Failed, false",
        "2, Unknown or Unspecified Error, false",
        "1, 'Successful completion, reboot required', true",
        "1, SUCCESS, true",
        "1, Unsuccessful, false",
    })
    void followsLabelOfDeclaration(long value, String label, boolean success) {
        assertThat(returned(value).withLabel(label).isSuccess()).isEqualTo(success);
    }

    @Test
    void namesMethodResourceValueLabelAndAdvice() {
        ReturnValue refused = returned(5).withLabel("Service Cannot Accept Control");

        WsmanReturnValueException thrown = thrownBy(refused);

        assertThat(thrown)
                .hasMessage("StopService of Win32_Service?Name=Spooler returned 5 (Service Cannot Accept Control)"
                        + " - the server called the method, which reports this itself: look up the value in the"
                        + " documentation of its class, or accept it with orThrow(value)");
        WsmanError error = thrown.error();
        assertThat(error.kind()).isEqualTo(Kind.RETURN_VALUE);
        assertThat(error.operation()).contains("Invoke StopService");
        assertThat(error.resource()).contains(SPOOLER.toString());
        assertThat(error.reason())
                .isEqualTo("StopService of Win32_Service?Name=Spooler returned 5 (Service Cannot Accept Control)");
        assertThat(refused.label()).contains("Service Cannot Accept Control");
    }

    @Test
    void namesMethodOfCompleteActionUri() {
        ReturnValue value = output("<ReturnValue>3</ReturnValue>").returnValue(SPOOLER, "http://x.example/a/Do");
        assertThat(thrownBy(value)).hasMessageStartingWith("Do of Win32_Service?Name=Spooler returned 3 - ");
    }

    @Test
    void namesMethodAndClassOfOutputThatWasParsed() {
        ReturnValue parsed = output("<p:ReturnValue>2</p:ReturnValue>").returnValue();
        assertThat(thrownBy(parsed)).hasMessageStartingWith("Do of LAB_Thing returned 2 - ");
        assertThat(thrownBy(parsed).error().resource()).isEmpty();
        assertThat(thrownBy(
                        Instance.parse("<Do><ReturnValue>2</ReturnValue></Do>").returnValue()))
                .hasMessageStartingWith("Do returned 2 - ");
    }

    /** iDRAC explains a failure in two more outputs. */
    @Test
    void showsExplanationOfServer() {
        assertThat(thrownBy(of("<p:Message>No foreign\n drives</p:Message><p:MessageID>STOR018</p:MessageID>"
                        + "<p:ReturnValue>2</p:ReturnValue>")))
                .hasMessageStartingWith(
                        "StopService of Win32_Service?Name=Spooler returned 2: No foreign drives (STOR018) - ");
    }

    @Test
    void showsSymbolOfHresult() {
        assertThat(thrownBy(returned(2147749891L)))
                .hasMessageContaining("returned 2147749891 (0x80041003) WBEM_E_ACCESS_DENIED - ")
                .satisfies(e ->
                        assertThat(((WsmanException) e).error().nativeCode()).hasValue(2147749891L));
    }

    @ParameterizedTest
    @ValueSource(strings = {"twelve", "1.5", "99999999999999999999"})
    void reportsValueThatIsNeitherNumberNorBoolean(String value) {
        assertThatThrownBy(returned(value)::orThrow)
                .isInstanceOf(WsmanProtocolException.class)
                .hasMessageContaining("property ReturnValue is \"" + value + "\"");
        assertThat(returned(value)).hasToString(value);
    }

    @Test
    void masksSecretSelectors() {
        ReturnValue value = output("<p:ReturnValue>1</p:ReturnValue>").returnValue(SPOOLER.selector("Password", "geheim"), "Do");
        assertThat(thrownBy(value)).hasMessageContaining("Password=***").hasMessageNotContaining("geheim");
    }

    @Test
    void serializesException() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrownBy(returned(5).withLabel("Busy")));
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            WsmanReturnValueException back = (WsmanReturnValueException) in.readObject();
            assertThat(back.value()).hasValue(5);
            assertThat(back.label()).contains("Busy");
            assertThat(back.error().kind()).isEqualTo(Kind.RETURN_VALUE);
        }
    }
}
