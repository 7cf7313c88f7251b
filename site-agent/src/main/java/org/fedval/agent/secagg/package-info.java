/**
 * This site's part of secure aggregation. Main path: {@code SessionShelf} joins a session or takes
 * it up again, {@code SecAggSession} takes each step (slot rule, check, charge, record, answer),
 * {@code SessionSteps} is the path of the masked vector, {@code FrozenSlots} freezes the numbers
 * once from {@code ReleasedCounts}, with the study's noise in them, {@code SlotBook} remembers
 * which data was used with whom.
 *
 * <p>Imports crypto, wire, agent.release, agent.privacy, agent.journal and agent.vault; no gRPC.
 * Refuses every message that fails a check, and to send anything that is not on the disk.
 */
@NullMarked
package org.fedval.agent.secagg;

import org.jspecify.annotations.NullMarked;
