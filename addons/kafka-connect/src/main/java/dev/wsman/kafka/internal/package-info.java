/** What both connectors share and users do not need. */
@NullMarked
package dev.wsman.kafka.internal;

import org.jspecify.annotations.NullMarked;
