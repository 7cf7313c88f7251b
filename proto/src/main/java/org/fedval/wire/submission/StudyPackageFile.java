package org.fedval.wire.submission;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.proto.v1.SubmitStudyRequest;

/**
 * The bytes of a {@code .fvs} file: {@code "FVSTDY1\0" || length u32 || SHA-256(head) || head ||
 * sealed bundle}. The digest tells a damaged file from a forged one; what is to be believed is
 * signed in the head, and the head's manifest names the digest of the sealed bundle. A feasibility
 * study ends with its head.
 */
public final class StudyPackageFile {
  /** Largest head: a plan and the wraps of some thousand sites. */
  public static final int MAX_HEAD_BYTES = 16 << 20;

  /** Bytes in front of the head. */
  public static final int PREAMBLE_BYTES = 8 + Integer.BYTES + Sha256Digest.BYTES;

  private static final byte[] MAGIC = "FVSTDY1\0".getBytes(StandardCharsets.US_ASCII);

  private StudyPackageFile() {}

  /** Writes all but the sealed bundle, which the caller appends. */
  public static void writeHead(StudyPackage signed, OutputStream out) throws IOException {
    byte[] head = signed.toProto().toByteArray();
    if (head.length > MAX_HEAD_BYTES) {
      throw new IOException("A study's signed parts have at most 16 MiB.");
    }
    out.write(
        ByteBuffer.allocate(PREAMBLE_BYTES)
            .put(MAGIC)
            .putInt(head.length)
            .put(Sha256Digest.hash(head).toByteArray())
            .array());
    out.write(head);
  }

  /**
   * Reads all but the sealed bundle, at whose first byte the stream then stands.
   *
   * @throws PackageException when this is no package, or a damaged one
   */
  public static StudyPackage readHead(InputStream in) throws PackageException, IOException {
    byte[] preamble = in.readNBytes(PREAMBLE_BYTES);
    if (preamble.length < PREAMBLE_BYTES
        || !Arrays.equals(preamble, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new PackageException(
          "NOT_A_PACKAGE",
          "This is no signed study; give the .fvs file that 'fedval study pack' wrote.");
    }
    ByteBuffer fields = ByteBuffer.wrap(preamble, MAGIC.length, preamble.length - MAGIC.length);
    int length = fields.getInt();
    byte[] digest = new byte[Sha256Digest.BYTES];
    fields.get(digest);
    if (length < 1 || length > MAX_HEAD_BYTES) {
      throw damaged();
    }
    byte[] head = in.readNBytes(length);
    if (head.length < length || !Sha256Digest.hash(head).equals(Sha256Digest.of(digest))) {
      throw damaged();
    }
    try {
      return StudyPackage.fromProto(SubmitStudyRequest.parseFrom(head));
    } catch (InvalidProtocolBufferException e) {
      throw damaged();
    }
  }

  private static PackageException damaged() {
    return new PackageException(
        "DAMAGED",
        "The package was changed or cut off on its way; send it again, or pack it anew.");
  }
}
