/**
 * Which sessions a site may take part in with one data set, so that no two results can be
 * subtracted from each other (section 6.5).
 *
 * <p>Main path: {@link org.fedval.crypto.secagg.slot.CohortRecord} names the frozen cohort by keyed
 * hashes, {@link org.fedval.crypto.secagg.slot.SlotRule} decides and returns the next {@link
 * org.fedval.crypto.secagg.slot.DataSetLedger}.
 *
 * <p>May import: the rest of {@code crypto}. Refuses: to change a ledger for anything but a checked
 * certificate, proof or rotation. The caller persists a ledger before it sends what depends on it.
 */
@NullMarked
package org.fedval.crypto.secagg.slot;

import org.jspecify.annotations.NullMarked;
