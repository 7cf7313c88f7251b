package org.fedval.crypto.dp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fedval.crypto.dp.BudgetRefused.Reason;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * What studies have cost one data set in zCDP. A slot is charged once, before its first MaskedInput
 * leaves, and refunded only when every session that got one holds an AbortCert. A retry sends the
 * same frozen bytes and costs nothing. Immutable: each step gives the next ledger, which the agent
 * signs and stores before it acts.
 *
 * @param dataset digest of the data set
 * @param budget the most that may be spent, in millionths of rho
 */
public record RhoLedger(Sha256Digest dataset, long budget, List<SlotCharge> slots) {
  public static final String TYPE = "RhoLedger";
  private static final int MAX_SLOTS = 10_000;
  private static final int MIN_SLOT_BYTES = 80;

  public RhoLedger {
    slots = List.copyOf(slots);
    if (budget < 0 || slots.size() > MAX_SLOTS) {
      throw new MalformedBody("A privacy ledger is not well-formed.");
    }
    if (slots.stream().map(SlotCharge::key).distinct().count() != slots.size()) {
      throw new MalformedBody("A privacy ledger names a slot twice.");
    }
  }

  /** Nothing spent yet. */
  public static RhoLedger open(Sha256Digest dataset, long budget) {
    return new RhoLedger(dataset, budget, List.of());
  }

  /** Millionths of rho spent. */
  public long spent() {
    return slots.stream().mapToLong(SlotCharge::spent).reduce(0, Math::addExact);
  }

  /** Millionths of rho left; never negative unless the budget was lowered. */
  public long left() {
    return budget - spent();
  }

  /**
   * Before a MaskedInput of {@code sid} leaves. {@code frozenHash} is the hash of the frozen
   * vector, {@code rho} the loss of gate and metrics together. {@link BudgetRefused} if the slot
   * was frozen with other bytes or another loss, or if there is not enough left.
   */
  public RhoLedger masked(
      Sha256Digest studyHash, String slot, Sha256Digest sid, Sha256Digest frozenHash, long rho) {
    SlotCharge charge =
        find(studyHash, slot)
            .orElseGet(() -> new SlotCharge(studyHash, slot, frozenHash, rho, List.of()));
    if (!charge.frozenHash().equals(frozenHash)) {
      throw new BudgetRefused(Reason.NOISE_REROLLED);
    }
    if (charge.rho() != rho) {
      throw new BudgetRefused(Reason.CHARGE_DIFFERS);
    }
    if (charge.open().isEmpty() && rho > left()) {
      throw new BudgetRefused(Reason.OVER_BUDGET);
    }
    return replacing(charge.with(sid));
  }

  /** After the AbortCert of {@code sid} was verified; unknown sessions change nothing. */
  public RhoLedger aborted(Sha256Digest studyHash, String slot, Sha256Digest sid) {
    return find(studyHash, slot).map(charge -> replacing(charge.without(sid))).orElse(this);
  }

  /** The charge of one slot. */
  public Optional<SlotCharge> find(Sha256Digest studyHash, String slot) {
    return slots.stream()
        .filter(s -> s.studyHash().equals(studyHash) && s.slot().equals(slot))
        .findFirst();
  }

  /** The body. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE).digest(dataset).u64(budget);
    return out.list(slots, slot -> slot.write(out)).toByteArray();
  }

  /** Signs the body with the site's identity key. */
  public Octets sign(SigningKey identity) {
    return identity.sign(SigInput.outside(TYPE, encode()));
  }

  /** Reads a stored ledger; {@link MalformedBody} unless this site signed these very bytes. */
  public static RhoLedger verified(byte[] body, Octets signature, VerifyingKey identity) {
    if (!identity.verifies(SigInput.outside(TYPE, body), signature)) {
      throw new MalformedBody("The stored privacy ledger was not signed by this site.");
    }
    return decode(body);
  }

  /** Reads a body. */
  public static RhoLedger decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    RhoLedger ledger =
        new RhoLedger(
            in.digest(), in.u64(), in.list(MAX_SLOTS, MIN_SLOT_BYTES, () -> SlotCharge.read(in)));
    in.end();
    return ledger;
  }

  private RhoLedger replacing(SlotCharge charge) {
    List<SlotCharge> next = new ArrayList<>(slots);
    next.replaceAll(s -> s.key().equals(charge.key()) ? charge : s);
    if (find(charge.studyHash(), charge.slot()).isEmpty()) {
      next.add(charge);
    }
    return new RhoLedger(dataset, budget, next);
  }
}
