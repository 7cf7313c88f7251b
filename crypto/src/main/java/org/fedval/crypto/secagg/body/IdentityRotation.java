package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcText;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * A site's change from one identity key to another, signed by both outside any session. {@code
 * created} is a Unix time in seconds.
 */
public record IdentityRotation(
    String siteId, VerifyingKey oldKey, VerifyingKey newKey, long created) {
  public static final String TYPE = "IKRotation";

  public IdentityRotation {
    FvcText.check(siteId);
    Canonical.require(!oldKey.equals(newKey), "A rotation names two different identity keys.");
  }

  /** The body. */
  public byte[] encode() {
    return FvcWriter.labelled(TYPE)
        .text(siteId)
        .raw(oldKey.toByteArray())
        .raw(newKey.toByteArray())
        .u64(created)
        .toByteArray();
  }

  /** Reads a body. */
  public static IdentityRotation decode(byte[] body) {
    FvcReader in = FvcReader.open(body, TYPE);
    IdentityRotation rotation =
        new IdentityRotation(in.text(), in.verifyingKey(), in.verifyingKey(), in.u64());
    in.end();
    return rotation;
  }
}
