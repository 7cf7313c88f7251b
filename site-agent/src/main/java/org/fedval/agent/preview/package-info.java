/**
 * What this site is about to contribute, for its own people: {@code Contribution} (a table of the
 * frozen numbers and the bytes they would leave as) with {@code ContributionRow} and {@code
 * LeavingBytes}. May import: secagg's frozen numbers, the layouts. Refuses to send anything: the
 * local channel alone shows it, and nothing of it is logged.
 */
@NullMarked
package org.fedval.agent.preview;

import org.jspecify.annotations.NullMarked;
