/**
 * The transparency log of this coordinator and its witnesses. Main path: a repository's change goes
 * through {@code AuditLog.record}, {@code WitnessDesk} offers the signed head to the sites and
 * collects their cosignatures, {@code SessionEvidence} and {@code AuditLog.proof} go into the
 * report. May import: the store, {@code crypto.log}. Refuses contents: hashes only, never counts,
 * vectors or anything about patients.
 */
@NullMarked
package org.fedval.coordinator.audit;

import org.jspecify.annotations.NullMarked;
