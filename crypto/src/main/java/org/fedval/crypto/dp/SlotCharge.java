package org.fedval.crypto.dp;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * What one slot of one study has cost a data set.
 *
 * @param frozenHash SHA-256 of the frozen noisy vector; it outlives a refund
 * @param rho privacy loss in millionths of zCDP
 * @param open sessions whose MaskedInput was sent and that hold no AbortCert, ascending; the slot
 *     is charged while there is one
 */
public record SlotCharge(
    Sha256Digest studyHash,
    String slot,
    Sha256Digest frozenHash,
    long rho,
    List<Sha256Digest> open) {
  private static final int MAX_SESSIONS = 1000;

  public SlotCharge {
    FvcText.check(slot);
    SortedSet<Sha256Digest> ordered = new TreeSet<>(Comparator.comparing(Sha256Digest::hex));
    ordered.addAll(open);
    if (rho < 0 || ordered.size() > MAX_SESSIONS || !List.copyOf(ordered).equals(open)) {
      throw new MalformedBody("A slot of a privacy ledger is not well-formed.");
    }
    open = List.copyOf(open);
  }

  /** What counts against the budget: {@link #rho}, or 0 after every session was aborted. */
  public long spent() {
    return open.isEmpty() ? 0 : rho;
  }

  /** Study and slot in one string; the study's part has a fixed length. */
  String key() {
    return studyHash.hex() + slot;
  }

  SlotCharge with(Sha256Digest sid) {
    SortedSet<Sha256Digest> more = new TreeSet<>(Comparator.comparing(Sha256Digest::hex));
    more.addAll(open);
    more.add(sid);
    return new SlotCharge(studyHash, slot, frozenHash, rho, List.copyOf(more));
  }

  SlotCharge without(Sha256Digest sid) {
    List<Sha256Digest> fewer = open.stream().filter(o -> !o.equals(sid)).toList();
    return new SlotCharge(studyHash, slot, frozenHash, rho, fewer);
  }

  void write(FvcWriter out) {
    out.digest(studyHash).text(slot).digest(frozenHash).u64(rho).list(open, out::digest);
  }

  static SlotCharge read(FvcReader in) {
    return new SlotCharge(
        in.digest(),
        in.text(),
        in.digest(),
        in.u64(),
        in.list(MAX_SESSIONS, Sha256Digest.BYTES, in::digest));
  }
}
