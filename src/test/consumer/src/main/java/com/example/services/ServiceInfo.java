package com.example.services;

import jakarta.xml.bind.annotation.XmlElement;

/** The properties of Win32_Service that the application reads. */
public class ServiceInfo {
    @XmlElement(name = "Name")
    public String name;

    @XmlElement(name = "State")
    public String state;
}
