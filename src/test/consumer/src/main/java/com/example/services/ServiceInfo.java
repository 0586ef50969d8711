package com.example.services;

import jakarta.xml.bind.annotation.XmlElement;

/** What of a Win32_Service is of interest. */
public class ServiceInfo {
    @XmlElement(name = "Name")
    public String name;

    @XmlElement(name = "State")
    public String state;
}
