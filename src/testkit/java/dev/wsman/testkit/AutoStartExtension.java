package dev.wsman.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.platform.commons.support.AnnotationSupport;

/** Starts, resets and closes the services in the fields of test classes that {@link AutoStart} marks. */
final class AutoStartExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(AutoStartExtension.class);

    /** The services that were started for a context, in a type of their own for the store. */
    private static final class StartedServices {
        private final List<WsmanService> services = new ArrayList<>();

        private void start(Stream<WsmanService> fields) {
            fields.filter(service -> !service.isStarted()).forEach(service -> services.add(service.start()));
        }

        private void close() {
            services.forEach(WsmanService::close);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start(context, Stream.concat(staticFields(context), instanceFields(context)));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        start(context, instanceFields(context));
        started(context).forEach(WsmanService::reset);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        started(context).forEach(WsmanService::clearScriptedReplies);
        close(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close(context);
    }

    private static void start(ExtensionContext context, Stream<WsmanService> services) {
        StartedServices started = new StartedServices();
        context.getStore(NAMESPACE).put(context.getUniqueId(), started);
        started.start(services);
    }

    private static void close(ExtensionContext context) {
        StartedServices started = context.getStore(NAMESPACE).remove(context.getUniqueId(), StartedServices.class);
        if (started != null) {
            started.close();
        }
    }

    private static Stream<WsmanService> started(ExtensionContext context) {
        Stream<WsmanService> shared = testClasses(context).flatMap(AutoStartExtension::staticFields);
        return Stream.concat(shared, instanceFields(context)).filter(WsmanService::isStarted);
    }

    /** The class of the test and the classes around it, if it is nested. */
    private static Stream<Class<?>> testClasses(ExtensionContext context) {
        return Stream.iterate(context.getRequiredTestClass(), type -> type != null, Class::getEnclosingClass);
    }

    private static Stream<WsmanService> staticFields(ExtensionContext context) {
        return staticFields(context.getRequiredTestClass());
    }

    private static Stream<WsmanService> staticFields(Class<?> type) {
        return AnnotationSupport.findAnnotatedFields(type, AutoStart.class, AutoStartExtension::isStatic).stream()
                .map(field -> service(field, null));
    }

    /** The fields of the test instances: none before all tests of a class, unless they share an instance. */
    private static Stream<WsmanService> instanceFields(ExtensionContext context) {
        return context.getTestInstances().stream()
                .flatMap(instances -> instances.getAllInstances().stream())
                .flatMap(AutoStartExtension::instanceFields);
    }

    private static Stream<WsmanService> instanceFields(Object test) {
        return AnnotationSupport.findAnnotatedFields(test.getClass(), AutoStart.class, field -> !isStatic(field))
                .stream()
                .map(field -> service(field, test));
    }

    private static boolean isStatic(Field field) {
        return Modifier.isStatic(field.getModifiers());
    }

    static WsmanService service(Field field, Object test) {
        try {
            field.setAccessible(true);
            if (field.get(test) instanceof WsmanService service) {
                return service;
            }
        } catch (IllegalAccessException hidden) {
            throw new ExtensionConfigurationException("cannot read the field " + field, hidden);
        }
        throw new ExtensionConfigurationException(
                "the field " + field + " has @AutoStart, but its value is not a WsmanService");
    }
}
