package org.fedval.wire.bundle;

import java.util.List;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;

/**
 * What a bundle contains, in canonical form: {@code L("ContentManifest") || text(format) ||
 * text(modelName) || text(version) || ownerKey[32] || lst(text(name) || u64 length || sha256[32])}.
 * The owner signs exactly these bytes.
 *
 * @param owner the key that signed, named in the body
 * @param files in archive order
 */
public record ContentManifest(
    String modelName, String version, VerifyingKey owner, List<FileDigest> files) {
  /** The only format that this version reads and writes. */
  public static final String FORMAT = "fedval.bundle/v1";

  private static final String LABEL = "ContentManifest";
  private static final int MAX_FILES = 16;
  private static final int SMALLEST_FILE = Integer.BYTES + Long.BYTES + Sha256Digest.BYTES;

  public ContentManifest {
    files = List.copyOf(files);
  }

  /** One file of the archive. */
  public record FileDigest(String name, long length, Sha256Digest sha256) {
    static FileDigest of(BundleEntry entry, byte[] content) {
      return new FileDigest(entry.fileName(), content.length, Sha256Digest.hash(content));
    }
  }

  byte[] encode() {
    FvcWriter out =
        FvcWriter.labelled(LABEL)
            .text(FORMAT)
            .text(modelName)
            .text(version)
            .raw(owner.toByteArray());
    return out.list(files, file -> out.text(file.name()).u64(file.length()).digest(file.sha256()))
        .toByteArray();
  }

  /**
   * @throws MalformedBody when the bytes are not exactly one canonical manifest
   */
  static ContentManifest decode(byte[] body) {
    FvcReader in = FvcReader.open(body, LABEL);
    if (!in.text().equals(FORMAT)) {
      throw new MalformedBody("The bundle's format is not " + FORMAT + ".");
    }
    String name = in.text();
    String version = in.text();
    VerifyingKey owner = in.verifyingKey();
    List<FileDigest> files =
        in.list(MAX_FILES, SMALLEST_FILE, () -> new FileDigest(in.text(), in.u64(), in.digest()));
    in.end();
    return new ContentManifest(name, version, owner, files);
  }

  static SigInput signatureInput(byte[] body) {
    return SigInput.outside(LABEL, body);
  }
}
