package org.fedval.agent.dicom;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Where an instance is in an archive, whatever the protocol: UIDs of 1 to 64 digits and dots each.
 * The text form names none of them.
 */
public record ArchivePath(String study, String series, String instance) {
  /** As PS3.18 writes it, below the service root, with a leading slash. */
  public String path() {
    return "/studies/" + study + "/series/" + series + "/instances/" + instance;
  }

  /** 16 hexadecimal digits that stay the same as long as the UIDs do. */
  public String id() {
    return idOf(path());
  }

  static String idOf(String path) {
    byte[] digest = ContentDigest.sha256().digest(path.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  @Override
  public String toString() {
    return "ArchivePath " + id();
  }
}
