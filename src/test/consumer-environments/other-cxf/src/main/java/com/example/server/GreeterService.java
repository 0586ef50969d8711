package com.example.server;

import jakarta.jws.WebService;

@WebService(
        endpointInterface = "com.example.server.Greeter",
        serviceName = "GreeterService",
        targetNamespace = "http://server.example.com/")
public class GreeterService implements Greeter {
    @Override
    public String greet(String name) {
        return "Hello, " + name;
    }
}
