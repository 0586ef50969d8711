package com.example.server;

import jakarta.jws.WebService;
import jakarta.xml.ws.soap.Addressing;

@Addressing(required = true)
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
