package org.fedval.crypto.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A C2SP signed note: text that ends in a newline, a blank line, signature lines. */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** Largest note: 1 MiB, room for 2000 cosignatures. */
  public static final int MAX_CHARACTERS = 1 << 20;

  private static final int MAX_SIGNATURES = 2100;

  public SignedNote {
    signatures = List.copyOf(signatures);
    NoteText.require(
        text.endsWith("\n")
            && text.length() <= MAX_CHARACTERS
            && text.chars().noneMatch(c -> c < ' ' && c != '\n'),
        "The text of a signed note is not well-formed.");
    NoteText.require(
        !signatures.isEmpty() && signatures.size() <= MAX_SIGNATURES,
        "A signed note must have 1 to 2100 signatures.");
  }

  /** The same note with one more signature. */
  public SignedNote with(NoteSignature signature) {
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new SignedNote(text, more);
  }

  /** The whole note. */
  public String render() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(s -> note.append(s.line()).append('\n'));
    return note.toString();
  }

  /** Reads a whole note; {@code render} gives the same characters again. */
  public static SignedNote parse(String note) {
    NoteText.require(note.length() <= MAX_CHARACTERS, "A signed note is larger than 1 MiB.");
    int blank = note.lastIndexOf("\n\n");
    NoteText.require(
        blank >= 0 && note.endsWith("\n") && blank + 2 < note.length(),
        "A signed note needs a text, a blank line and signatures.");
    String lines = note.substring(blank + 2, note.length() - 1);
    return new SignedNote(
        note.substring(0, blank + 1),
        Arrays.stream(lines.split("\n", MAX_SIGNATURES + 1)).map(NoteSignature::parse).toList());
  }
}
