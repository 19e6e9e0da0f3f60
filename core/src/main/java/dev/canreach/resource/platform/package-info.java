/** How a cluster's own services are configured: kube-proxy and CoreDNS. */
@NullMarked
package dev.canreach.resource.platform;

import org.jspecify.annotations.NullMarked;
