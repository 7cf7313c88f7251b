package org.fedval.crypto.secagg;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.ShareDelivery;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRef;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.crypto.secret.SecretBytes;

/** What a coordinator that lies, or a corrupt site, can sign in the proposed session. */
final class Forgery {
  private final TestFederation federation;

  Forgery(TestFederation federation) {
    this.federation = federation;
  }

  SignedBody set(List<SignedRef> refs) {
    return federation.sign(
        AdvertiseSet.TYPE, new AdvertiseSet(federation.proposed.sid(), refs).encode());
  }

  SignedBody delivery(Sha256Digest h1, List<SignedRef> refs) {
    return federation.sign(
        ShareDelivery.TYPE, new ShareDelivery(federation.proposed.sid(), h1, refs).encode());
  }

  SignedBody survivors(Sha256Digest h2, List<SurvivorSet.Survivor> survivors) {
    return federation.sign(
        SurvivorSet.TYPE, new SurvivorSet(federation.proposed.sid(), h2, survivors).encode());
  }

  /** The set of a phase without some of its members. */
  SignedBody survivorsWithout(VotePhase phase, Set<Integer> out) {
    SurvivorSet all = SurvivorSet.decode(phase.survivorSet().body());
    return survivors(
        all.h2(), all.survivors().stream().filter(s -> !out.contains(s.index())).toList());
  }

  /** The set of a phase with another manifest of one site. */
  SignedBody survivorsWith(VotePhase phase, int site, SignedBody manifest) {
    SurvivorSet all = SurvivorSet.decode(phase.survivorSet().body());
    List<SurvivorSet.Survivor> changed = new ArrayList<>();
    for (SurvivorSet.Survivor s : all.survivors()) {
      changed.add(
          s.index() == site
              ? new SurvivorSet.Survivor(
                  site, Octets.of(manifest.body()), manifest.signatureOctets())
              : s);
    }
    return survivors(all.h2(), changed);
  }

  SignedBody certificate(VoteKind kind, Certificate parts, List<Certificate.Ballot> ballots) {
    return federation.sign(
        kind.certificateType(),
        new Certificate(kind, parts.sid(), parts.h1(), parts.h2(), parts.h3(), ballots).encode());
  }

  static Certificate.Ballot ballot(int site, SignedBody vote) {
    return new Certificate.Ballot(site, vote.signatureOctets());
  }

  /** The same manifest as if the site had seen another U2. */
  SignedBody manifestUnder(SignedBody manifest, Sha256Digest h2) {
    MaskedManifest m = MaskedManifest.decode(manifest.body());
    MaskedManifest mixed =
        new MaskedManifest(
            m.sid(),
            h2,
            m.index(),
            m.ringBits(),
            m.gateUnitHash(),
            m.restUnitsHash(),
            m.plainCommit(),
            m.confirmHash());
    return federation.signAs(m.index(), MaskedManifest.TYPE, mixed.encode());
  }

  /** A corrupt site with its own secrets, of which it may say and deal what it likes. */
  SiteContext corrupt(SessionTerms terms, int site) {
    return new SiteContext(
        terms,
        site,
        federation.identities.get(site),
        federation.trustAll(),
        TestFederation.RULE,
        federation.random,
        new SessionSecrets(
            terms.sid(), site, terms.units(), SecretBytes.random(32, federation.random)));
  }

  /** Its Advertise with a commitment to another gate self-mask secret than it will deal. */
  SignedBody falseCommit(SiteContext corrupt) {
    Advertise a = corrupt.secrets.advertise();
    List<Sha256Digest> commits = new ArrayList<>(a.selfCommits());
    commits.set(0, Sha256Digest.hash(new byte[] {7}));
    return corrupt.sign(
        Advertise.TYPE,
        new Advertise(a.sid(), a.index(), a.encX(), a.encKem(), a.maskX(), a.maskKem(), commits)
            .encode());
  }

  /** Deals the shares of its real secrets to everybody. */
  static SharedClient deal(SiteContext corrupt, SharePhase phase) {
    TreeMap<Integer, Advertise> advertises = new TreeMap<>();
    phase.advertiseBodies().forEach((i, body) -> advertises.put(i, Advertise.decode(body)));
    return new SharedClient(corrupt, new AgreedPeers(corrupt.terms, advertises));
  }

  /** A dealer that advertised one set of secrets and deals another. */
  SharedClient badDealer(SessionTerms terms, SharePhase phase, int site) {
    TreeMap<Integer, Advertise> advertises = new TreeMap<>();
    phase.advertiseBodies().forEach((i, body) -> advertises.put(i, Advertise.decode(body)));
    SessionSecrets others =
        new SessionSecrets(
            terms.sid(), site, terms.units(), SecretBytes.random(32, federation.random));
    SiteContext liar =
        new SiteContext(
            terms,
            site,
            federation.identities.get(site),
            federation.trustAll(),
            TestFederation.RULE,
            federation.random,
            others);
    return new SharedClient(liar, new AgreedPeers(terms, advertises));
  }
}
