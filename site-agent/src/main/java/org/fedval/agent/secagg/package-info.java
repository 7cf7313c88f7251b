/**
 * Drives the client steps of secure aggregation. Main path: {@code SecAggSession} takes {@code
 * SiteInstruction}, answers with {@code SiteMessage}, and masks only {@code ReleasedCounts}.
 * Imports crypto, wire, agent.release and agent.privacy, no gRPC; refuses every message that fails
 * a check.
 */
@NullMarked
package org.fedval.agent.secagg;

import org.jspecify.annotations.NullMarked;
