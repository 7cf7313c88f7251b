package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.ConfirmList;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * A site that masked its vector for U2 (section 6.2, steps 2 and 3; section 7.3). The vector,
 * confirm list and manifest must be persisted before they are sent. Not thread-safe.
 */
public final class MaskedClient {
  private final SiteContext site;
  private final AgreedPeers peers;
  private final Set<Integer> dealers;
  private final HeldShares held;
  private final Sha256Digest h2;
  private final byte[] masked;
  private final ConfirmList confirmList;
  private final SignedBody manifest;
  private final Once decided = new Once();

  MaskedClient(
      SiteContext site,
      AgreedPeers peers,
      Set<Integer> dealers,
      HeldShares held,
      Sha256Digest h2,
      SortedMap<Integer, Octets> ciphertexts,
      FrozenVector vector) {
    this.site = site;
    this.peers = peers;
    this.dealers = new TreeSet<>(dealers);
    this.held = held;
    this.h2 = h2;
    SortedMap<Integer, PairSecrets> pairs = new TreeMap<>();
    MaskKeys keys = site.secrets.maskKeys();
    ciphertexts.forEach(
        (j, ciphertext) -> pairs.put(j, keys.pair(peers.h1(), peers.advertise(j), ciphertext)));
    this.confirmList =
        new ConfirmList(
            pairs.entrySet().stream()
                .map(e -> new ConfirmList.Tag(e.getKey(), e.getValue().confirmTag()))
                .toList());
    RingVector y = vector.toRing(site.terms.ringBits());
    applySelfMasks(y);
    applyPairMasks(y, pairs);
    this.masked = y.toByteArray();
    this.manifest = site.sign(MaskedManifest.TYPE, manifestOf(y, vector).encode());
  }

  /** The signed manifest to send after the vector and the confirm list. */
  public SignedBody manifest() {
    return manifest;
  }

  /** The masked vector as little-endian ring words. */
  public byte[] maskedVector() {
    return masked.clone();
  }

  /** The confirm list's bytes. */
  public byte[] confirmList() {
    return confirmList.encode();
  }

  /**
   * Checks U3 and votes for it; this site must be a member. May succeed once only, and not after
   * {@link #help}: a site votes for at most one survivor set of a session, ever.
   */
  public VotedClient vote(SignedBody survivorSet) {
    decided.requireFree();
    Survivors survivors = checkSurvivors(survivorSet);
    require(
        survivors.sites().contains(site.index),
        Code.NOT_A_SURVIVOR,
        "This site is not among the survivors and must not vote; it can still help.");
    site.conduct.commit();
    decided.take();
    return new VotedClient(new CertifiedReveal(site, peers, held, survivors));
  }

  /** Checks U3 as a site that is not in it, to open shares of others once it is certified. */
  public HelpingClient help(SignedBody survivorSet) {
    decided.requireFree();
    Survivors survivors = checkSurvivors(survivorSet);
    require(
        !survivors.sites().contains(site.index),
        Code.NOT_EXPECTED,
        "This site is among the survivors and must vote.");
    decided.take();
    return new HelpingClient(new CertifiedReveal(site, peers, held, survivors));
  }

  /** Pledges to open nothing of this session, which the coordinator asked to abort. */
  public AbortedClient abort() {
    return new AbortedClient(site, peers);
  }

  /** Checks an abort certificate; throws {@link ProtocolViolation}. */
  public CertifiedAbort aborted(SignedBody certificate) {
    return CertifiedAbort.check(site.terms, peers, certificate);
  }

  private Survivors checkSurvivors(SignedBody survivorSet) {
    Survivors survivors =
        site.checks.outcome(
            PublicChecks.Check.SURVIVOR_SET,
            survivorSet,
            h2,
            () -> Survivors.check(site.terms, peers, h2, dealers, survivorSet));
    require(
        !survivors.sites().contains(site.index)
            || survivors.manifestHash(site.index).equals(manifest.hash()),
        Code.OWN_ENTRY_CHANGED,
        "This site's manifest was changed in the survivor set.");
    site.checkCompany(survivors.sites());
    return survivors;
  }

  private void applySelfMasks(RingVector y) {
    for (int u = 0; u < site.terms.units(); u++) {
      MaskStream self =
          MaskStream.open(
              ShareCommitments.selfKey(site.terms.sid(), site.index, u, site.secrets.selfSecret(u)),
              0);
      y.apply(self, true, site.terms.unitStart(u), site.terms.unitLength(u));
    }
  }

  private void applyPairMasks(RingVector y, SortedMap<Integer, PairSecrets> pairs) {
    List<RingVector.SignedStream> streams = new ArrayList<>();
    pairs.forEach(
        (j, pair) ->
            streams.add(
                new RingVector.SignedStream(MaskStream.open(pair.maskKey(), 0), j > site.index)));
    y.apply(streams, 0, y.elements());
  }

  private MaskedManifest manifestOf(RingVector y, FrozenVector vector) {
    SessionTerms terms = site.terms;
    return new MaskedManifest(
        terms.sid(),
        h2,
        site.index,
        terms.ringBits(),
        ShareCommitments.unitHash(terms, site.index, 0, y, 0),
        ShareCommitments.restUnitsHash(terms, site.index, y),
        vector.plainCommit(terms.proposal().studyHash(), terms.proposal().slot(), terms.ringBits()),
        confirmList.hash());
  }
}
