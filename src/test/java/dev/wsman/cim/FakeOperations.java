package dev.wsman.cim;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.ResourceOperations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations on one object in memory. Records each operation, and returns the object or the prepared output. */
final class FakeOperations implements ResourceOperations {
    final List<String> operations = new ArrayList<>();

    /** The object as it is now. */
    Instance object;

    /** The content or input of the latest operation. */
    @Nullable
    Object sent;

    /** The output of every method. */
    Instance output = Instance.parse("<X_OUTPUT><ReturnValue>0</ReturnValue></X_OUTPUT>");

    FakeOperations(Instance object) {
        this.object = object;
    }

    @Override
    public Instance get(ResourceLocator resource) {
        operations.add("get " + resource);
        return object;
    }

    @Override
    public Instance put(ResourceLocator resource, Object content) {
        operations.add("put " + resource);
        sent = content;
        object = (Instance) content;
        return object;
    }

    @Override
    public ResourceLocator create(ResourceLocator resource, Object content) {
        operations.add("create " + resource);
        sent = content;
        return resource.selector("Id", "created");
    }

    @Override
    public void delete(ResourceLocator resource) {
        operations.add("delete " + resource);
    }

    @Override
    public Instance invoke(ResourceLocator resource, String method, @Nullable Object input) {
        operations.add("invoke " + resource + " " + method);
        sent = input;
        return output;
    }
}
