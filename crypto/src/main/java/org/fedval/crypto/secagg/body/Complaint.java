package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;

/** A holder's signed statement that a dealer's row could not be used. */
public record Complaint(Sha256Digest sid, Sha256Digest h1, int index, int dealer, Reason reason) {
  public static final String TYPE = "Complaint";

  public Complaint {
    Canonical.index(index);
    Canonical.index(dealer);
  }

  /** What was wrong; the code on the wire is the position plus 1. */
  public enum Reason {
    ROW_MISSING,
    ROW_HASH,
    BOX,
    FIELD_RANGE,
    SHARE_ROOT;

    static Reason ofCode(int code) {
      if (code < 1 || code > values().length) {
        throw new MalformedBody("The reason of a complaint is not known.");
      }
      return values()[code - 1];
    }
  }

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE)
        .digest(sid)
        .digest(h1)
        .u16(index)
        .u16(dealer)
        .u8(reason.ordinal() + 1)
        .toByteArray();
  }

  /** Reads a body. */
  public static Complaint decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    Complaint complaint =
        new Complaint(in.digest(), in.digest(), in.u16(), in.u16(), Reason.ofCode(in.u8()));
    in.end();
    return complaint;
  }
}
