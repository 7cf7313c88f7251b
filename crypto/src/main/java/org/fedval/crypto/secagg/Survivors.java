package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.crypto.secagg.body.Transcript;

/** U3 and U2\U3 with the survivors' checked manifests and their hash h3. Immutable. */
final class Survivors {
  private final SortedMap<Integer, MaskedManifest> manifests;
  private final SortedMap<Integer, Sha256Digest> hashes;
  private final SortedSet<Integer> dropped;
  private final Sha256Digest h2;
  private final Sha256Digest h3;

  Survivors(
      Sha256Digest h2,
      Set<Integer> dealers,
      SortedMap<Integer, MaskedManifest> manifests,
      SortedMap<Integer, Sha256Digest> hashes) {
    this.manifests = Collections.unmodifiableSortedMap(new TreeMap<>(manifests));
    this.hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    SortedSet<Integer> others = new TreeSet<>(dealers);
    others.removeAll(manifests.keySet());
    this.dropped = Collections.unmodifiableSortedSet(others);
    this.h2 = h2;
    this.h3 = Transcript.h3(h2, hashes);
  }

  /** Every check of section 6.2 step 3 that does not depend on who checks. */
  static Survivors check(
      SessionTerms terms,
      AgreedPeers peers,
      Sha256Digest h2,
      Set<Integer> dealers,
      SignedBody survivorSet) {
    byte[] body = terms.fromCoordinator(survivorSet, SurvivorSet.TYPE);
    SurvivorSet set = decoding(() -> SurvivorSet.decode(body));
    terms.requireSession(set.sid());
    require(
        set.h2().equals(h2),
        Code.WRONG_SESSION,
        "The coordinator shows this site another set of dealers.");
    SortedMap<Integer, MaskedManifest> manifests = new TreeMap<>();
    SortedMap<Integer, Sha256Digest> hashes = new TreeMap<>();
    for (SurvivorSet.Survivor survivor : set.survivors()) {
      int i = survivor.index();
      require(dealers.contains(i), Code.BAD_MANIFEST, "A survivor is not among the dealers.", i);
      manifests.put(i, manifest(terms, h2, i, survivor.signedManifest()));
      hashes.put(i, survivor.signedManifest().hash());
    }
    require(
        manifests.size() >= peers.quorum().survivorFloor(terms.proposal().minSites()),
        Code.TOO_FEW_SITES,
        "Too few survivors for the study's f and minSites.");
    require(
        peers.graph().hides(manifests.keySet()),
        Code.TOO_FEW_SITES,
        "So many sites of one neighbourhood are missing that a survivor would stand alone.");
    return new Survivors(h2, dealers, manifests, hashes);
  }

  /** Checks one manifest: signature, session, h2, index, ring width. */
  static MaskedManifest manifest(SessionTerms terms, Sha256Digest h2, int site, SignedBody signed) {
    terms.requireFromSite(signed, MaskedManifest.TYPE, site);
    MaskedManifest manifest =
        decoding(Code.BAD_MANIFEST, site, () -> MaskedManifest.decode(signed.body()));
    require(
        manifest.sid().equals(terms.sid())
            && manifest.h2().equals(h2)
            && manifest.index() == site
            && manifest.ringBits() == terms.ringBits(),
        Code.BAD_MANIFEST,
        "A manifest was made for another session, set of dealers, site or ring.",
        site);
    return manifest;
  }

  SortedSet<Integer> sites() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(manifests.keySet()));
  }

  /** U2 without U3. */
  SortedSet<Integer> dropped() {
    return dropped;
  }

  MaskedManifest manifest(int site) {
    MaskedManifest manifest = manifests.get(site);
    if (manifest == null) {
      throw new ProtocolViolation(Code.NOT_EXPECTED, "A site is not a survivor.", site);
    }
    return manifest;
  }

  Sha256Digest manifestHash(int site) {
    return hashes.getOrDefault(site, Sha256Digest.ZERO);
  }

  Sha256Digest h2() {
    return h2;
  }

  Sha256Digest h3() {
    return h3;
  }

  /** What a first reveal opens of a dealer's row, from membership in U3 alone. */
  int gatePosition(int dealer) {
    return RevealPolicy.firstOpened(manifests.containsKey(dealer));
  }
}
