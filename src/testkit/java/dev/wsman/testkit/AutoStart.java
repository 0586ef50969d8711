package dev.wsman.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts the {@link WsmanService} of a field for tests of JUnit Jupiter, and closes it. A static field lives as long as
 * the tests of the class, any other field as long as one test. The field may be private.
 *
 * <pre>{@code
 * @AutoStart
 * static final WsmanService server = WsmanService.builder().build();
 * }</pre>
 *
 * <p>Before each test the service is {@link WsmanService#reset reset}; the data of its classes stays as the previous
 * test left it. After each test its scripted replies are removed, so that requests that they delay continue.
 *
 * <p>The rest of the testkit does not need JUnit.
 */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(AutoStartExtension.class)
public @interface AutoStart {}
