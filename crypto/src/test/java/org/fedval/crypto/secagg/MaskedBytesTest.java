package org.fedval.crypto.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.ring.MaskStream;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.ring.RingVector;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.UnitKind;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;

/**
 * What leaves a site is uniform at every byte position, whatever was masked. The keys come from a
 * seed, so the statistics are the same in every run.
 */
class MaskedBytesTest {
  private static final int ELEMENTS = 1 << 20;
  private static final int SITES = 3;
  private static final int WATCHED = 1;
  private static final long BOUND = 1_000_000;

  /**
   * The upper 1e-4 quantile of chi-square with 255 degrees of freedom, by Wilson and Hilferty:
   * {@code 255 (1 - 2/(9*255) + 3.719 sqrt(2/(9*255)))^3}.
   */
  private static final double LIMIT = 347.7;

  private static final Layout LAYOUT =
      new Layout(
          List.of(
              new Layout.Unit("gate", 6, UnitKind.GATE, List.of(), Layout.ROOT, BOUND),
              new Layout.Unit("a", ELEMENTS - 6, UnitKind.UNSIGNED, List.of(), Layout.ROOT, BOUND),
              new Layout.Unit("b", 1, UnitKind.SIGNED, List.of(1), Layout.ROOT, BOUND),
              new Layout.Unit("c", 1, UnitKind.UNSIGNED, List.of(1), Layout.ROOT, BOUND)));

  @Test
  void a_masked_vector_is_uniform_for_the_smallest_and_the_largest_numbers() {
    for (long x : new long[] {0, BOUND}) {
      uniform(new Masked(71, x).bytes(), "x = " + x);
    }
  }

  @Test
  void equal_numbers_in_two_sessions_differ_by_uniform_bytes() {
    Masked first = new Masked(72, 5);
    Masked second = new Masked(73, 5);
    RingVector difference = RingVector.ofBytes(first.width(), first.bytes());
    difference.add(negative(second));
    uniform(difference.toByteArray(), "y - y'");
  }

  @Test
  void a_vector_whose_pair_masks_are_opened_is_still_uniform() {
    Masked late = new Masked(74, 0);
    byte[] before = late.bytes();
    byte[] after = late.withoutPairMasks();
    assertThat(after).isNotEqualTo(before);
    uniform(after, "y without its pair masks");
  }

  @Test
  void plain_numbers_and_a_stream_used_twice_do_not_pass() {
    byte[] plain = RingVector.ofLongs(RingBits.W32, new long[ELEMENTS]).toByteArray();
    assertThat(worst(plain, 4)).isGreaterThan(LIMIT);
    byte[] low = new byte[ELEMENTS * 4];
    new SeededRandom(75).nextBytes(low);
    for (int n = 0; n < low.length; n += 4) {
      low[n] &= (byte) 0xFE;
    }
    assertThat(worst(low, 4)).as("one stuck bit").isGreaterThan(LIMIT);
  }

  private static RingVector negative(Masked masked) {
    long[] words = RingVector.ofBytes(masked.width(), masked.bytes()).toSignedLongs();
    for (int n = 0; n < words.length; n++) {
      words[n] = -words[n];
    }
    return RingVector.ofLongs(masked.width(), words);
  }

  private static void uniform(byte[] bytes, String what) {
    int width = bytes.length / (ELEMENTS + 2);
    assertThat(worst(bytes, width)).as(what).isLessThan(LIMIT);
  }

  /** The largest of Pearson's statistics of the byte positions of a word. */
  private static double worst(byte[] bytes, int width) {
    double worst = 0;
    for (int position = 0; position < width; position++) {
      long[] seen = new long[256];
      for (int n = position; n < bytes.length; n += width) {
        seen[bytes[n] & 0xFF]++;
      }
      double expected = bytes.length / (double) width / 256;
      double sum = 0;
      for (long count : seen) {
        sum += (count - expected) * (count - expected) / expected;
      }
      worst = Math.max(worst, sum);
    }
    return worst;
  }

  /** One site's masked vector in a session of three, with every number the same. */
  private static final class Masked {
    private final SessionTerms terms;
    private final AgreedPeers peers;
    private final MaskKeys keys;
    private final Map<Integer, Octets> ciphertexts = new TreeMap<>();
    private final byte[] bytes;

    Masked(long seed, long x) {
      TestFederation federation = new TestFederation(SITES, BOUND, seed, LAYOUT);
      this.terms = federation.proposed;
      Map<Integer, SessionSecrets> secrets = new TreeMap<>();
      TreeMap<Integer, Advertise> advertises = new TreeMap<>();
      for (int i = 0; i < SITES; i++) {
        SecretBytes root = SecretBytes.random(32, federation.random);
        secrets.put(i, new SessionSecrets(terms.sid(), i, terms.units(), root));
        advertises.put(i, secrets.get(i).advertise());
      }
      this.peers = new AgreedPeers(terms, advertises);
      this.keys = secrets.get(WATCHED).maskKeys();
      for (int j = 0; j < SITES; j++) {
        if (j != WATCHED) {
          int low = Math.min(j, WATCHED);
          int high = Math.max(j, WATCHED);
          ciphertexts.put(
              j, secrets.get(low).maskKeys().encapsulateTo(peers.advertise(high)).ciphertext());
        }
      }
      HeldShares held = new HeldShares(WATCHED, terms.sid());
      SiteContext site =
          new SiteContext(
              terms,
              WATCHED,
              federation.identities.get(WATCHED),
              federation.trustAll(),
              TestFederation.RULE,
              federation.random,
              secrets.get(WATCHED));
      List<long[]> units =
          LAYOUT.units().stream().map(unit -> filled((int) unit.length(), x)).toList();
      FrozenVector frozen =
          FrozenVector.freeze(LAYOUT, units, SecretBytes.random(32, federation.random), WATCHED);
      this.bytes =
          new MaskedClient(
                  site, peers, peers.sites(), held, terms.sid(), new TreeMap<>(ciphertexts), frozen)
              .maskedVector();
    }

    RingBits width() {
      return terms.ringBits();
    }

    byte[] bytes() {
      return bytes.clone();
    }

    /** What the coordinator can compute once the site was called dropped and its r was opened. */
    byte[] withoutPairMasks() {
      RingVector y = RingVector.ofBytes(width(), bytes);
      ciphertexts.forEach(
          (j, ciphertext) -> {
            PairSecrets pair = keys.pair(peers.h1(), peers.advertise(j), ciphertext);
            y.apply(MaskStream.open(pair.maskKey(), 0), j < WATCHED, 0, y.elements());
          });
      return y.toByteArray();
    }

    private static long[] filled(int length, long x) {
      long[] numbers = new long[length];
      Arrays.fill(numbers, x);
      return numbers;
    }
  }
}
