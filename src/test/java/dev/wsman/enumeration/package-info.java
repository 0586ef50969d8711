/** Enumerate, Pull and Release, with filters in every dialect. */
package dev.wsman.enumeration;
