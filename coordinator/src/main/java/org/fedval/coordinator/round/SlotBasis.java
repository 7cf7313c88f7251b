package org.fedval.coordinator.round;

import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.wire.study.EarlierGate;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.SuppressionGate;
import org.jspecify.annotations.Nullable;

/**
 * What the sessions of a slot rest on: nothing for the first, the opened sums of every earlier slot
 * for a later one. All attempts at a slot have the same basis. Immutable; prints nothing.
 */
public final class SlotBasis {
  private final int slot;
  private final Octets published;
  private final List<Octets> earlier;
  private final @Nullable EarlierGate gate;

  private SlotBasis(int slot, Octets published, List<Octets> earlier, @Nullable EarlierGate gate) {
    this.slot = slot;
    this.published = published;
    this.earlier = earlier;
    this.gate = gate;
  }

  /** Of the first slot. */
  public static SlotBasis first() {
    return new SlotBasis(0, Octets.empty(), List.of(), null);
  }

  /**
   * Of the slot that follows these.
   *
   * @param opened of every slot so far
   * @param pooled the same, as evaluation reads it; not complete
   */
  public static SlotBasis after(LockedStudy study, List<OpenedSums> opened, PooledStudy pooled) {
    return new SlotBasis(
        pooled.size(),
        Octets.of(pooled.next().encode()),
        opened.stream().map(sums -> Octets.of(sums.encode())).toList(),
        EarlierGate.of(pooled, study.counters(pooled.size())));
  }

  /** 0 for the first. */
  public int slot() {
    return slot;
  }

  /** The name of the slot in proposals. */
  public String name() {
    return LockedStudy.slotName(slot);
  }

  /** Whether its sites are fixed, so that none may be left out. */
  boolean isLater() {
    return slot > 0;
  }

  /** The exact bytes of the tables; empty for the first slot. */
  Octets published() {
    return published;
  }

  /** The opened sums of every earlier slot. */
  List<Octets> earlier() {
    return earlier;
  }

  /** Bytes of the tables. */
  public long tableBytes() {
    return published.size();
  }

  /** Bytes of the sums that go with the proposal. */
  public long sumBytes() {
    return earlier.stream().mapToLong(Octets::size).sum();
  }

  SuppressionGate gateRule(LockedStudy study) {
    SuppressionGate rule = new SuppressionGate(study.counters(slot));
    EarlierGate before = gate;
    return before == null ? rule : rule.after(before);
  }

  @Override
  public String toString() {
    return "SlotBasis[" + name() + "]";
  }
}
