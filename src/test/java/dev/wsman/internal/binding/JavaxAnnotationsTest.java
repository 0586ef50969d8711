package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.codegen.CompiledSources;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Classes with annotations of the old JAXB, which JAXB ignores: all properties would be null. */
class JavaxAnnotationsTest {
    private static final String OLD = """
            package javax.xml.bind.annotation;
            import java.lang.annotation.*;
            @Retention(RetentionPolicy.RUNTIME)
            public @interface %s { String name() default ""; }
            """;

    static final class Plain {
        public String name;
    }

    static final class Current {
        @XmlElement(name = "Name")
        public String name;
    }

    private static Class<?> compiled(String body) throws ClassNotFoundException {
        Map<String, String> files = new HashMap<>();
        for (String name : new String[] {"XmlElement", "XmlRootElement", "XmlEnumValue"}) {
            files.put("javax/xml/bind/annotation/" + name + ".java", OLD.formatted(name));
        }
        files.put("acme/Service.java", "package acme; import javax.xml.bind.annotation.*; " + body);
        return CompiledSources.of(files).loadClass("acme.Service");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "@XmlRootElement public class Service { public String name; }#@javax.xml.bind.annotation.XmlRootElement",
                "public class Service { @XmlElement(name = \"Name\") public String name; }#XmlElement on name",
                "public class Service { @XmlElement public String getName() { return null; }"
                        + " public void setName(String n) {} }#XmlElement on getName",
                "public class Service extends Base { public String name; } class Base { @XmlElement public int id; }#"
                        + "acme.Base",
                "public class Service { public Part part; public static class Part { @XmlElement public int id; } }#"
                        + "acme.Service$Part",
                "public class Service { public java.util.List<Part> parts; public static class Part {"
                        + " @XmlElement public int id; } }#acme.Service$Part",
                "public class Service { public State state; public enum State { @XmlEnumValue UP } }#XmlEnumValue on UP",
                "public class Service { @XmlElement public int a;"
                        + " @jakarta.xml.bind.annotation.XmlElement public int b; }#XmlElement on a"
            })
    void rejectsAnnotationsOfOldJaxbAndNamesThem(String body, String named) throws ClassNotFoundException {
        Class<?> type = compiled(body);
        assertThatThrownBy(() -> TypedBinding.of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("type: acme.Service cannot be bound: ")
                .hasMessageContaining(named)
                .hasMessageEndingWith("use jakarta.xml.bind in place of javax.xml.bind");
    }

    @Test
    void acceptsClassWithAnnotationsOfBoth() throws ClassNotFoundException {
        Class<?> both = compiled("public class Service { @XmlElement(name = \"Name\")"
                + " @jakarta.xml.bind.annotation.XmlElement(name = \"Name\") public String name; }");
        assertThatCode(() -> TypedBinding.of(both)).doesNotThrowAnyException();
        assertThat(JavaxAnnotations.of(Plain.class)).isEmpty();
        assertThat(JavaxAnnotations.of(Current.class)).isEmpty();
    }

    @Test
    void rejectsClassWhosePackageHasAnnotationsOfOldJaxb() throws ClassNotFoundException {
        Class<?> type = CompiledSources.of(Map.of(
                        "javax/xml/bind/annotation/XmlAccessorType.java",
                        OLD.formatted("XmlAccessorType"),
                        "acme/package-info.java",
                        "@javax.xml.bind.annotation.XmlAccessorType package acme;",
                        "acme/Service.java",
                        "package acme; public class Service { private String name; }"))
                .loadClass("acme.Service");
        assertThatThrownBy(() -> TypedBinding.of(type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("type: acme.Service cannot be bound: its package has"
                        + " @javax.xml.bind.annotation.XmlAccessorType, which JAXB ignores");
    }

    /** Reflection omits annotations whose own class is missing; the class file still names them. */
    @Test
    void findsAnnotationsWhoseClassesAreMissing() throws Exception {
        Class<?> type = compiled("public class Service { @XmlElement public String name; }");
        Class<?> alone = new WithoutOldJaxb(type).loadClass("acme.Service");
        assertThat(alone.getDeclaredFields()[0].getAnnotations()).isEmpty();
        assertThat(JavaxAnnotations.of(alone)).contains("it has annotations of javax.xml.bind");
    }

    /** An annotation of the new JAXB must not hide those of the old one. */
    @Test
    void findsMissingAnnotationsBesideOthersOfNewJaxb() throws Exception {
        Class<?> type = compiled("@jakarta.xml.bind.annotation.XmlRootElement public class Service {"
                + " @XmlElement(name = \"Name\") public String name; }");
        assertThat(JavaxAnnotations.of(new WithoutOldJaxb(type).loadClass("acme.Service")))
                .contains("it has annotations of javax.xml.bind");
        Class<?> both = compiled("public class Service { @XmlElement(name = \"Name\")"
                + " @jakarta.xml.bind.annotation.XmlElement(name = \"Name\") public String name; }");
        assertThat(JavaxAnnotations.of(new WithoutOldJaxb(both).loadClass("acme.Service")))
                .isEmpty();
    }

    private static final class WithoutOldJaxb extends ClassLoader {
        private final byte[] bytes;

        WithoutOldJaxb(Class<?> type) {
            super(null);
            this.bytes = ((CompiledSources) type.getClassLoader()).bytes(type.getName());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("jakarta.")) {
                return JavaxAnnotationsTest.class.getClassLoader().loadClass(name);
            }
            if (!name.equals("acme.Service")) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }

        @Override
        public InputStream getResourceAsStream(String name) {
            return name.equals("acme/Service.class") ? new ByteArrayInputStream(bytes) : null;
        }
    }
}
