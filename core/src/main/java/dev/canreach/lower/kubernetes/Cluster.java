package dev.canreach.lower.kubernetes;

import java.util.Map;

/**
 * What lowering knows once the endpoints have indexes.
 *
 * @param facts the cluster as a whole
 * @param pods every class of pods, by the id of its endpoint
 * @param nodes the nodes
 * @param placement which endpoint runs on which node
 * @param selectors the meaning of selectors
 * @param blocks the meaning of address blocks
 * @param namedPorts the meaning of policy ports
 */
record Cluster(ClusterFacts facts, Map<String, PodClass> pods, NodeClasses nodes, Placement placement,
    Selectors selectors, Blocks blocks, NamedPorts namedPorts) {}
