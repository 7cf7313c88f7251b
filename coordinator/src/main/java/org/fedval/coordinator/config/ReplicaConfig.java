package org.fedval.coordinator.config;

import org.jspecify.annotations.Nullable;

/**
 * {@code replica} in {@code coordinator.yaml}: what differs between processes that share one
 * database behind one address.
 *
 * @param listen this machine's own name or address, by which the other replicas reach it; {@code
 *     host} if absent
 * @param publicPort at which sites reach {@code host}; the replica's own port if absent
 */
public record ReplicaConfig(@Nullable String listen, @Nullable Integer publicPort) {
  public ReplicaConfig {
    if (publicPort != null && (publicPort < 1 || publicPort > 65_535)) {
      throw new IllegalArgumentException(
          "replica.public_port: a port is a number from 1 to 65535.");
    }
  }
}
