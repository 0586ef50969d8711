/** The classes of the service: data about this machine, services and listeners in memory, and classes for tests. */
package dev.wsman.testkit.data;
