package org.fedval.agent.dicom.codec;

import java.util.Map;
import java.util.Optional;

/** The codecs that this version has, by transfer syntax UID. */
public final class FrameCodecs {
  private static final Map<String, FrameCodec> BY_UID = Map.of();

  private FrameCodecs() {}

  /** The codec of a transfer syntax; empty when there is none. */
  public static Optional<FrameCodec> find(String transferSyntaxUid) {
    return Optional.ofNullable(BY_UID.get(transferSyntaxUid));
  }
}
