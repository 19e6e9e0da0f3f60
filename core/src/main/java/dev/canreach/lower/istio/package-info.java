/** Istio: proxies that route, identify and judge what passes between pods. */
@NullMarked
package dev.canreach.lower.istio;

import org.jspecify.annotations.NullMarked;
