package com.example.inventory;

import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ServicesController {
    private static final String RUNNING = "select Name, DisplayName, State from Win32_Service where State = 'Running'";

    private final Session session;

    ServicesController(Session session) {
        this.session = session;
    }

    /** Returns the running services of the server, as a JSON array of objects with the properties' names. */
    @GetMapping("/services")
    List<Instance> running() {
        return session.query(RUNNING).list();
    }

    /** Describes a failure as a problem of RFC 9457, with the status 502. */
    @ExceptionHandler
    ProblemDetail failed(WsmanException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, e.getMessage());
        problem.setProperty("kind", e.error().kind());
        return problem;
    }
}
