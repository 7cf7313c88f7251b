/**
 * Checks a report offline, from its bytes, its signature and what the reader pinned. Main path:
 * {@code ReportVerifier.verify} to a list of {@code Check}s, each of which holds or says in a
 * sentence what is wrong. May import: the report's form and the bodies of {@code crypto}. Refuses
 * files, connections and trust in anything that the report says of itself.
 */
@NullMarked
package org.fedval.coordinator.report.verify;

import org.jspecify.annotations.NullMarked;
