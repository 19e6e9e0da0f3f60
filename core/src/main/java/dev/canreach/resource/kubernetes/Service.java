package dev.canreach.resource.kubernetes;

import dev.canreach.packet.Address;
import dev.canreach.packet.Cidr;
import dev.canreach.packet.IpFamily;
import dev.canreach.resource.Described;
import dev.canreach.resource.ObjectMeta;
import dev.canreach.source.Span;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A Service ({@code v1 Service}, K8S/S-01 to S-16).
 *
 * @param meta its metadata
 * @param type how it is reachable
 * @param selector the labels of its pods; empty means that nobody manages its endpoints (K8S/S-03)
 * @param headless whether it has no address of its own (K8S/S-07)
 * @param clusterIps its addresses inside the cluster, where written
 * @param ports its ports
 * @param externalIps further addresses that lead to it (K8S/S-13)
 * @param loadBalancerIps the addresses of its load balancer, where known
 * @param loadBalancerSourceRanges who may use the load balancer; empty for everyone (K8S/S-11)
 * @param externalTrafficPolicy which endpoints serve clients outside (K8S/S-09)
 * @param internalTrafficPolicy which endpoints serve clients inside (K8S/S-10)
 * @param externalName what its name stands for, for type ExternalName; else empty
 * @param ipFamilies the address families as written; empty when the cluster chooses (K8S/S-15)
 * @param ipFamilyPolicy {@code SingleStack}, {@code PreferDualStack}, {@code RequireDualStack}, or empty when not written
 * @param allocateNodePorts whether a load balancer gets node ports too (K8S/S-12)
 * @param publishNotReady whether endpoints count before they are ready (K8S/S-04)
 * @param span where it begins
 */
public record Service(ObjectMeta meta, ServiceType type, SortedMap<String, String> selector, boolean headless,
    List<Address> clusterIps, List<ServicePort> ports, List<Address> externalIps, List<Address> loadBalancerIps,
    List<Cidr> loadBalancerSourceRanges, TrafficPolicy externalTrafficPolicy, TrafficPolicy internalTrafficPolicy,
    String externalName, List<IpFamily> ipFamilies, String ipFamilyPolicy, boolean allocateNodePorts,
    boolean publishNotReady, Span span) implements Described {
  public Service {
    Objects.requireNonNull(meta);
    Objects.requireNonNull(type);
    selector = Collections.unmodifiableSortedMap(new TreeMap<>(selector));
    clusterIps = List.copyOf(clusterIps);
    ports = List.copyOf(ports);
    externalIps = List.copyOf(externalIps);
    loadBalancerIps = List.copyOf(loadBalancerIps);
    loadBalancerSourceRanges = List.copyOf(loadBalancerSourceRanges);
    Objects.requireNonNull(externalTrafficPolicy);
    Objects.requireNonNull(internalTrafficPolicy);
    Objects.requireNonNull(externalName);
    ipFamilies = List.copyOf(ipFamilies);
    Objects.requireNonNull(ipFamilyPolicy);
    Objects.requireNonNull(span);
  }

  @Override
  public String apiVersion() {
    return "v1";
  }

  @Override
  public String kind() {
    return "Service";
  }

  @Override
  public Service meaning() {
    return new Service(meta.meaning(), type, selector, headless, clusterIps,
        ports.stream().map(ServicePort::withoutPlaces).toList(), externalIps, loadBalancerIps, loadBalancerSourceRanges,
        externalTrafficPolicy, internalTrafficPolicy, externalName, ipFamilies, ipFamilyPolicy, allocateNodePorts,
        publishNotReady, Span.NOWHERE);
  }
}
