/**
 * The tour of the library that {@link dev.wsman.tour.Quickstart} runs. It uses only the public API and the testkit.
 */
package dev.wsman.tour;
