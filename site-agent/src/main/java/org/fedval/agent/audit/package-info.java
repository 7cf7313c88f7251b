/**
 * What this site writes down for itself, and what it watches: {@code LocalLog} is a hash chain of
 * what the agent said and heard, {@code LogWitness} follows the coordinator's log and cosigns its
 * heads. Main path: {@code SiteAudit}. May import: the agent's home, {@code crypto.log}. Refuses
 * contents: hashes only; and a head of the log that contradicts what was cosigned before.
 */
@NullMarked
package org.fedval.agent.audit;

import org.jspecify.annotations.NullMarked;
