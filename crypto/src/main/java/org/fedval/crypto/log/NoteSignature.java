package org.fedval.crypto.log;

import java.util.Arrays;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Octets;

/**
 * One signature line of a note: {@code "— name base64(keyId || signature)"}. Lines of unknown keys
 * are kept as they are.
 *
 * @param keyId 4 bytes that, with the name, say which key and algorithm made it
 */
public record NoteSignature(String name, Octets keyId, Octets signature) {
  static final String DASH = "\u2014 ";
  private static final int KEY_ID_BYTES = 4;
  private static final int MAX_BYTES = 8 * 1024;

  public NoteSignature {
    NoteText.keyName(name);
    keyId.requireSize(KEY_ID_BYTES, "A key id");
  }

  /** The line without its newline. */
  public String line() {
    byte[] blob = new FvcWriter().raw(keyId).raw(signature).toByteArray();
    return DASH + name + " " + NoteText.base64(blob);
  }

  /** Reads one line without its newline. */
  public static NoteSignature parse(String line) {
    int space = line.lastIndexOf(' ');
    NoteText.require(
        line.startsWith(DASH) && space > DASH.length() && line.length() <= 2 * MAX_BYTES,
        "A signature line of a note is not well-formed.");
    byte[] blob = NoteText.decode(line.substring(space + 1));
    NoteText.require(blob.length > KEY_ID_BYTES, "A signature line of a note is too short.");
    return new NoteSignature(
        line.substring(DASH.length(), space),
        Octets.of(Arrays.copyOf(blob, KEY_ID_BYTES)),
        Octets.of(Arrays.copyOfRange(blob, KEY_ID_BYTES, blob.length)));
  }
}
