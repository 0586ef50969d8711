/** Routes of the guide, and the demo. */
package dev.wsman.camel.example;
