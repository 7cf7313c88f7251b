package org.fedval.cli.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.report.verify.Pins;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;

/** What a reader of a report pinned, from the command line or from files that it names. */
public final class PinOptions {
  private static final int LIMIT_BYTES = 1 << 20;
  private static final String HEX = "[0-9a-fA-F]{64}";
  private static final String FINGERPRINT = "([A-Za-z2-7]{4}[ -]?){7}[A-Za-z2-7]{4}";

  private PinOptions() {}

  /**
   * Reads the pins.
   *
   * @param key 64 hexadecimal digits, a fingerprint, or a file with one of them
   * @param rosters hashes of roster versions, or files with one a line
   */
  public static Pins read(String key, List<String> rosters) throws CliException, IOException {
    Set<Sha256Digest> pinned = new HashSet<>();
    for (String roster : rosters) {
      pinned.addAll(rosters(roster));
    }
    String text = key.strip();
    if (!text.matches(HEX) && !text.matches(FINGERPRINT)) {
      List<String> lines = lines(text, "--coordinator-key");
      text = lines.isEmpty() ? "" : lines.get(0);
    }
    try {
      if (text.matches(HEX)) {
        return Pins.of(VerifyingKey.of(HexFormat.of().parseHex(text)), pinned);
      }
      return Pins.of(Fingerprint.parse(text), pinned);
    } catch (MalformedBody e) {
      throw new CliException(
          "--coordinator-key: " + key + " is or holds no key and no fingerprint.");
    }
  }

  private static Set<Sha256Digest> rosters(String roster) throws CliException, IOException {
    if (roster.matches(HEX)) {
      return Set.of(Sha256Digest.parse(roster));
    }
    Set<Sha256Digest> hashes = new HashSet<>();
    for (String line : lines(roster, "--roster")) {
      if (!line.matches(HEX)) {
        throw new CliException("--roster: " + roster + " has a line that is no roster's hash.");
      }
      hashes.add(Sha256Digest.parse(line));
    }
    if (hashes.isEmpty()) {
      throw new CliException("--roster: " + roster + " holds no roster's hash.");
    }
    return hashes;
  }

  /** The lines of a file without comments and blanks. */
  private static List<String> lines(String file, String option) throws CliException, IOException {
    try {
      return new String(InputFile.read(Path.of(file), LIMIT_BYTES), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (InvalidPathException e) {
      throw new CliException(option + ": " + file + " is no file.");
    }
  }
}
