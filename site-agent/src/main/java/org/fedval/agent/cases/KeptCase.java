package org.fedval.agent.cases;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fedval.agent.dicom.ContentDigest;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.counters.Exclusion;
import org.jspecify.annotations.Nullable;

/**
 * How one case ended, as it stands in the journal. Patient data: stays at the site, and its text
 * form is empty of it.
 *
 * @param mark of the object as it was then; zero when its state could not be told
 * @param place where the hospital's own people find it
 * @param sopInstanceUid null when the object was left out before it became a case
 * @param picture of the decoded pixels; null when they were not decoded
 * @param reason null exactly when it was scored
 * @param scores one a finding of the model; empty when it was excluded; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record KeptCase(
    Sha256Digest mark,
    String place,
    @Nullable String sopInstanceUid,
    @Nullable ContentDigest picture,
    @Nullable Exclusion reason,
    float[] scores) {
  private static final int MAX_PLACE = 1 << 16;
  private static final int MAX_WORD = 1 << 8;
  private static final int MAX_FINDINGS = 1 << 12;

  void encode(FvcWriter out) {
    out.digest(mark).vec(CaseBinding.utf8(place));
    out.vec(CaseBinding.utf8(sopInstanceUid == null ? "" : sopInstanceUid));
    out.vec(picture == null ? new byte[0] : picture.toByteArray());
    out.vec(CaseBinding.utf8(reason == null ? "" : reason.name()));
    out.u16(scores.length);
    for (float score : scores) {
      out.u32(Integer.toUnsignedLong(Float.floatToRawIntBits(score)));
    }
  }

  static KeptCase decode(FvcReader in) {
    Sha256Digest mark = in.digest();
    String place = text(in, MAX_PLACE);
    String uid = text(in, MAX_WORD);
    byte[] picture = in.vec(ContentDigest.BYTES);
    String reason = text(in, MAX_WORD);
    int findings = in.u16();
    if (findings > MAX_FINDINGS) {
      throw new MalformedBody("A case has more scores than a model has findings.");
    }
    float[] scores = new float[findings];
    for (int f = 0; f < findings; f++) {
      scores[f] = Float.intBitsToFloat((int) in.u32());
    }
    try {
      return new KeptCase(
          mark,
          place,
          uid.isEmpty() ? null : uid,
          picture.length == 0 ? null : ContentDigest.ofBytes(picture),
          reason.isEmpty() ? null : Exclusion.valueOf(reason),
          scores);
    } catch (IllegalArgumentException e) {
      throw new MalformedBody("A case is not one that this version wrote.");
    }
  }

  private static String text(FvcReader in, int max) {
    return new String(in.vec(max), StandardCharsets.UTF_8);
  }

  /** The reason why it was left out; empty when it was scored. */
  public Optional<Exclusion> exclusion() {
    return Optional.ofNullable(reason);
  }

  @Override
  public String toString() {
    return "KeptCase";
  }
}
