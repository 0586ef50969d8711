/** Creates the sessions of the component and shares them between endpoints with the same connection. */
@NullMarked
package dev.wsman.camel.internal.session;

import org.jspecify.annotations.NullMarked;
