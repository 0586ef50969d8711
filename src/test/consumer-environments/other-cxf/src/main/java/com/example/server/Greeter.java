package com.example.server;

import jakarta.jws.WebService;

/** A service that the application itself provides. */
@WebService(targetNamespace = "http://server.example.com/")
public interface Greeter {
    String greet(String name);
}
