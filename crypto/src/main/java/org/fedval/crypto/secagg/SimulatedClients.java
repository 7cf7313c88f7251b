package org.fedval.crypto.secagg;

import java.security.SecureRandom;
import org.fedval.crypto.primitive.SigningKey;

/**
 * Opens sites of a simulation that share the work of {@link PublicChecks}. No agent may use this: a
 * site that takes another's word for a check has no defence against a coordinator that lies.
 */
public final class SimulatedClients {
  private SimulatedClients() {}

  /** As {@link AdvertisedClient#open}, with the given checks. */
  public static AdvertisedClient open(
      SessionTerms terms,
      int ownIndex,
      SigningKey identity,
      TrustRules trust,
      GateRule gateRule,
      SecureRandom random,
      PublicChecks checks) {
    return AdvertisedClient.open(terms, ownIndex, identity, trust, gateRule, random, checks);
  }
}
