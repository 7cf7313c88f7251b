package org.fedval.agent.dicomweb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;

/**
 * The Authorization header from the files of the settings, read for every request, so that a token
 * may be renewed under the running agent.
 */
final class ArchiveLogin {
  private static final int LIMIT_BYTES = 16 * 1024;

  private final DicomWebSettings settings;

  ArchiveLogin(DicomWebSettings settings) {
    this.settings = settings;
  }

  /**
   * Bearer (RFC 6750) or Basic (RFC 7617); empty without either.
   *
   * @throws KeyFileException with one sentence when the file is missing, empty or others may read
   *     it
   */
  Optional<String> authorization() throws IOException {
    if (settings.tokenFile() != null) {
      String token = secret(settings.tokenFile());
      if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
        throw new KeyFileException(
            "The token file " + settings.tokenFile() + " does not hold one token; write it again.");
      }
      return Optional.of("Bearer " + token);
    }
    if (settings.passwordFile() != null) {
      byte[] pair =
          (settings.user() + ":" + secret(settings.passwordFile()))
              .getBytes(StandardCharsets.UTF_8);
      String encoded = Base64.getEncoder().encodeToString(pair);
      Arrays.fill(pair, (byte) 0);
      return Optional.of("Basic " + encoded);
    }
    return Optional.empty();
  }

  /** The first line of a file; a line break at its end is no part of a secret. */
  private static String secret(Path file) throws IOException {
    byte[] bytes = PrivateFiles.read(file, LIMIT_BYTES);
    try {
      String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\r\\n]+$", "");
      if (text.isEmpty()) {
        throw new KeyFileException("The secret file " + file + " is empty; write it first.");
      }
      return text;
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "ArchiveLogin[redacted]";
  }
}
