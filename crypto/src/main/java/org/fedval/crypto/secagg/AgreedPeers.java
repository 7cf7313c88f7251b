package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.Transcript;

/** U1 with its checked Advertise bodies, their hash h1 and the quorum that follows. Immutable. */
final class AgreedPeers {
  private final SortedMap<Integer, Advertise> advertises;
  private final Sha256Digest h1;
  private final Quorum quorum;
  private final ShareGraph graph;

  AgreedPeers(SessionTerms terms, SortedMap<Integer, Advertise> advertises) {
    this.advertises = Collections.unmodifiableSortedMap(new TreeMap<>(advertises));
    SortedMap<Integer, Sha256Digest> hashes = new TreeMap<>();
    advertises.forEach((i, advertise) -> hashes.put(i, Sha256Digest.hash(advertise.encode())));
    this.h1 = Transcript.h1(terms.sid(), hashes);
    this.quorum = terms.quorum(advertises.size());
    this.graph =
        ShareGraph.over(
            terms.graphRule(), terms.sid(), h1, advertises.keySet(), terms.proposal().f());
    requireDistinctKeys();
  }

  Set<Integer> sites() {
    return advertises.keySet();
  }

  Advertise advertise(int site) {
    Advertise advertise = advertises.get(site);
    if (advertise == null) {
      throw new ProtocolViolation(Code.NOT_EXPECTED, "A site did not advertise.", site);
    }
    return advertise;
  }

  Sha256Digest h1() {
    return h1;
  }

  /** Who shares and masks with whom. */
  ShareGraph graph() {
    return graph;
  }

  Quorum quorum() {
    return quorum;
  }

  /** Decodes one Advertise and checks session, index, commitments and both kinds of keys. */
  static Advertise decode(SessionTerms terms, int site, byte[] body) {
    Advertise advertise = decoding(Code.MALFORMED, site, () -> Advertise.decode(body));
    terms.requireSession(advertise.sid());
    require(
        advertise.index() == site && advertise.selfCommits().size() == terms.units(),
        Code.MALFORMED,
        "An Advertise names another site or not one commitment for every unit.",
        site);
    decoding(
        Code.BAD_PEER_KEY,
        site,
        () -> {
          X25519KeyPair.requireUsable(advertise.encX());
          X25519KeyPair.requireUsable(advertise.maskX());
          MlKem.requireUsable(advertise.encKem());
          MlKem.requireUsable(advertise.maskKem());
          return advertise;
        });
    return advertise;
  }

  private void requireDistinctKeys() {
    Set<Octets> seen = new HashSet<>();
    advertises.forEach(
        (site, advertise) ->
            require(
                seen.add(advertise.encX()) && seen.add(advertise.maskX()),
                Code.BAD_PEER_KEY,
                "Two sites advertise the same key.",
                site));
  }
}
