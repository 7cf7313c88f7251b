package org.fedval.coordinator.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fedval.crypto.log.NoteKey;
import org.fedval.crypto.log.SignedNote;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * {@code report.json.sig}: a C2SP signed note that names the SHA-256 of the exact bytes of {@code
 * report.json}. Its first line is no log's origin, so it is never a checkpoint.
 */
public final class ReportSignature {
  /** The largest file that is read. */
  public static final int LIMIT_BYTES = 4096;

  private static final String FORM = "fedval.report.sig/v1";

  private ReportSignature() {}

  /** Signs the bytes with the coordinator's key. */
  public static byte[] sign(byte[] json, SigningKey coordinator) {
    String text = text(json);
    NoteKey name = NoteKey.log(coordinator.verifyingKey());
    return new SignedNote(text, List.of(name.sign(text, coordinator)))
        .render()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Whether {@code signature} is this coordinator's over exactly these bytes. */
  public static boolean verifies(byte[] json, byte[] signature, VerifyingKey coordinator) {
    if (signature.length > LIMIT_BYTES) {
      return false;
    }
    try {
      String file = new String(signature, StandardCharsets.UTF_8);
      SignedNote note = SignedNote.parse(file);
      return note.render().equals(file)
          && note.text().equals(text(json))
          && note.signatures().size() == 1
          && NoteKey.log(coordinator).signed(note);
    } catch (MalformedBody e) {
      return false;
    }
  }

  private static String text(byte[] json) {
    return FORM + "\nsha256 " + Sha256Digest.hash(json).hex() + "\n";
  }
}
