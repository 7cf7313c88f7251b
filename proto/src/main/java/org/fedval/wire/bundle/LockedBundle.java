package org.fedval.wire.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.jspecify.annotations.Nullable;

/**
 * A verified bundle in memory. An object of this class exists only when every byte of the file is
 * the one that {@link ContentManifest#owner()} signed and the specification is well formed. It does
 * not say that the owner is the right one: {@link #requireOwner} or a study that names {@link
 * #manifestHash()} does.
 */
public final class LockedBundle {
  /** The largest model that is read, in bytes. */
  public static final int MAX_MODEL_BYTES = 1 << 30;

  private final ContentManifest manifest;
  private final Sha256Digest manifestHash;
  private final Sha256Digest bundleDigest;
  private final ModelSpec spec;
  private byte @Nullable [] model;

  private LockedBundle(
      ContentManifest manifest,
      Sha256Digest manifestHash,
      Sha256Digest bundleDigest,
      ModelSpec spec,
      byte[] model) {
    this.manifest = manifest;
    this.manifestHash = manifestHash;
    this.bundleDigest = bundleDigest;
    this.spec = spec;
    this.model = model;
  }

  /**
   * Reads and verifies a bundle file, signature first.
   *
   * @throws BundleException with the file's and the entry's name
   * @throws IOException when the file cannot be read
   */
  public static LockedBundle read(Path file) throws BundleException, IOException {
    try (BundleArchiveReader archive = new BundleArchiveReader(file)) {
      return read(archive);
    }
  }

  /**
   * As {@link #read(Path)} from a stream of {@code length} bytes, which is closed.
   *
   * @param name stands in refusals for the file's
   */
  public static LockedBundle read(String name, InputStream bytes, long length)
      throws BundleException, IOException {
    try (BundleArchiveReader archive = new BundleArchiveReader(name, bytes, length)) {
      return read(archive);
    }
  }

  private static LockedBundle read(BundleArchiveReader archive)
      throws BundleException, IOException {
    String fileName = archive.fileName();
    byte[] body = archive.read(BundleEntry.MANIFEST);
    ContentManifest manifest = verified(fileName, body, archive.read(BundleEntry.SIGNATURE));
    byte[] yaml = archive.read(BundleEntry.SPECIFICATION);
    requireListed(fileName, manifest, 0, BundleEntry.SPECIFICATION, yaml);
    byte[] model = archive.read(BundleEntry.MODEL);
    requireListed(fileName, manifest, 1, BundleEntry.MODEL, model);
    Sha256Digest bundleDigest = archive.end();
    ModelSpec spec = ModelSpecReader.read(fileName + ": model.yaml", yaml);
    requireConsistent(fileName, manifest, spec);
    return new LockedBundle(manifest, Sha256Digest.hash(body), bundleDigest, spec, model);
  }

  private static ContentManifest verified(String fileName, byte[] body, byte[] signature)
      throws BundleException {
    ContentManifest manifest;
    try {
      manifest = ContentManifest.decode(body);
    } catch (MalformedBody e) {
      throw new BundleException(
          fileName
              + ": manifest is not a canonical "
              + ContentManifest.FORMAT
              + " manifest; fetch the file again from the model's owner.");
    }
    if (signature.length == 0) {
      throw new BundleException(
          fileName + ": manifest.sig is empty, the bundle is not signed; ask its owner to sign.");
    }
    if (!manifest.owner().verifies(ContentManifest.signatureInput(body), Octets.of(signature))) {
      throw new BundleException(
          fileName
              + ": manifest.sig is not the owner's signature over manifest; the file was changed"
              + " after signing, fetch it again from the model's owner.");
    }
    return manifest;
  }

  private static void requireListed(
      String fileName, ContentManifest manifest, int place, BundleEntry entry, byte[] content)
      throws BundleException {
    List<ContentManifest.FileDigest> files = manifest.files();
    if (files.size() != 2
        || !files.get(place).equals(ContentManifest.FileDigest.of(entry, content))) {
      throw new BundleException(
          fileName
              + ": "
              + entry.fileName()
              + " does not match the manifest; the file was changed after signing, fetch it again"
              + " from the model's owner.");
    }
  }

  private static void requireConsistent(String fileName, ContentManifest manifest, ModelSpec spec)
      throws BundleException {
    if (!spec.name().equals(manifest.modelName()) || !spec.version().equals(manifest.version())) {
      throw new BundleException(
          fileName + ": manifest and model.yaml name different models; ask the model's owner.");
    }
    if (!spec.canaries().filled()) {
      throw new BundleException(
          fileName + ": model.yaml has no expected canary scores; make it with bundle create.");
    }
  }

  /**
   * @throws BundleException when a key of another fingerprint signed the bundle
   */
  public void requireOwner(Fingerprint expected) throws BundleException {
    if (!manifest.owner().fingerprint().equals(expected)) {
      throw new BundleException(
          "The bundle is signed by "
              + manifest.owner().fingerprint()
              + " and not by the expected owner "
              + expected
              + ".");
    }
  }

  public ContentManifest manifest() {
    return manifest;
  }

  public ModelSpec spec() {
    return spec;
  }

  /**
   * The ONNX model. Not a copy, because models are large: callers must not change it.
   *
   * @throws IllegalStateException after {@link #wipeModel}
   */
  public byte[] model() {
    byte[] bytes = model;
    if (bytes == null) {
      throw new IllegalStateException("The model of this bundle was wiped.");
    }
    return bytes;
  }

  /** Overwrites the model and lets go of it, once the runtime has its own copy. */
  public void wipeModel() {
    byte[] bytes = model;
    model = null;
    if (bytes != null) {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** SHA-256 of {@code model.onnx}. */
  public Sha256Digest modelDigest() {
    return manifest.files().get(1).sha256();
  }

  /** SHA-256 of the manifest's canonical bytes. */
  public Sha256Digest manifestHash() {
    return manifestHash;
  }

  /** SHA-256 of the whole file: the bundle's address. */
  public Sha256Digest bundleDigest() {
    return bundleDigest;
  }
}
