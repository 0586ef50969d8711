/** How JSON-B finds the JSON form of public types. */
@org.jspecify.annotations.NullMarked
package dev.wsman.internal.json;
