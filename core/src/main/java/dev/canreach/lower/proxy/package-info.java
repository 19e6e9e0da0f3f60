/** What dialects with HTTP proxies share: requests that rules take, their order, and the ways through a proxy. */
@NullMarked
package dev.canreach.lower.proxy;

import org.jspecify.annotations.NullMarked;
