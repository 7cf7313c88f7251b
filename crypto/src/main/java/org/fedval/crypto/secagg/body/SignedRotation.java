package org.fedval.crypto.secagg.body;

import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.SigningKey;

/**
 * An {@link IdentityRotation} with the signatures of both keys over the same body. The pair is what
 * {@code SlotRule.onRotation} takes.
 */
public record SignedRotation(SignedBody byOld, SignedBody byNew) {
  public SignedRotation {
    if (!byOld.hash().equals(byNew.hash())) {
      throw new MalformedBody("The two signatures of a rotation are over different bodies.");
    }
  }

  /** Signs a rotation from {@code oldKey} to {@code newKey}. */
  public static SignedRotation sign(
      String siteId, SigningKey oldKey, SigningKey newKey, long created) {
    byte[] body =
        new IdentityRotation(siteId, oldKey.verifyingKey(), newKey.verifyingKey(), created)
            .encode();
    return new SignedRotation(
        SignedBody.signOutside(IdentityRotation.TYPE, body, oldKey),
        SignedBody.signOutside(IdentityRotation.TYPE, body, newKey));
  }

  /** One body with the signature of the old key and the one of the new key. */
  public static SignedRotation of(byte[] body, Octets oldSignature, Octets newSignature) {
    return new SignedRotation(SignedBody.of(body, oldSignature), SignedBody.of(body, newSignature));
  }

  /** The rotation; {@link MalformedBody} unless both keys that it names signed it. */
  public IdentityRotation verified() {
    IdentityRotation rotation = IdentityRotation.decode(byOld.body());
    if (!byOld.isSignedOutsideBy(rotation.oldKey(), IdentityRotation.TYPE)
        || !byNew.isSignedOutsideBy(rotation.newKey(), IdentityRotation.TYPE)) {
      throw new MalformedBody("A rotation of an identity key is not signed by both keys.");
    }
    return rotation;
  }
}
