package dev.canreach.resource.platform;

/** How kube-proxy puts Services into the kernel (K8S/S-19). */
public enum ProxyMode {
  /** The default on Linux. */
  IPTABLES,
  /** Virtual servers, whose addresses every node itself has. */
  IPVS,
  /** By default only the primary addresses of nodes have node ports. */
  NFTABLES,
  /** The only mode on Windows. */
  KERNELSPACE
}
