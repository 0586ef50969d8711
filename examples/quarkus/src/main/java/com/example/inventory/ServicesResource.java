package com.example.inventory;

import dev.wsman.Instance;
import dev.wsman.Session;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

@Path("/services")
public class ServicesResource {
    private static final String RUNNING = "select Name, DisplayName, State from Win32_Service where State = 'Running'";

    @Inject
    Session session;

    /** Returns the running services of the server, on a thread that may wait. */
    @GET
    @Blocking
    public List<Instance> running() {
        return session.query(RUNNING).list();
    }
}
