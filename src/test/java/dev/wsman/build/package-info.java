/** Rules that hold for the project as a whole: structure, documentation, archives and independence from the default locale. */
package dev.wsman.build;
