package com.example.server;

import jakarta.jws.WebService;

/** A service of the application's own. */
@WebService(targetNamespace = "http://server.example.com/")
public interface Greeter {
    String greet(String name);
}
