package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.decoding;
import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.ConfirmList;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.crypto.shamir.FieldElement;

/**
 * Takes the masks off a unit's sum over the survivors (section 7.3): their self masks, and the pair
 * masks that dropped sites left behind, re-derived from the dropped sites' opened seeds.
 */
final class Unmasking {
  private final SessionTerms terms;
  private final List<Leftover> leftovers;

  private Unmasking(SessionTerms terms, List<Leftover> leftovers) {
    this.terms = terms;
    this.leftovers = leftovers;
  }

  /** A pair mask inside the sum, and whether the survivor had added it. */
  private static final class Leftover {
    final SecretBytes key;
    final boolean added;

    Leftover(SecretBytes key, boolean added) {
      this.key = key;
      this.added = added;
    }
  }

  /**
   * Re-derives the dropped sites' masks and checks each against what was signed: the advertised
   * mask keys, and the survivor's tag for every edge. Throws {@link ProtocolViolation}.
   *
   * @param ciphertexts the encapsulation of every edge between a dropped site and a survivor
   */
  static Unmasking prepare(
      SessionTerms terms,
      AgreedPeers peers,
      Survivors survivors,
      SortedMap<Integer, FieldElement> seeds,
      SortedMap<Edge, Octets> ciphertexts,
      SortedMap<Integer, ConfirmList> confirmLists) {
    List<Leftover> leftovers = new ArrayList<>();
    Set<Edge> needed = new TreeSet<>();
    for (Map.Entry<Integer, FieldElement> seed : seeds.entrySet()) {
      int d = seed.getKey();
      MaskKeys keys = new MaskKeys(terms.sid(), d, seed.getValue());
      require(
          keys.match(peers.advertise(d)),
          Code.FALSE_GATE,
          "An opened mask seed does not give the keys its site advertised.",
          d);
      for (int i : survivors.sites()) {
        if (!peers.graph().adjacent(d, i)) {
          continue;
        }
        Edge edge = Edge.between(d, i);
        needed.add(edge);
        Octets ciphertext = ciphertexts.getOrDefault(edge, Octets.empty());
        PairSecrets pair =
            decoding(
                Code.FALSE_GATE, i, () -> keys.pair(peers.h1(), peers.advertise(i), ciphertext));
        requireTag(confirmLists, i, d, pair.confirmTag());
        leftovers.add(new Leftover(pair.maskKey(), i < d));
      }
    }
    require(
        ciphertexts.keySet().equals(needed),
        Code.FALSE_GATE,
        "The encapsulations are not those between dropped sites and survivors.");
    return new Unmasking(terms, leftovers);
  }

  /** Unmasks the sum of one unit; {@code selfSecrets} has {@code b_i[unit]} of every survivor. */
  RingVector open(int unit, RingVector maskedSum, Map<Integer, FieldElement> selfSecrets) {
    RingVector sum = maskedSum.slice(0, maskedSum.elements());
    List<RingVector.SignedStream> streams = new ArrayList<>();
    new TreeMap<>(selfSecrets)
        .forEach(
            (i, secret) ->
                streams.add(
                    new RingVector.SignedStream(
                        MaskStream.open(ShareCommitments.selfKey(terms.sid(), i, unit, secret), 0),
                        false)));
    long offset = (long) terms.unitStart(unit) * terms.ringBits().bytes();
    for (Leftover leftover : leftovers) {
      streams.add(
          new RingVector.SignedStream(MaskStream.open(leftover.key, offset), !leftover.added));
    }
    sum.apply(streams, 0, sum.elements());
    return sum;
  }

  private static void requireTag(
      SortedMap<Integer, ConfirmList> confirmLists, int survivor, int dropped, Octets tag) {
    ConfirmList list = confirmLists.get(survivor);
    require(
        list != null && list.tag(dropped).filter(tag::equals).isPresent(),
        Code.FALSE_GATE,
        "A survivor did not confirm its mask with a dropped site.",
        survivor);
  }
}
