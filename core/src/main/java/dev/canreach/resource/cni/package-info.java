/** Configuration of the Container Network Interface: which plugins connect pods, and whether they enforce policies. */
@NullMarked
package dev.canreach.resource.cni;

import org.jspecify.annotations.NullMarked;
