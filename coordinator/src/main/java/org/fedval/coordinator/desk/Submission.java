package org.fedval.coordinator.desk;

import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.body.SignedBody;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor hands in beside the uploaded sealed bundle. Nothing of it is checked yet.
 *
 * @param party the vendor that hands it in: the name in its certificate, or the party of the
 *     account that is signed in; never a word of the package itself
 * @param definition StudyDefinition body signed by the study owner
 * @param planYaml the exact bytes of the plan
 * @param model null for a study that runs no model
 */
public record Submission(
    String party, SignedBody definition, Octets planYaml, @Nullable SealedModel model) {
  /**
   * What belongs to the uploaded file.
   *
   * @param manifest BundleManifest body signed by the model's owner
   * @param description the exact bytes that the manifest names
   * @param wraps ModelWrap bodies signed by the model's owner, one a site, in roster order
   */
  public record SealedModel(SignedBody manifest, Octets description, List<SignedBody> wraps) {
    public SealedModel {
      wraps = List.copyOf(wraps);
    }
  }
}
