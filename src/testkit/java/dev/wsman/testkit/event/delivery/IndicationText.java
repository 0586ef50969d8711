package dev.wsman.testkit.event.delivery;

/**
 * An indication as XML.
 *
 * @param classUri the URI of its class
 * @param properties its properties; openwsman sends them without an element of the class around them, and Intel AMT
 * with it
 */
public record IndicationText(String classUri, String properties) {}
