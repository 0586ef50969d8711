/** Classes of managed objects for the service: this machine's own data, services and listeners in memory, and test types. */
package dev.wsman.testkit.data;
