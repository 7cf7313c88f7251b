/**
 * One aggregation round: drives the pure protocol steps of {@code crypto.secagg} over whatever
 * carries the messages. Main path: {@code RoundDriver} to {@code Outboxes} to {@code RoundEvents}.
 * Imports no gRPC; holds masked vectors only as files that are removed with the session.
 */
@NullMarked
package org.fedval.coordinator.round;

import org.jspecify.annotations.NullMarked;
