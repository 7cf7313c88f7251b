/**
 * Which cases of a hospital enter a study: with which reference labels, patient and subgroup
 * levels, and why the others do not (the first part of the attrition flow). Main path: {@code
 * ReferenceStandard} and a {@code DicomSource} to {@code CohortReader} to {@code CohortEntry}.
 * Imports {@code agent.dicom} and the plan and counters of {@code evaluation}. Never decodes
 * pixels, keeps no attribute of a case beyond its entry, and puts no patient's data into a message.
 */
@NullMarked
package org.fedval.agent.cohort;

import org.jspecify.annotations.NullMarked;
