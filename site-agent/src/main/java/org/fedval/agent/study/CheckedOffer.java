package org.fedval.agent.study;

import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.study.LockedStudy;

/**
 * An offered study after every check that needs no model.
 *
 * @param locked derived here, equal to the signed definition
 * @param manifest of the sealed bundle, signed by owner and coordinator, named by the study
 * @param model what the manifest says about the model; compared with the bundle once it is open
 */
record CheckedOffer(LockedStudy locked, BundleManifest manifest, ModelDescription model) {
  StudyDefinition definition() {
    return locked.definition();
  }
}
