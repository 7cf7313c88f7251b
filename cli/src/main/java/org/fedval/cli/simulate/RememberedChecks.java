package org.fedval.cli.simulate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.PublicChecks;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * Does a check for the first simulated site that asks and gives the others its outcome, if they ask
 * about exactly the same bytes after the same transcript. A refusal is not remembered. Thread-safe.
 */
final class RememberedChecks implements PublicChecks {
  /** What the simulation does once where every real site does it, by name. */
  static final List<String> MEMOISED =
      List.of(
          "advertise_set: signatures, keys, h1 and share graph of U1",
          "share_delivery: dealers' signatures of U2",
          "survivor_set: manifests' signatures, floors and ring rule of U3",
          "commit_certificate: the votes' signatures",
          "gate_transcript: opened secrets, tags, edges and gate sums",
          "body_hash: SHA-256 of a body that the coordinator sends to all");

  private final Map<Key, Object> outcomes = new ConcurrentHashMap<>();
  private final Map<Check, AtomicLong> asked = new ConcurrentHashMap<>();
  private final Map<Check, AtomicLong> done = new ConcurrentHashMap<>();

  private record Key(Check check, SignedBody body, Sha256Digest context) {}

  @Override
  @SuppressWarnings("unchecked") // one kind of check has one type of outcome
  public <T> T outcome(Check check, SignedBody body, Sha256Digest context, Supplier<T> full) {
    count(asked, check);
    return (T)
        outcomes.computeIfAbsent(
            new Key(check, body, context),
            key -> {
              count(done, check);
              return full.get();
            });
  }

  /** By check, how many sites asked and how often it was done. */
  Map<String, Map<String, Long>> counts() {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    asked.forEach(
        (check, sites) ->
            counts.put(
                check.name().toLowerCase(Locale.ROOT),
                new TreeMap<>(
                    Map.of("asked", sites.get(), "done", done.getOrDefault(check, ZERO).get()))));
    return counts;
  }

  /** Forgets the outcomes of an attempt that is over. */
  void forget() {
    outcomes.clear();
  }

  private static final AtomicLong ZERO = new AtomicLong();

  private static void count(Map<Check, AtomicLong> counts, Check check) {
    counts.computeIfAbsent(check, c -> new AtomicLong()).incrementAndGet();
  }
}
