package org.fedval.coordinator.desk;

import java.util.List;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * What a vendor hands in beside the uploaded sealed bundle. Nothing of it is checked yet.
 *
 * @param definition StudyDefinition body signed by the study owner
 * @param planYaml the exact bytes of the plan
 * @param manifest BundleManifest body signed by the model's owner
 * @param description the exact bytes that the manifest names
 * @param wraps ModelWrap bodies signed by the model's owner, one a site, in roster order
 */
public record Submission(
    SignedBody definition,
    Octets planYaml,
    SignedBody manifest,
    Octets description,
    List<SignedBody> wraps) {
  public Submission {
    wraps = List.copyOf(wraps);
  }
}
