package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.MalformedBody;

/** What a vote or certificate says about a session. */
public enum VoteKind {
  /** Open the sum over the survivor set. */
  COMMIT(1, "CommitCert"),
  /** Never open anything of this session. */
  ABORT(2, "AbortCert");

  private final int code;
  private final String certificateType;

  VoteKind(int code, String certificateType) {
    this.code = code;
    this.certificateType = certificateType;
  }

  int code() {
    return code;
  }

  /** The type name of the certificate of such votes. */
  public String certificateType() {
    return certificateType;
  }

  static VoteKind ofCode(int code) {
    for (VoteKind kind : values()) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new MalformedBody("A vote is neither commit nor abort.");
  }
}
