package org.fedval.agent.dicom;

import java.util.Optional;

/** The transfer syntaxes of PS3.6 annex A that single images come in. */
public enum TransferSyntax {
  IMPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2", "Implicit VR Little Endian", false),
  EXPLICIT_VR_LITTLE_ENDIAN("1.2.840.10008.1.2.1", "Explicit VR Little Endian", false),
  DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN(
      "1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", false),
  EXPLICIT_VR_BIG_ENDIAN("1.2.840.10008.1.2.2", "Explicit VR Big Endian", false),
  JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", true),
  JPEG_EXTENDED("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", true),
  JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG Lossless (Process 14)", true),
  JPEG_LOSSLESS_SV1("1.2.840.10008.1.2.4.70", "JPEG Lossless (Process 14, SV1)", true),
  JPEG_LS_LOSSLESS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", true),
  JPEG_LS_NEAR_LOSSLESS("1.2.840.10008.1.2.4.81", "JPEG-LS Near-Lossless", true),
  JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", "JPEG 2000 (Lossless Only)", true),
  JPEG_2000("1.2.840.10008.1.2.4.91", "JPEG 2000", true),
  HTJ2K_LOSSLESS("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 (Lossless Only)", true),
  HTJ2K_LOSSLESS_RPCL(
      "1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL (Lossless Only)", true),
  HTJ2K("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", true),
  RLE_LOSSLESS("1.2.840.10008.1.2.5", "RLE Lossless", true);

  private final String uid;
  private final String title;
  private final boolean encapsulated;

  TransferSyntax(String uid, String title, boolean encapsulated) {
    this.uid = uid;
    this.title = title;
    this.encapsulated = encapsulated;
  }

  /** The syntax with this UID; empty for private, retired and newer ones. */
  public static Optional<TransferSyntax> find(String uid) {
    for (TransferSyntax syntax : values()) {
      if (syntax.uid.equals(uid)) {
        return Optional.of(syntax);
      }
    }
    return Optional.empty();
  }

  public String uid() {
    return uid;
  }

  /** The standard's name, for people. */
  public String title() {
    return title;
  }

  /** Whether pixel data comes as compressed fragments (PS3.5 annex A.4). */
  public boolean encapsulated() {
    return encapsulated;
  }

  /** Whether this version decodes its pixel data. */
  public boolean decoded() {
    return PixelFrames.decodes(this);
  }

  boolean explicitVr() {
    return this != IMPLICIT_VR_LITTLE_ENDIAN;
  }

  boolean bigEndian() {
    return this == EXPLICIT_VR_BIG_ENDIAN;
  }

  boolean deflated() {
    return this == DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
  }
}
