/**
 * The parts of {@link dev.wsman.tour.Quickstart}: its command line, its page, and what it shows with nothing but the
 * public face of the library.
 */
package dev.wsman.tour;
