package org.fedval.crypto.secagg;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.slot.Attempt;
import org.fedval.crypto.secagg.slot.DataSetLedger;
import org.fedval.crypto.secagg.slot.SlotRule;

/**
 * The rules of a session as the model checks ask for them, answered by the real classes. Sets of
 * honest sites are bit masks; f corrupt sites are members of every set. A mutant overrides one
 * answer.
 */
class ModelRules {
  private static final int MIN_SITES = 3;
  private static final SlotRule RULE = SlotRule.defaults();
  private static final List<VerifyingKey> KEYS = keys();

  private final Map<List<Integer>, Boolean> asked = new HashMap<>();

  int votes(int sites, int f) {
    return new Quorum(sites, f).votes();
  }

  int abortVotes(int sites, int f) {
    return new Quorum(sites, f).abortVotes();
  }

  int survivorFloor(int sites, int f) {
    return new Quorum(sites, f).survivorFloor(MIN_SITES);
  }

  /** Only survivors vote; {@code SplitSurvivorSetTest} holds the steps of a site to it. */
  boolean outsidersVote() {
    return false;
  }

  /** Whether a site that masked and saw no certificate may start over. */
  boolean mayRetryWithoutCertificate() {
    return asked(
        List.of(0),
        () ->
            RULE.mayAdvertise(
                RULE.onMask(DataSetLedger.empty(), attempt(1), members(1)), attempt(2)));
  }

  /** Whether a site that is locked to {@code lock} goes on with U1 = {@code view}. */
  boolean mayJoin(int lock, int view) {
    return asked(
        List.of(1, lock, view), () -> RULE.mayShare(locked(lock), attempt(2), members(view)));
  }

  /** Whether a site that is locked to {@code lock} votes for U3 = {@code survivors}. */
  boolean mayVote(int lock, int survivors) {
    return asked(
        List.of(2, lock, survivors),
        () ->
            RULE.mayVote(
                RULE.onMask(locked(lock), attempt(2), members(lock)),
                attempt(2),
                members(survivors)));
  }

  /** Whether a site may pledge an abort after what it did before. */
  boolean mayAbort(boolean committed, boolean revealed, boolean completeGraph) {
    RevealPolicy policy = RevealPolicy.fresh();
    policy = committed ? policy.afterCommit() : policy;
    policy = revealed ? policy.afterReveal() : policy;
    return policy.mayAbort(completeGraph);
  }

  private static DataSetLedger locked(int lock) {
    DataSetLedger masked = RULE.onMask(DataSetLedger.empty(), attempt(1), members(lock));
    return RULE.onCommit(masked, new CertifiedCommit(attempt(1).sid(), members(lock)));
  }

  private boolean asked(List<Integer> question, Runnable step) {
    Supplier<Boolean> answer =
        () -> {
          try {
            step.run();
            return true;
          } catch (ProtocolViolation e) {
            return false;
          }
        };
    Boolean known = asked.get(question);
    if (known == null) {
      known = answer.get();
      asked.put(question, known);
    }
    return known;
  }

  private static Attempt attempt(int number) {
    return new Attempt(
        Sha256Digest.hash(new byte[] {(byte) number}),
        Sha256Digest.ZERO,
        MIN_SITES,
        1,
        10,
        false,
        RuledSite.cohort("model", 1, 1));
  }

  // The last key stands for the corrupt sites, which are everywhere.
  private static Set<VerifyingKey> members(int honest) {
    Set<VerifyingKey> members = new HashSet<>();
    members.add(KEYS.get(KEYS.size() - 1));
    for (int i = 0; i < KEYS.size() - 1; i++) {
      if ((honest >> i & 1) != 0) {
        members.add(KEYS.get(i));
      }
    }
    return members;
  }

  private static List<VerifyingKey> keys() {
    SeededRandom random = new SeededRandom(1);
    return java.util.stream.Stream.generate(() -> SigningKey.generate(random).verifyingKey())
        .limit(9)
        .toList();
  }
}
