package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.fedval.crypto.secret.SecretBytes;

/**
 * A site that accepted the terms and drew its session secrets (section 6.2, steps 0 and 1). Not
 * thread-safe.
 */
public final class AdvertisedClient {
  private static final int ROOT_BYTES = 32;

  private final SiteContext site;
  private final SignedBody advertise;
  private final Once shared = new Once();

  private AdvertisedClient(SiteContext site) {
    this.site = site;
    this.advertise = site.sign(Advertise.TYPE, site.secrets.advertise().encode());
  }

  /** Draws fresh secrets for this session; throws {@link ProtocolViolation} if keys do not fit. */
  public static AdvertisedClient open(
      SessionTerms terms,
      int ownIndex,
      SigningKey identity,
      TrustRules trust,
      GateRule gateRule,
      SecureRandom random) {
    return open(terms, ownIndex, identity, trust, gateRule, random, PublicChecks.always());
  }

  static AdvertisedClient open(
      SessionTerms terms,
      int ownIndex,
      SigningKey identity,
      TrustRules trust,
      GateRule gateRule,
      SecureRandom random,
      PublicChecks checks) {
    require(
        ownIndex >= 0
            && ownIndex < terms.roster().size()
            && terms.roster().identity(ownIndex).equals(identity.verifyingKey()),
        Code.WRONG_ROSTER,
        "This site's identity key is not at its place in the roster.");
    require(
        gateRule.id() == terms.study().gateRule(),
        Code.UNSUPPORTED,
        "The study's gate rule is not the one that this site runs.");
    SecretBytes root = SecretBytes.random(ROOT_BYTES, random);
    SessionSecrets secrets = new SessionSecrets(terms.sid(), ownIndex, terms.units(), root);
    root.erase();
    return new AdvertisedClient(
        new SiteContext(terms, ownIndex, identity, trust, gateRule, random, secrets, checks));
  }

  /** The signed Advertise to send. */
  public SignedBody advertise() {
    return advertise;
  }

  /**
   * Checks U1 and deals shares. May succeed once only.
   *
   * @param bodies the Advertise body of every site of U1 by index; the own one may be left out
   */
  public SharedClient shareKeys(SignedBody advertiseSet, Map<Integer, byte[]> bodies) {
    shared.requireFree();
    SessionTerms terms = site.terms;
    byte[] body = terms.fromCoordinator(advertiseSet, AdvertiseSet.TYPE);
    AdvertiseSet set = decoding(() -> AdvertiseSet.decode(body));
    terms.requireSession(set.sid());
    Map<Integer, byte[]> listed = listedBodies(set, bodies);
    AgreedPeers peers =
        site.checks.outcome(
            PublicChecks.Check.ADVERTISE_SET,
            advertiseSet,
            terms.sid(),
            () -> new AgreedPeers(terms, advertises(terms, set, listed)));
    checkMembers(peers);
    shared.take();
    return new SharedClient(site, peers);
  }

  private Map<Integer, byte[]> listedBodies(AdvertiseSet set, Map<Integer, byte[]> bodies) {
    Map<Integer, byte[]> listed = new HashMap<>();
    for (SignedRef ref : set.sites()) {
      int i = ref.index();
      byte[] body = i == site.index ? advertise.body() : bodies.get(i);
      if (body == null) {
        throw new ProtocolViolation(
            Code.MISSING_BODY, "The Advertise body of a site is missing.", i);
      }
      require(
          Sha256Digest.hash(body).equals(ref.bodyHash()),
          i == site.index ? Code.OWN_ENTRY_CHANGED : Code.MALFORMED,
          "An Advertise body is not the one in the signed set.",
          i);
      listed.put(i, body);
    }
    return listed;
  }

  private static TreeMap<Integer, Advertise> advertises(
      SessionTerms terms, AdvertiseSet set, Map<Integer, byte[]> bodies) {
    TreeMap<Integer, Advertise> advertises = new TreeMap<>();
    for (SignedRef ref : set.sites()) {
      requireSigned(terms, ref, Advertise.TYPE);
      byte[] body = bodies.getOrDefault(ref.index(), new byte[0]);
      advertises.put(ref.index(), AgreedPeers.decode(terms, ref.index(), body));
    }
    return advertises;
  }

  private void checkMembers(AgreedPeers peers) {
    int count = peers.sites().size();
    require(
        peers.sites().contains(site.index),
        Code.OWN_ENTRY_CHANGED,
        "This site is missing from the set of sites that advertised.");
    require(
        count >= peers.quorum().advertiseFloor(site.terms.proposal().minSites())
            && peers.quorum().votes() <= count,
        Code.TOO_FEW_SITES,
        "Too few sites advertised for the study's f and minSites.");
    require(
        peers.graph().isComplete() || 3 * site.terms.proposal().f() <= count,
        Code.TOO_FEW_SITES,
        "Above 256 sites at most a third of those that advertised may be tolerated as corrupt.");
    site.checkStrangers(peers.sites());
    site.checkCompany(peers.sites());
  }

  static void requireSigned(SessionTerms terms, SignedRef ref, String type) {
    require(
        ref.index() < terms.roster().size()
            && ref.isSignedBy(terms.roster().identity(ref.index()), type, terms.sid()),
        Code.BAD_SIGNATURE,
        "A listed message is not signed by the site it names for this session.",
        ref.index());
  }
}
