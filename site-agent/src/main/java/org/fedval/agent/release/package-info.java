/**
 * The only door out: {@code ApprovalPolicy} says whether a study may run here, {@code ReleaseGate}
 * turns frozen counters into {@code ReleasedCounts}, the only type that can be masked and sent.
 * Imports evaluation and crypto, no gRPC.
 */
@NullMarked
package org.fedval.agent.release;

import org.jspecify.annotations.NullMarked;
