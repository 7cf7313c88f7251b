package org.fedval.agent.secagg;

import java.util.BitSet;
import java.util.Optional;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * What remains of a session whose keys were destroyed: hashes and the last certificate. Its file
 * also keeps the session from ever being joined again.
 *
 * @param certificate body and signature of the certificate that the coordinator signed; empty when
 *     there was none
 * @param slot the name of its slot; empty when it is not known any more
 * @param result body of the signed result, against which a later slot's sums are checked; empty
 *     when there was none
 * @param allowed the units that its gate allowed, if this site checked the gate
 */
record EndedSession(
    Sha256Digest sid,
    Sha256Digest study,
    String slot,
    End end,
    Octets certificate,
    Octets result,
    Optional<BitSet> allowed) {
  static final int MAX_BYTES = 1 << 24;

  private static final String TYPE = "EndedSession";

  /** How it ended; the code is what a file holds. */
  enum End {
    RESULT,
    ABORTED,
    EXPIRED,
    LEFT,
    QUARANTINED
  }

  byte[] encode() {
    FvcWriter out =
        FvcWriter.labelled(TYPE)
            .digest(sid)
            .digest(study)
            .text(slot)
            .u8(end.ordinal())
            .vec(certificate.toByteArray())
            .vec(result.toByteArray())
            .u8(allowed.isPresent() ? 1 : 0);
    SessionRecord.writeUnits(out, allowed.orElseGet(BitSet::new));
    return out.toByteArray();
  }

  static EndedSession decode(byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    Sha256Digest sid = in.digest();
    Sha256Digest study = in.digest();
    String slot = in.text();
    End end = End.values()[Math.min(in.u8(), End.values().length - 1)];
    Octets certificate = Octets.of(in.vec(MAX_BYTES));
    Octets result = Octets.of(in.vec(MAX_BYTES));
    boolean gate = in.flag();
    BitSet units = SessionRecord.readUnits(in);
    in.end();
    return new EndedSession(
        sid, study, slot, end, certificate, result, gate ? Optional.of(units) : Optional.empty());
  }
}
