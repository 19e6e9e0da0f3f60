/** The routes of the REST service. */
@NullMarked
package dev.canreach.api.rest;

import org.jspecify.annotations.NullMarked;
