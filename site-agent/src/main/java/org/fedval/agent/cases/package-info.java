/**
 * What became of every case of a study, kept at the site: an encrypted record that is written while
 * the cohort runs, so that a killed agent goes on where it was, and that the hospital's own people
 * read afterwards. Main path: {@code CaseJournals} to {@code CaseJournal}, through {@code
 * JournaledPass} into a run.
 *
 * <p>May import {@code agent.run}, {@code agent.cohort}, {@code agent.dicom}, {@code agent.journal}
 * (its cipher) and {@code agent.vault}. Refuses to let a kept result stand for a case that may have
 * changed, and to hold more than one batch in memory. Nothing of it is ever sent.
 */
@NullMarked
package org.fedval.agent.cases;

import org.jspecify.annotations.NullMarked;
