/**
 * The agent's local channel: a Unix domain socket in its home (0600) that answers with the agent's
 * status. Main path: {@code LocalStatus} to {@code AdminSocket} to {@code AdminClient}. Never
 * reachable from the network; refuses anything but the known requests.
 */
@NullMarked
package org.fedval.agent.admin;

import org.jspecify.annotations.NullMarked;
