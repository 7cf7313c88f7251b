package org.fedval.crypto.secagg;

import java.security.SecureRandom;
import java.util.Set;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.SignedBody;

/** What a site carries unchanged through all steps of one session. */
final class SiteContext {
  final SessionTerms terms;
  final int index;
  final TrustRules trust;
  final GateRule gateRule;
  final SecureRandom random;
  final SessionSecrets secrets;
  final PublicChecks checks;
  final Conduct conduct = new Conduct();
  private final SigningKey identity;

  SiteContext(
      SessionTerms terms,
      int index,
      SigningKey identity,
      TrustRules trust,
      GateRule gateRule,
      SecureRandom random,
      SessionSecrets secrets) {
    this(terms, index, identity, trust, gateRule, random, secrets, PublicChecks.always());
  }

  SiteContext(
      SessionTerms terms,
      int index,
      SigningKey identity,
      TrustRules trust,
      GateRule gateRule,
      SecureRandom random,
      SessionSecrets secrets,
      PublicChecks checks) {
    this.terms = terms;
    this.index = index;
    this.identity = identity;
    this.trust = trust;
    this.gateRule = gateRule;
    this.random = random;
    this.secrets = secrets;
    this.checks = checks;
  }

  SignedBody sign(String type, byte[] body) {
    return SignedBody.sign(type, terms.sid(), index, body, identity);
  }

  void checkCompany(Set<Integer> sites) {
    trust.checkCompany(terms.identities(sites), identity.verifyingKey());
  }

  void checkStrangers(Set<Integer> sites) {
    trust.checkStrangers(terms.identities(sites), identity.verifyingKey(), terms.proposal().f());
  }
}
