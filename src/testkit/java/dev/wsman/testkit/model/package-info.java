/** The object model of the service: classes, their declarations, instances and references. */
package dev.wsman.testkit.model;
