/** Reports to Camel's health checks whether servers can be reached. */
@NullMarked
package dev.wsman.camel.internal.health;

import org.jspecify.annotations.NullMarked;
