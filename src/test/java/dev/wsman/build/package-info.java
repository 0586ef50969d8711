/** Rules for the project as a whole: structure, documentation, archives, independence from the default locale. */
package dev.wsman.build;
