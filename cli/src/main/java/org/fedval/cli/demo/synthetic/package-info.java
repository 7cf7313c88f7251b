/**
 * Synthetic hospitals for the demo: chest-radiograph-like DICOM files and their reference standard,
 * a pure function of a seed. Main path: {@code SyntheticHospitals} to {@code CohortPlan} to {@code
 * SyntheticRadiograph}. May import {@code org.fedval.agent.dicom} for writing files. Nothing here
 * stems from a real person, and nothing here is fit to judge a real model; every patient name
 * carries {@code CANARY-} so that a leak can be searched for.
 */
@NullMarked
package org.fedval.cli.demo.synthetic;

import org.jspecify.annotations.NullMarked;
