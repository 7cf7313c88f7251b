package org.fedval.coordinator.replica;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fedval.coordinator.config.Endpoint;

/**
 * Where a process listens, as it stands in the lease.
 *
 * @param endpoints its own, not those that all replicas share, by what they are for
 */
record Address(Map<String, Endpoint> endpoints) {
  Address {
    endpoints = Map.copyOf(endpoints);
  }

  /** {@code NAME=HOST:PORT NAME=HOST:PORT}. */
  String text() {
    return new TreeMap<>(endpoints)
        .entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue().text())
            .collect(Collectors.joining(" "));
  }

  /** Empty while the leader does not listen yet. */
  static Optional<Address> parse(String text) {
    Map<String, Endpoint> endpoints = new TreeMap<>();
    for (String part : text.split(" ")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        endpoints.put(part.substring(0, equals), Endpoint.parse(part.substring(equals + 1)));
      }
    }
    return endpoints.isEmpty() ? Optional.empty() : Optional.of(new Address(endpoints));
  }
}
