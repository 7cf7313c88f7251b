package org.fedval.wire.study;

import java.util.Arrays;
import java.util.BitSet;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.PooledStudy;

/**
 * What earlier slots demand of a later slot's gate: the sums that it must repeat, and the cells
 * that none of them withheld. It names withheld cells: a secret of those who saw the gates. {@code
 * L("EarlierGate") || lst(sum u64) || lst(cell u16)}. Immutable; prints nothing.
 */
public final class EarlierGate {
  private static final String TYPE = "EarlierGate";

  private final long[] sums;
  private final BitSet open;

  private EarlierGate(long[] sums, BitSet open) {
    this.sums = sums;
    this.open = open;
  }

  /**
   * For a later slot.
   *
   * @param earlier every slot before it
   */
  public static EarlierGate of(PooledStudy earlier, CounterLayout later) {
    return new EarlierGate(earlier.gateOf(later), earlier.openBefore(later));
  }

  boolean isRepeatedBy(long[] gateSums) {
    return Arrays.equals(sums, gateSums);
  }

  BitSet open() {
    return (BitSet) open.clone();
  }

  /** The bytes to keep. */
  public byte[] encode() {
    FvcWriter out = FvcWriter.labelled(TYPE);
    out.list(Arrays.stream(sums).boxed().toList(), out::u64);
    out.list(open.stream().boxed().toList(), out::u16);
    return out.toByteArray();
  }

  /** Reads {@link #encode}'s bytes. */
  public static EarlierGate decode(byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    long[] sums =
        in.list(2 * CounterLayout.MAX_UNITS, Long.BYTES, in::u64).stream()
            .mapToLong(Long::longValue)
            .toArray();
    BitSet open = new BitSet();
    in.list(CounterLayout.MAX_UNITS, Short.BYTES, in::u16).forEach(open::set);
    in.end();
    return new EarlierGate(sums, open);
  }

  @Override
  public String toString() {
    return "EarlierGate[redacted]";
  }
}
