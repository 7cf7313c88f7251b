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
 * @param result hash of the signed result; zero when there was none
 * @param allowed the units that its gate allowed, if this site checked the gate
 */
record EndedSession(
    Sha256Digest sid,
    Sha256Digest study,
    End end,
    Octets certificate,
    Sha256Digest result,
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
            .u8(end.ordinal())
            .vec(certificate.toByteArray())
            .digest(result)
            .u8(allowed.isPresent() ? 1 : 0);
    SessionRecord.writeUnits(out, allowed.orElseGet(BitSet::new));
    return out.toByteArray();
  }

  static EndedSession decode(byte[] bytes) {
    FvcReader in = FvcReader.open(bytes, TYPE);
    Sha256Digest sid = in.digest();
    Sha256Digest study = in.digest();
    End end = End.values()[Math.min(in.u8(), End.values().length - 1)];
    Octets certificate = Octets.of(in.vec(MAX_BYTES));
    Sha256Digest result = in.digest();
    boolean gate = in.flag();
    BitSet units = SessionRecord.readUnits(in);
    in.end();
    return new EndedSession(
        sid, study, end, certificate, result, gate ? Optional.of(units) : Optional.empty());
  }
}
