/**
 * Whether a site can work, before a study is lost over it: {@code Preflight} runs the checks of
 * home, machine, data and coordinator; each gives a {@code CheckLine}, fine or how to mend it. May
 * import: most of the agent, read only. Refuses to change anything but receipts of the one question
 * it asks the coordinator, and to name a patient or a file of one.
 */
@NullMarked
package org.fedval.agent.preflight;

import org.jspecify.annotations.NullMarked;
