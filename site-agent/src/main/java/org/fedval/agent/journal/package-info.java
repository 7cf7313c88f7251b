/**
 * What this site wrote down of a session before it sent anything. Main path: {@code SessionJournal}
 * appends encrypted records and is read back after a restart, {@code JournalCounts} tells how many
 * records there must be, {@code Quarantine} keeps the agent still when they are not there.
 *
 * <p>{@code ScratchFile} is the opposite: sealed records that end with the pass that wrote them.
 *
 * <p>Imports crypto and agent.vault only. Refuses to read on after damage: a site that forgot what
 * it sent could send something else, which leaks.
 */
@NullMarked
package org.fedval.agent.journal;

import org.jspecify.annotations.NullMarked;
