package org.fedval.wire.submission;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.proto.v1.GetRosterReply;
import org.fedval.wire.session.SignedBlobWire;

/**
 * The bytes of a {@code .fvr} file, {@code "FVROST1\0"} and a coordinator's answer about its
 * roster: a vendor signs for it without a network. Whoever reads it checks the coordinator's
 * signature and the sites' keys against the roster.
 */
public final class RosterFile {
  /** Largest file: a roster and the sealing keys of some thousand sites. */
  public static final int MAX_BYTES = 16 << 20;

  private static final byte[] MAGIC = "FVROST1\0".getBytes(StandardCharsets.US_ASCII);

  private RosterFile() {}

  /**
   * Writes the file.
   *
   * @param roster signed by the coordinator
   * @param sealKemKeys the sites' ML-KEM-768 encapsulation keys in roster order; empty for a site
   *     whose key is no longer known
   */
  public static byte[] encode(SignedBody roster, List<Octets> sealKemKeys) {
    byte[] reply =
        GetRosterReply.newBuilder()
            .setRoster(SignedBlobWire.ofCoordinator(roster))
            .addAllSealKemKeys(
                sealKemKeys.stream().map(key -> ByteString.copyFrom(key.toByteArray())).toList())
            .build()
            .toByteArray();
    return ByteBuffer.allocate(MAGIC.length + reply.length).put(MAGIC).put(reply).array();
  }

  /**
   * Reads a file; nothing of it is checked yet.
   *
   * @throws PackageException when it is no roster file
   */
  public static GetRosterReply decode(byte[] file) throws PackageException {
    boolean ours =
        file.length > MAGIC.length && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    try {
      if (ours) {
        GetRosterReply reply =
            GetRosterReply.parseFrom(
                ByteBuffer.wrap(file, MAGIC.length, file.length - MAGIC.length));
        if (reply.hasRoster()) {
          return reply;
        }
      }
    } catch (InvalidProtocolBufferException e) {
      throw noRoster();
    }
    throw noRoster();
  }

  private static PackageException noRoster() {
    return new PackageException(
        "NOT_A_ROSTER", "This is no roster file; download it again from 'Submit a study'.");
  }
}
