package org.fedval.wire.sealed;

import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.wire.bundle.BundleException;

/**
 * A bundle as everybody may know it: its manifest and the description that the manifest names. An
 * object of this class exists only when the two agree; who signed the manifest is the caller's
 * check.
 */
public final class DescribedBundle {
  private final BundleManifest manifest;
  private final ModelDescription model;

  private DescribedBundle(BundleManifest manifest, ModelDescription model) {
    this.manifest = manifest;
    this.model = model;
  }

  /**
   * Joins the two.
   *
   * @param description the exact bytes that travelled
   * @throws BundleException with one sentence when they do not belong together
   */
  public static DescribedBundle of(BundleManifest manifest, byte[] description)
      throws BundleException {
    if (!Sha256Digest.hash(description).equals(manifest.descriptionHash())) {
      throw new BundleException(
          "The description of the model is not the one that the bundle's manifest names.");
    }
    ModelDescription model;
    try {
      model = ModelDescription.decode(description);
    } catch (MalformedBody e) {
      throw new BundleException(String.valueOf(e.getMessage()));
    }
    if (!model.bundleDigest().equals(manifest.plainHash())
        || !model.owner().equals(manifest.owner())
        || !model.modelName().equals(manifest.modelName())
        || !model.version().equals(manifest.version())) {
      throw new BundleException("The bundle's manifest and its description name different models.");
    }
    return new DescribedBundle(manifest, model);
  }

  public BundleManifest manifest() {
    return manifest;
  }

  public ModelDescription model() {
    return model;
  }
}
