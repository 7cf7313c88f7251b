package org.fedval.coordinator.replica;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a process listens, as it stands in the lease.
 *
 * @param host its own name or address, not the one that all replicas share
 * @param ports by what they are for
 */
record Address(String host, Map<String, Integer> ports) {
  Address {
    ports = Map.copyOf(ports);
  }

  /** {@code HOST NAME=PORT NAME=PORT}. */
  String text() {
    StringBuilder text = new StringBuilder(host);
    new TreeMap<>(ports)
        .forEach((name, port) -> text.append(' ').append(name).append('=').append(port));
    return text.toString();
  }

  /** Empty while the leader does not listen yet. */
  static Optional<Address> parse(String text) {
    String[] parts = text.split(" ");
    Map<String, Integer> ports = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      ports.put(parts[i].substring(0, equals), Integer.valueOf(parts[i].substring(equals + 1)));
    }
    return ports.isEmpty() ? Optional.empty() : Optional.of(new Address(parts[0], ports));
  }
}
