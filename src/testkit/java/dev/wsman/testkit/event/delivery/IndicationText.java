package dev.wsman.testkit.event.delivery;

/**
 * An indication in the form of openwsman.
 *
 * @param classUri the URI of its class
 * @param properties its properties as XML, without an element around them
 */
public record IndicationText(String classUri, String properties) {}
