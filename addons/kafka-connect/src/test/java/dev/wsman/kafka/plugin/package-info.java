/** Tests of the plugin archive. */
package dev.wsman.kafka.plugin;
