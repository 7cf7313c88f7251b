package org.fedval.wire.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.fedval.crypto.primitive.SigningKey;

/**
 * Packs and signs a bundle. The same specification, model and key always give the same bytes. The
 * file appears under its name only when it is whole.
 */
public final class BundleWriter {
  private BundleWriter() {}

  /**
   * @param spec with the canaries' expected scores filled
   * @throws IOException when the file cannot be written
   */
  public static void write(Path file, ModelSpec spec, byte[] model, SigningKey owner)
      throws IOException {
    if (!spec.canaries().filled()) {
      throw new IllegalArgumentException("canaries need expected scores before packing");
    }
    if (model.length > LockedBundle.MAX_MODEL_BYTES) {
      throw new IllegalArgumentException("model is larger than the limit");
    }
    byte[] yaml = ModelSpecWriter.write(spec);
    byte[] manifest =
        new ContentManifest(
                spec.name(),
                spec.version(),
                owner.verifyingKey(),
                List.of(
                    ContentManifest.FileDigest.of(BundleEntry.SPECIFICATION, yaml),
                    ContentManifest.FileDigest.of(BundleEntry.MODEL, model)))
            .encode();
    byte[] signature = owner.sign(ContentManifest.signatureInput(manifest)).toByteArray();

    Path draft = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
        append(out, BundleEntry.MANIFEST, manifest);
        append(out, BundleEntry.SIGNATURE, signature);
        append(out, BundleEntry.SPECIFICATION, yaml);
        append(out, BundleEntry.MODEL, model);
        out.write(new byte[2 * TarHeader.BLOCK]);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void append(OutputStream out, BundleEntry entry, byte[] content)
      throws IOException {
    out.write(TarHeader.of(entry.fileName(), content.length));
    out.write(content);
    out.write(new byte[TarHeader.padding(content.length)]);
  }
}
