package dev.wsman.testkit.data;

import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A class that is declared by a {@link ClassDeclaration}. */
abstract class DeclaredManagedClass implements ManagedClass {
    private final ClassDeclaration declaration;

    DeclaredManagedClass(ClassDeclaration declaration) {
        this.declaration = declaration;
    }

    final ClassDeclaration declaration() {
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

    final ModelException notFound(Map<String, String> keys) {
        return new ModelException(ModelException.Reason.NOT_FOUND, "there is no " + name() + " with " + keys);
    }
}
