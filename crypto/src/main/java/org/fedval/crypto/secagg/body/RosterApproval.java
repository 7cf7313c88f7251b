package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/** A site operator's approval of one roster by its hash, signed by the identity key it names. */
public record RosterApproval(Sha256Digest rosterHash, VerifyingKey identity) {
  public static final String TYPE = "RosterApproval";

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE).digest(rosterHash).raw(identity.toByteArray()).toByteArray();
  }

  /** Reads a body. */
  public static RosterApproval decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    RosterApproval approval = new RosterApproval(in.digest(), in.verifyingKey());
    in.end();
    return approval;
  }
}
