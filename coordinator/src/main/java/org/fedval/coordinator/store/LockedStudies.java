package org.fedval.coordinator.store;

import java.io.IOException;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.sealed.DescribedBundle;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.StudyPlanException;

/**
 * Stored studies with everything that follows from their parts: plan, roster and the model's
 * description, a few kilobytes each. The sealed bundle is never read for it.
 */
public final class LockedStudies {
  private final SealedBundleRepository bundles;

  public LockedStudies(SealedBundleRepository bundles) {
    this.bundles = bundles;
  }

  /**
   * Manifest and description of the study's model.
   *
   * @throws IOException when they are gone or no longer what was locked
   */
  public DescribedBundle bundle(ValidationStudy study) throws IOException {
    SealedBundleRepository.PublicParts parts =
        bundles
            .find(study.digest())
            .orElseThrow(() -> new IOException("A locked study has no stored bundle."));
    try {
      return DescribedBundle.of(
          BundleManifest.decode(parts.manifest().body()), parts.description().toByteArray());
    } catch (BundleException | MalformedBody e) {
      throw underivable(e);
    }
  }

  /**
   * The study as it was locked.
   *
   * @param roster the one that the study names
   * @throws IOException when the stored parts no longer give it
   */
  public LockedStudy derive(ValidationStudy study, Roster roster) throws IOException {
    StudyDefinition definition = StudyDefinition.decode(study.definition().body());
    try {
      LockedStudy locked =
          definition.isFeasibility()
              ? LockedStudy.derive(
                  study.planYaml(), definition.owner(), roster, definition.expires())
              : LockedStudy.derive(study.planYaml(), bundle(study), roster, definition.expires());
      if (!locked.definition().equals(definition)) {
        throw new IOException("A locked study no longer derives from its own parts.");
      }
      return locked;
    } catch (StudyPlanException e) {
      throw underivable(e);
    }
  }

  private static IOException underivable(Exception cause) {
    return new IOException("A locked study no longer derives from its own parts.", cause);
  }
}
