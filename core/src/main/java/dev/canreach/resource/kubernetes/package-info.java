/** The Kubernetes kinds, read from positioned trees and validated as the API server does. */
@NullMarked
package dev.canreach.resource.kubernetes;

import org.jspecify.annotations.NullMarked;
