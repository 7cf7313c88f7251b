package org.fedval.agent.secagg;

import java.util.BitSet;
import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteInstructionWire;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SiteMessageWire;

/**
 * One step of a session as the journal keeps it: what the coordinator said and what this site
 * answers to it, now and whenever it is said again. {@code L("SessionRecord") || vec(instruction)
 * || lst(vec(answer)) || lst(lst(unit u16))}.
 *
 * @param earlierAllowed what the step took from earlier sessions; only the gate has some
 */
record SessionRecord(
    SiteInstruction instruction, List<SiteMessage> answers, List<BitSet> earlierAllowed) {
  private static final String TYPE = "SessionRecord";
  private static final int MAX_PART_BYTES = 1 << 28;
  private static final int MAX_ANSWERS = 2000;
  private static final int MAX_EARLIER = 1 << 16;
  private static final int MAX_UNITS = 4096;

  SessionRecord {
    answers = List.copyOf(answers);
    earlierAllowed = List.copyOf(earlierAllowed);
  }

  static SessionRecord of(SiteInstruction instruction, SiteMessage... answers) {
    return new SessionRecord(instruction, List.of(answers), List.of());
  }

  byte[] encode(int signer) {
    FvcWriter out = FvcWriter.labelled(TYPE).vec(SiteInstructionWire.encode(instruction));
    out.list(answers, answer -> out.vec(SiteMessageWire.encode(answer, signer)));
    out.list(earlierAllowed, set -> writeUnits(out, set));
    return out.toByteArray();
  }

  static SessionRecord decode(byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    SessionRecord record =
        new SessionRecord(
            SiteInstructionWire.decode(in.vec(MAX_PART_BYTES)),
            in.list(MAX_ANSWERS, 4, () -> SiteMessageWire.decode(in.vec(MAX_PART_BYTES))),
            in.list(MAX_EARLIER, 4, () -> readUnits(in)));
    in.end();
    return record;
  }

  static void writeUnits(FvcWriter out, BitSet units) {
    out.list(units.stream().boxed().toList(), out::u16);
  }

  static BitSet readUnits(FvcReader in) {
    BitSet units = new BitSet();
    in.list(MAX_UNITS, 2, in::u16).forEach(units::set);
    return units;
  }
}
