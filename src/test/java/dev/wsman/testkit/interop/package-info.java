/** Compares the testkit with recordings of real servers, and runs other WS-Management clients against it. */
package dev.wsman.testkit.interop;
