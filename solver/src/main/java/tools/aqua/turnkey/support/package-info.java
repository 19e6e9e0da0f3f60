/** The loading hook of the Z3 bindings, replaced by ours. */
@NullMarked
package tools.aqua.turnkey.support;

import org.jspecify.annotations.NullMarked;
