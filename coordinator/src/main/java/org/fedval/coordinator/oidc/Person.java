package org.fedval.coordinator.oidc;

import java.util.List;

/**
 * Whom a provider vouches for.
 *
 * @param issuer the provider
 * @param subject never given to anybody else by this provider
 * @param login what the provider calls them; not unique, proves nothing
 * @param groups what the configured claim lists; empty without one
 */
public record Person(
    String issuer, String subject, String login, String name, List<String> groups) {
  public Person {
    groups = List.copyOf(groups);
  }
}
