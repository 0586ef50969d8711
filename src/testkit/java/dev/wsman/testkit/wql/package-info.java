/** The query language of WMI as far as the service answers it: data queries over the instances of the model. */
package dev.wsman.testkit.wql;
