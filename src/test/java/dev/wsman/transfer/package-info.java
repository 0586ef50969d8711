/** Get, Put, Create, Delete and Invoke, with instances, JAXB classes and endpoint references. */
package dev.wsman.transfer;
