package org.fedval.agent.dicomweb;

import java.nio.charset.StandardCharsets;
import org.fedval.crypto.primitive.Sha256Digest;

/**
 * Where an instance is in an archive: UIDs of 1 to 64 digits and dots each. The text form names
 * none of them.
 */
record InstancePath(String study, String series, String instance) {
  /** Below the service root. */
  String path() {
    return "/studies/" + study + "/series/" + series + "/instances/" + instance;
  }

  /** 16 hexadecimal digits that stay the same as long as the UIDs do. */
  String id() {
    return idOf(path());
  }

  static String idOf(String path) {
    return Sha256Digest.hash(path.getBytes(StandardCharsets.US_ASCII)).hex().substring(0, 16);
  }

  @Override
  public String toString() {
    return "InstancePath " + id();
  }
}
