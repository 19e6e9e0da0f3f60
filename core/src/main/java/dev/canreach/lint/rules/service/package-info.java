/** Rules about Services. */
@NullMarked
package dev.canreach.lint.rules.service;

import org.jspecify.annotations.NullMarked;
