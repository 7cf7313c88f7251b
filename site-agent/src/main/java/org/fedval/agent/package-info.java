/** The agent's process: {@code AgentProcess} wires one home, one connection and one listener. */
@NullMarked
package org.fedval.agent;

import org.jspecify.annotations.NullMarked;
