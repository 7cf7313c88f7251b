/**
 * Which cases of a hospital enter a study: with which reference labels, patient and subgroup
 * levels, and why the others do not (the first part of the attrition flow). Main path: {@code
 * CohortFiles}, where the site describes its cases, and a {@code DicomSource} to {@code
 * CohortReader} to {@code CohortEntry}; {@code CohortAdmission} judges one image, {@code
 * PatientHistory} what others of the patient say about it. Imports {@code agent.dicom}, the plan
 * and counters of {@code evaluation}, the cohort rule of {@code wire.study} and the file readers of
 * {@code wire}. Never decodes pixels, keeps no attribute of a case beyond its entry, and puts no
 * patient's data into a message.
 */
@NullMarked
package org.fedval.agent.cohort;

import org.jspecify.annotations.NullMarked;
