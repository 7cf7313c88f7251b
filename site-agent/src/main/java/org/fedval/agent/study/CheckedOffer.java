package org.fedval.agent.study;

import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.study.LockedStudy;
import org.jspecify.annotations.Nullable;

/**
 * An offered study after every check that needs no model.
 *
 * @param locked derived here, equal to the signed definition
 * @param bundle null exactly in a feasibility study
 */
record CheckedOffer(LockedStudy locked, @Nullable Bundle bundle) {
  /**
   * What is known of the sealed bundle.
   *
   * @param manifest signed by owner and coordinator, named by the study
   * @param model what the manifest says about the model; compared with the bundle once it is open
   */
  record Bundle(BundleManifest manifest, ModelDescription model) {}

  CheckedOffer {
    if (locked.definition().isFeasibility() != (bundle == null)) {
      throw new IllegalArgumentException("A study has a bundle unless it runs no model.");
    }
  }

  StudyDefinition definition() {
    return locked.definition();
  }

  /** The bundle of a study that runs a model. */
  Bundle requiredBundle() {
    Bundle described = bundle;
    if (described == null) {
      throw new IllegalStateException("A feasibility study has no bundle.");
    }
    return described;
  }
}
