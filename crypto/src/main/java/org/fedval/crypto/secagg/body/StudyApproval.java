package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/** A site operator's approval of one study by its hash, signed by the identity key it names. */
public record StudyApproval(Sha256Digest studyHash, VerifyingKey identity) {
  public static final String TYPE = "StudyApproval";

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE).digest(studyHash).raw(identity.toByteArray()).toByteArray();
  }

  /** Reads a body. */
  public static StudyApproval decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    StudyApproval approval = new StudyApproval(in.digest(), in.verifyingKey());
    in.end();
    return approval;
  }
}
