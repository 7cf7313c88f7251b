package org.fedval.crypto.secagg;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;

/** U2 as the coordinator holds it: every dealer's signed ShareKeys and its rows. Immutable. */
final class Dealings {
  private final SortedMap<Integer, SignedBody> advertises;
  private final SortedMap<Integer, SignedBody> shareKeys;
  private final SortedMap<Integer, Map<Integer, ShareRow>> rows;

  Dealings(
      SortedMap<Integer, SignedBody> advertises,
      SortedMap<Integer, SignedBody> shareKeys,
      SortedMap<Integer, Map<Integer, ShareRow>> rows) {
    this.advertises = new TreeMap<>(advertises);
    this.shareKeys = new TreeMap<>(shareKeys);
    this.rows = new TreeMap<>(rows);
  }

  /** The signed Advertise bodies of U1. */
  SortedMap<Integer, SignedBody> advertises() {
    return advertises;
  }

  static SignedBody of(SortedMap<Integer, SignedBody> signed, int site) {
    SignedBody one = signed.get(site);
    if (one == null) {
      throw new ProtocolViolation(Code.NOT_EXPECTED, "A site did not take part.", site);
    }
    return one;
  }

  SortedSet<Integer> dealers() {
    return new TreeSet<>(shareKeys.keySet());
  }

  SortedMap<Integer, SignedBody> shareKeys() {
    return shareKeys;
  }

  SortedMap<Integer, Sha256Digest> hashes() {
    SortedMap<Integer, Sha256Digest> hashes = new TreeMap<>();
    shareKeys.forEach((dealer, signed) -> hashes.put(dealer, signed.hash()));
    return hashes;
  }

  ShareRow row(int dealer, int holder) {
    ShareRow row = rows.getOrDefault(dealer, Map.of()).get(holder);
    if (row == null) {
      throw new ProtocolViolation(Code.NOT_EXPECTED, "A dealer has no row for a site.", dealer);
    }
    return row;
  }

  SortedMap<Integer, DealtShare> dealtTo(int holder) {
    SortedMap<Integer, DealtShare> dealt = new TreeMap<>();
    shareKeys.forEach(
        (dealer, signed) -> {
          if (rows.getOrDefault(dealer, Map.of()).containsKey(holder)) {
            dealt.put(dealer, new DealtShare(signed, row(dealer, holder)));
          }
        });
    return dealt;
  }

  Octets ciphertext(Edge edge) {
    return row(edge.low(), edge.high()).kemCiphertext();
  }
}
