package dev.wsman.testkit.data;

import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.ModelFault;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A class whose face is a {@link Declaration}. */
abstract class DeclaredClass implements ManagedClass {
    private final Declaration declaration;

    DeclaredClass(Declaration declaration) {
        this.declaration = declaration;
    }

    final Declaration declaration() {
        return declaration;
    }

    @Override
    public final String name() {
        return declaration.name();
    }

    @Override
    public final Optional<String> superclass() {
        return declaration.superclass();
    }

    @Override
    public final List<PropertyDeclaration> properties() {
        return declaration.properties();
    }

    final ModelFault notFound(Map<String, String> keys) {
        return new ModelFault(ModelFault.Reason.NOT_FOUND, "there is no " + name() + " with " + keys);
    }
}
