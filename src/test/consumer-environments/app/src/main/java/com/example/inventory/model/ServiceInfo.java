package com.example.inventory.model;

import jakarta.xml.bind.annotation.XmlElement;

/** A Win32_Service, bound by JAXB: one field, and one property with accessors. */
public class ServiceInfo {
    @XmlElement(name = "Name")
    public String name;

    private String state;

    @XmlElement(name = "State")
    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = state;
    }
}
