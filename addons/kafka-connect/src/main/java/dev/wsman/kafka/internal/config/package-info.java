/** The configuration of the connectors: keys, their documentation, and checks that name the key. */
@NullMarked
package dev.wsman.kafka.internal.config;

import org.jspecify.annotations.NullMarked;
