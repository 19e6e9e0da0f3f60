package dev.canreach.resource.platform;

/**
 * Where a configuration is kept.
 *
 * @param namespace the namespace of the ConfigMap; empty for a file
 * @param name the name of the ConfigMap or file
 */
record Home(String namespace, String name) {}
