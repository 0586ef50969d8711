/** The part of WMI's query language (WQL) that the service supports: data queries and association queries. */
package dev.wsman.testkit.wql;
