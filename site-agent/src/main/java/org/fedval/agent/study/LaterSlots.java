package org.fedval.agent.study;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.release.ReleaseGate;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Published;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.study.EarlierGate;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.PooledSlots;

/**
 * Judges the proposal of a later slot and counts it. The sums of every earlier slot must be those
 * behind the signed result that this site checked itself; from them the site derives the tables and
 * takes no others. What it counts are the frozen cases of the first slot, and nothing is frozen
 * twice. Reads and writes files; called on the thread of the cohorts.
 */
final class LaterSlots {
  private final SiteState state;
  private final SecureRandom random;

  LaterSlots(SiteState state, SecureRandom random) {
    this.state = state;
    this.random = random;
  }

  /**
   * A later slot, ready for its session.
   *
   * @param gate what its gate must repeat
   * @param numbers counted and frozen
   */
  record Ready(int slot, EarlierGate gate, FrozenSlot numbers) {}

  /**
   * Checks the proposal's tables, then counts and freezes the slot unless that was done before.
   *
   * @param index this site's place in the roster
   * @param first the frozen numbers of the first slot
   * @throws ProtocolViolation when sums or tables are not what follows from the results, when a
   *     slot was skipped, or when the cases are not those of the first slot
   * @throws Denial when the frozen cases are gone
   */
  Ready prepare(
      LockedStudy study, int index, FrozenSlot first, SiteInstruction.SessionProposed proposed)
      throws Denial, IOException {
    int slot = study.slotOf(SessionProposal.decode(proposed.proposal().body()).slot());
    PooledStudy earlier = PooledSlots.of(study, earlier(study, slot, proposed.earlier()), 0);
    Published own = earlier.next();
    Octets tables = Octets.of(own.encode());
    if (!tables.equals(proposed.published())) {
      throw new ProtocolViolation(
          Code.FALSE_TABLES, "The published tables do not follow from the earlier slots' sums.");
    }
    FrozenSlot numbers = frozen(study, slot, index, first, own, tables);
    return new Ready(slot, EarlierGate.of(earlier, study.counters(slot)), numbers);
  }

  private List<OpenedSums> earlier(LockedStudy study, int slot, List<Octets> sums)
      throws IOException {
    if (slot < 1 || sums.size() != slot) {
      throw skipped();
    }
    List<OpenedSums> opened = new ArrayList<>();
    for (int before = 0; before < slot; before++) {
      OpenedSums of = OpenedSums.decode(sums.get(before).toByteArray());
      Result result =
          state
              .shelf()
              .result(of.sid(), study.definition().hash(), LockedStudy.slotName(before))
              .orElseThrow(LaterSlots::skipped);
      of.requireBehind(result);
      opened.add(of);
    }
    return opened;
  }

  private static ProtocolViolation skipped() {
    return new ProtocolViolation(
        Code.SLOT_SKIPPED, "A slot was proposed before this site had the results of those before.");
  }

  private FrozenSlot frozen(
      LockedStudy study, int slot, int index, FrozenSlot first, Published published, Octets tables)
      throws Denial, IOException {
    String name = LockedStudy.slotName(slot);
    Sha256Digest hash = Sha256Digest.hash(tables.toByteArray());
    FrozenSlot before =
        state.frozen().load(study.definition().hash(), name, study.layout(slot)).orElse(null);
    if (before == null) {
      CounterVector counts =
          SlotCounts.later(study.counters(slot), cases(study), published, random);
      if (!first.isRepeatedBy(counts, study.counters())) {
        throw new ProtocolViolation(
            Code.COHORT_CHANGED, "The cases of a later slot are not those of the first.");
      }
      before =
          state
              .frozen()
              .freezeOnce(
                  study.definition(),
                  name,
                  study.layout(slot),
                  index,
                  released(study, counts),
                  first.cohort(),
                  hash);
    }
    if (!before.tables().equals(hash)) {
      throw new ProtocolViolation(
          Code.FALSE_TABLES, "This slot was counted with other tables before.");
    }
    return before;
  }

  private CaseTable cases(LockedStudy study) throws Denial, IOException {
    return state
        .cases()
        .load(study.definition().hash())
        .orElseThrow(
            () ->
                new Denial(
                    Denial.Code.COHORT_CHANGED,
                    "The frozen cases of the study's first round are not there any more."));
  }

  private static ReleasedCounts released(LockedStudy study, CounterVector counts) throws Denial {
    try {
      return new ReleaseGate(study.definition().hash()).release(study, counts);
    } catch (ReleaseGate.Refused e) {
      throw new Denial(Denial.Code.PROTOCOL, String.valueOf(e.getMessage()));
    }
  }
}
