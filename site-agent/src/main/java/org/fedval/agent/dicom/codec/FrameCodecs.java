package org.fedval.agent.dicom.codec;

import java.util.Map;
import java.util.Optional;

/** The codecs that this version has, by transfer syntax UID. */
public final class FrameCodecs {
  private static final Map<String, FrameCodec> BY_UID =
      Map.of(
          "1.2.840.10008.1.2.4.50",
          JpegCodec.dct(),
          "1.2.840.10008.1.2.4.51",
          JpegCodec.dct(),
          "1.2.840.10008.1.2.4.57",
          JpegCodec.lossless(),
          "1.2.840.10008.1.2.4.70",
          JpegCodec.lossless(),
          "1.2.840.10008.1.2.4.80",
          new JpegLsCodec(),
          "1.2.840.10008.1.2.4.81",
          new JpegLsCodec(),
          "1.2.840.10008.1.2.4.90",
          new Jpeg2000Codec(),
          "1.2.840.10008.1.2.4.91",
          new Jpeg2000Codec());

  private FrameCodecs() {}

  /** The codec of a transfer syntax; empty when there is none. */
  public static Optional<FrameCodec> find(String transferSyntaxUid) {
    return Optional.ofNullable(BY_UID.get(transferSyntaxUid));
  }
}
