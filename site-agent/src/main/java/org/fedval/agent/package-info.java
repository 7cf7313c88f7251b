/**
 * The agent's process: {@code AgentProcess} reads the home once and runs one {@code PolicyTerm}
 * after the other, each with one connection and one listener; {@code SiteFront} stays open for the
 * site's people.
 */
@NullMarked
package org.fedval.agent;

import org.jspecify.annotations.NullMarked;
